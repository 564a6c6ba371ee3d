// The save state in words: the sentence in the top bar, what is announced, and what one can do about it.
import type { SaveView } from './save-state.ts';

export type SaveWords = {
	text: string;
	/** `done` leaf, `busy` soft ink, `local` brick (design-language.md). */
	tone: 'done' | 'busy' | 'local';
	/** A sentence for the banner above the page, when the line in the bar is not enough. */
	explanation?: string;
	/** Whether copying the text out, or signing in again, helps now. */
	offers: { copy: boolean; signIn: boolean; reload: boolean };
};

const nothing = { copy: false, signIn: false, reload: false };

const counted = (changes: number): string => (changes === 1 ? '1 change' : `${changes} changes`);

const whereKept = (deviceKeeps: boolean): string =>
	deviceKeeps
		? 'Your changes are kept on this device, also when you close the page.'
		: 'This browser keeps no copy: leave the page open, or copy your text.';

/** Told beside the state, never instead of it: writing and saving work as always. */
const slower = (isPolling: boolean): string => (isPolling ? ' · slower connection' : '');

/** @param time formats a moment as the clock shows it, "14:02" */
export function saveWords(view: SaveView, time: (at: number) => string): SaveWords {
	const since = (at: number | null): string => (at === null ? 'Saved' : `Saved at ${time(at)}`);
	switch (view.kind) {
		case 'connecting':
			return { text: 'Connecting…', tone: 'busy', offers: nothing };
		case 'saved':
			return { text: `${since(view.at)}${slower(view.isPolling)}`, tone: 'done', offers: nothing };
		case 'saved-offline':
			return {
				text:
					view.at === null ? 'Not connected' : `Not connected · ${since(view.at).toLowerCase()}`,
				tone: 'busy',
				offers: nothing
			};
		case 'saving':
			return { text: `Saving…${slower(view.isPolling)}`, tone: 'busy', offers: nothing };
		case 'device-only': {
			const why = {
				offline: 'The server cannot be reached. You can go on writing.',
				'server-trouble':
					'The server has your text but cannot write it to its disk just now. It keeps trying.',
				slow: 'The server has not answered for a while. You can go on writing.'
			}[view.reason];
			return {
				text: `${counted(view.changes)} only on this device`,
				tone: 'local',
				explanation: `${why} ${whereKept(view.deviceKeeps)}`,
				offers: { ...nothing, copy: true }
			};
		}
		case 'refused':
			return refused(view);
	}
}

function refused(view: Extract<SaveView, { kind: 'refused' }>): SaveWords {
	const { changes, deviceKeeps } = view;
	const isUnsaved = changes > 0;
	const keeps = isUnsaved
		? ` ${counted(changes)} ${changes === 1 ? 'is' : 'are'} ${deviceKeeps ? 'kept on this device' : 'only in this page: copy your text before you close it'}.`
		: ' Everything you wrote is saved.';
	const tone = isUnsaved ? 'local' : 'busy';
	const copy = isUnsaved;
	switch (view.refusal) {
		case 'signed-out':
			return {
				text: isUnsaved ? `Signed out · ${counted(changes)} only on this device` : 'Signed out',
				tone: 'local',
				explanation: `You are signed out.${keeps}${isUnsaved && deviceKeeps ? ' Sign in and they are saved.' : ''}`,
				offers: { copy, signIn: true, reload: false }
			};
		case 'not-available':
			return {
				text: isUnsaved ? `${counted(changes)} only on this device` : 'No longer available',
				tone,
				explanation: `This text is no longer available to you.${keeps}`,
				offers: { copy, signIn: false, reload: false }
			};
		case 'may-not-write':
			return {
				text: isUnsaved ? `${counted(changes)} not taken` : 'Reading only',
				tone,
				explanation: `You can no longer write here.${isUnsaved ? ` ${counted(changes)} could not be saved: copy your text.` : keeps}`,
				offers: { copy, signIn: false, reload: false }
			};
		case 'editor-too-old':
			return {
				text: isUnsaved ? `${counted(changes)} only on this device` : 'Reload to go on',
				tone,
				explanation: `The workspace was renewed while this page was open. It reloads when you pause, or reload it now to go on writing.${keeps}`,
				offers: { copy, signIn: false, reload: true }
			};
		case 'out-of-step':
			return {
				text: isUnsaved ? `${counted(changes)} only on this device` : 'Reload to go on',
				tone,
				explanation: `This page and the server no longer understand each other. Reload the page to go on writing.${keeps}`,
				offers: { copy, signIn: false, reload: true }
			};
	}
}

/**
 * What to announce when the state moves on, or null. Only a change of kind is worth a word: not each "Saving…",
 * not each minute of "Saved at", not each further change.
 */
export function saveAnnouncement(before: SaveView, now: SaveView, words: SaveWords): string | null {
	const kindOf = (view: SaveView): string => {
		switch (view.kind) {
			case 'connecting':
			case 'saving':
			case 'saved':
				return 'isPolling' in view && view.isPolling ? 'slower' : 'fine';
			case 'refused':
				return view.refusal;
			case 'device-only':
				return `device-only ${view.reason}`;
			case 'saved-offline':
				return 'saved-offline';
		}
	};
	const [was, is] = [kindOf(before), kindOf(now)];
	if (was === is) return null;
	if (was === 'fine' && is === 'slower')
		return 'Slower connection. You can go on writing as always.';
	if (was === 'slower' && is === 'fine') return null;
	if (now.kind === 'saved' || now.kind === 'saving' || now.kind === 'connecting') {
		return now.kind === 'saved' ? words.text : 'Connected again, saving';
	}
	return words.explanation ?? words.text;
}
