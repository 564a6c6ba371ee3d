import { describe, expect, test } from 'vitest';
import type { SaveView } from './save-state.ts';
import { saveAnnouncement, saveWords } from './save-words.ts';

const time = (): string => '14:02';
const text = (view: SaveView): string => saveWords(view, time).text;

const saved: SaveView = { kind: 'saved', at: 1, isPolling: false };
const saving: SaveView = { kind: 'saving', isPolling: false };
const offline = (changes: number): SaveView => ({
	kind: 'device-only',
	changes,
	reason: 'offline',
	deviceKeeps: true
});

describe('the line in the top bar', () => {
	test('is the one the design asks for', () => {
		expect(text(saved)).toBe('Saved at 14:02');
		expect(text(saving)).toBe('Saving…');
		expect(text(offline(3))).toBe('3 changes only on this device');
		expect(text(offline(1))).toBe('1 change only on this device');
	});

	test('says beside it when the network slows things down', () => {
		expect(text({ ...saved, isPolling: true })).toBe('Saved at 14:02 · slower connection');
		expect(text({ ...saving, isPolling: true })).toBe('Saving… · slower connection');
		expect(saveWords({ ...saved, isPolling: true }, time).tone).toBe('done');
	});

	test('offers Copy my text whenever something is only here', () => {
		expect(saveWords(offline(2), time).offers.copy).toBe(true);
		expect(saveWords(saved, time).offers.copy).toBe(false);
	});

	test('never says that a copy is kept where the browser keeps none', () => {
		const words = saveWords({ ...offline(2), deviceKeeps: false } as SaveView, time);
		expect(words.explanation).toContain('keeps no copy');
	});

	test('tells somebody signed out how many changes are kept, and offers the way back', () => {
		const words = saveWords(
			{ kind: 'refused', refusal: 'signed-out', changes: 2, deviceKeeps: true },
			time
		);
		expect(words.explanation).toBe(
			'You are signed out. 2 changes are kept on this device. Sign in and they are saved.'
		);
		expect(words.offers.signIn).toBe(true);
	});
});

describe('announcements', () => {
	const announced = (before: SaveView, now: SaveView): string | null =>
		saveAnnouncement(before, now, saveWords(now, time));

	test('saving and saved in turn are not chattered about', () => {
		expect(announced(saved, saving)).toBeNull();
		expect(announced(saving, saved)).toBeNull();
		expect(announced(offline(1), offline(2))).toBeNull();
	});

	test('a slower connection is announced once, and its end is not worth a word', () => {
		const slower: SaveView = { kind: 'saved', at: 1, isPolling: true };
		expect(announced(saved, slower)).toBe('Slower connection. You can go on writing as always.');
		expect(announced(slower, { kind: 'saving', isPolling: true })).toBeNull();
		expect(announced(slower, saving)).toBeNull();
	});

	test('losing the server and having it back is announced', () => {
		expect(announced(saving, offline(1))).toContain('cannot be reached');
		expect(announced(offline(1), saving)).toBe('Connected again, saving');
		expect(announced(offline(1), saved)).toBe('Saved at 14:02');
	});
});
