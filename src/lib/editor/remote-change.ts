import type { Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/** Whether this brings in a colleague's change (or takes back one's own), rather than what was done at the keyboard. */
export const isRemoteChange = (transaction: Transaction): boolean =>
	(transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)
		?.isChangeOrigin === true;
