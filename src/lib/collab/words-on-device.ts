// Words of a member's that are in this browser only: drafts of posts, and changes to texts that never reached the server.
import { clearDrafts, hasDrafts } from '$lib/discussions/drafts.ts';
import { clearDeviceCopies, hasUnsavedOnDevice } from './device-copies.ts';

export const hasWordsOnDevice = async (): Promise<boolean> =>
	hasDrafts() || (await hasUnsavedOnDevice());

export async function clearWordsOnDevice(): Promise<void> {
	clearDrafts();
	await clearDeviceCopies();
}
