// Nobody leaves a text by accident while changes to it are only on this device.
import { beforeNavigate, goto } from '$app/navigation';
import { page } from '$app/state';
import type { DocumentConnection } from './document-connection.svelte.ts';

/** How long (ms) a change that is being saved is waited for before anything is asked. */
const patience = 2000;

export type LeaveGuard = {
	/** The next time the page is left, nothing is asked: the changes are kept. */
	letGo(): void;
};

/**
 * Asks before the page is left with changes that are not saved. Call it while the page is set up.
 * @param about.connection to the text; null while there is none
 * @param about.explanation why something is not saved, in a sentence; '' when there is nothing to say
 */
export function guardLeaving(about: {
	connection(): DocumentConnection | null;
	explanation(): string;
}): LeaveGuard {
	let isLeavingForGood = false;

	/** Leaves as soon as everything is saved, which takes a moment at most; otherwise asks. */
	async function leave(to: URL | undefined): Promise<void> {
		if (to === undefined) return;
		const connection = about.connection();
		for (let waited = 0; connection?.view.kind === 'saving' && waited < patience; waited += 50) {
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		const changes = connection?.unsavedChanges ?? 0;
		const question = `${changes === 1 ? '1 change is' : `${changes} changes are`} only on this device. ${about.explanation()}\n\nLeave the page all the same?`;
		if (changes > 0 && !confirm(question)) return;
		isLeavingForGood = true;
		await goto(to);
	}

	beforeNavigate((navigation) => {
		const connection = about.connection();
		if (isLeavingForGood || connection === null || connection.unsavedChanges === 0) return;
		if (navigation.to?.url.pathname === page.url.pathname) return;
		navigation.cancel();
		// Closing the tab: cancelling makes the browser ask.
		if (navigation.willUnload || navigation.type === 'leave') return;
		void leave(navigation.to?.url);
	});

	return {
		letGo() {
			isLeavingForGood = true;
		}
	};
}
