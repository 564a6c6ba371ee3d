import { describe, expect, test } from 'vitest';
import {
	advance,
	changePause,
	initialSaveState,
	saveView,
	unsavedChanges,
	type SaveEvent,
	type SaveState
} from './save-state.ts';

const after = (events: SaveEvent[], from: SaveState = initialSaveState): SaveState =>
	events.reduce(advance, from);

const deviceCopy = (changes = 0): SaveEvent => ({ type: 'device-copy', changes });
const changed = (at: number): SaveEvent => ({ type: 'changed', at });
const sentChange: SaveEvent = { type: 'sent', carries: 'change' };
const sentAll: SaveEvent = { type: 'sent', carries: 'everything' };
const saved = (frames: number, at = 0): SaveEvent => ({ type: 'saved', frames, at });
const connected: SaveEvent[] = [
	deviceCopy(),
	{ type: 'opened' },
	sentAll,
	{ type: 'received-all', at: 5 },
	saved(1, 6)
];

describe('saved means on the server’s disk', () => {
	test('nothing is called saved before the server’s text has arrived', () => {
		expect(saveView(initialSaveState)).toEqual({ kind: 'connecting' });
		expect(saveView(after([deviceCopy(), { type: 'opened' }, sentAll]))).toEqual({
			kind: 'connecting'
		});
	});

	test('a page that was only opened is saved as soon as the server’s text has arrived', () => {
		expect(saveView(after(connected))).toMatchObject({ kind: 'saved', at: 6 });
	});

	test('a change that was sent is being saved until the server says it is on disk [F24]', () => {
		const typing = after([...connected, changed(100), sentChange]);
		expect(saveView(typing)).toMatchObject({ kind: 'saving' });
		expect(saveView(advance(typing, saved(1, 110)))).toMatchObject({ kind: 'saving' });
		expect(saveView(advance(typing, saved(2, 120)))).toMatchObject({ kind: 'saved', at: 120 });
	});

	test('an answer to an earlier change does not cover a later one', () => {
		const state = after([
			...connected,
			changed(100),
			sentChange,
			changed(5000),
			sentChange,
			saved(2, 5010)
		]);
		expect(saveView(state)).toMatchObject({ kind: 'saving' });
		expect(unsavedChanges(state)).toBe(1);
		expect(saveView(advance(state, saved(3, 5020)))).toMatchObject({ kind: 'saved', at: 5020 });
	});

	test('a change sent before the server was given everything is not covered by its own frame', () => {
		const state = after([deviceCopy(2), { type: 'opened' }, changed(100), sentChange, saved(1)]);
		expect(unsavedChanges(state)).toBe(3);
		expect(saveView(after([sentAll, saved(2, 130)], state))).toMatchObject({
			kind: 'saved',
			at: 130
		});
	});
});

describe('only on this device', () => {
	test('changes made while the connection is gone are counted and called kept', () => {
		const state = after([
			...connected,
			{ type: 'lost' },
			changed(100),
			changed(5000),
			changed(9000)
		]);
		expect(saveView(state)).toEqual({
			kind: 'device-only',
			changes: 3,
			reason: 'offline',
			deviceKeeps: true
		});
	});

	test('keystrokes in one go are one change, as they are to undo', () => {
		const state = after([
			...connected,
			{ type: 'lost' },
			changed(100),
			changed(200),
			changed(200 + changePause - 1),
			changed(200 + 3 * changePause)
		]);
		expect(unsavedChanges(state)).toBe(2);
	});

	test('typing on while the first letters are under way stays one change, saved only when all is', () => {
		const state = after([...connected, changed(100), sentChange, changed(150), sentChange]);
		expect(unsavedChanges(state)).toBe(1);
		expect(saveView(advance(state, saved(2)))).toMatchObject({ kind: 'saving' });
		expect(saveView(after([saved(3, 200)], state))).toMatchObject({ kind: 'saved', at: 200 });
	});

	test('what was under way when the connection broke counts as not saved', () => {
		const state = after([...connected, changed(100), sentChange, { type: 'lost' }]);
		expect(saveView(state)).toMatchObject({ kind: 'device-only', changes: 1 });
	});

	test('frames are counted anew on each connection: an old count never covers a new frame', () => {
		const state = after([
			...connected,
			changed(100),
			sentChange,
			{ type: 'lost' },
			{ type: 'connecting' },
			{ type: 'opened' },
			sentAll
		]);
		expect(saveView(state)).toMatchObject({ kind: 'saving' });
		expect(saveView(advance(state, saved(1, 300)))).toMatchObject({ kind: 'saved', at: 300 });
	});

	test('a reload while the server is away knows how much was never saved', () => {
		const state = after([deviceCopy(3), { type: 'lost' }]);
		expect(saveView(state)).toEqual({
			kind: 'device-only',
			changes: 3,
			reason: 'offline',
			deviceKeeps: true
		});
	});

	test('trouble at the server says so, and ends by itself', () => {
		const trouble = after([
			...connected,
			changed(100),
			sentChange,
			{ type: 'server-trouble', isOn: true }
		]);
		expect(saveView(trouble)).toMatchObject({ kind: 'device-only', reason: 'server-trouble' });
		expect(saveView(advance(trouble, { type: 'server-trouble', isOn: false }))).toMatchObject({
			kind: 'saving'
		});
		expect(saveView(advance(trouble, saved(2, 9)))).toMatchObject({ kind: 'saved', at: 9 });
	});

	test('an answer that does not come is not passed over in silence', () => {
		const slow = after([...connected, changed(100), sentChange, { type: 'slow' }]);
		expect(saveView(slow)).toMatchObject({ kind: 'device-only', reason: 'slow' });
		expect(saveView(advance(slow, saved(2, 9)))).toMatchObject({ kind: 'saved', at: 9 });
	});

	test('a browser that keeps no copy is not said to keep one', () => {
		const state = after([
			{ type: 'device-copy-failed' },
			{ type: 'opened' },
			sentAll,
			{ type: 'lost' },
			changed(1)
		]);
		expect(saveView(state)).toMatchObject({ kind: 'device-only', deviceKeeps: false });
	});
});

describe('refused', () => {
	test('somebody signed out learns how many changes are kept', () => {
		const state = after([
			...connected,
			changed(100),
			sentChange,
			{ type: 'refused', refusal: 'signed-out' }
		]);
		expect(saveView(state)).toEqual({
			kind: 'refused',
			refusal: 'signed-out',
			changes: 1,
			deviceKeeps: true
		});
	});

	test('connecting again after signing in takes the refusal back and saves the rest', () => {
		const state = after([
			...connected,
			changed(100),
			{ type: 'refused', refusal: 'signed-out' },
			{ type: 'connecting' },
			{ type: 'opened' },
			sentAll,
			saved(1, 400)
		]);
		expect(saveView(state)).toMatchObject({ kind: 'saved', at: 400 });
	});

	test('with everything saved, a lost connection is told without alarm', () => {
		expect(saveView(after([...connected, { type: 'lost' }]))).toEqual({
			kind: 'saved-offline',
			at: 6
		});
	});

	test('that sockets do not come through is told beside the state, also over reconnects', () => {
		const polling = after([...connected, { type: 'polling', isOn: true }]);
		expect(saveView(polling)).toMatchObject({ kind: 'saved', isPolling: true });
		const again = after([{ type: 'lost' }, { type: 'opened' }], polling);
		expect(saveView(again)).toMatchObject({ kind: 'saved', isPolling: true });
		const socket = after([{ type: 'polling', isOn: false }], again);
		expect(saveView(socket)).toMatchObject({ kind: 'saved', isPolling: false });
	});
});
