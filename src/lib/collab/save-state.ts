// Whether what somebody wrote is on the server's disk. Events change the state; `saveView` reads it and decides
// what may be said. Pure: no clock, no socket, no browser. "Saved" is never said because something was sent.

/** What became of the connection. */
export type Link =
	/** Not open yet, or being opened again. */
	| 'connecting'
	/** Open; the server does not yet have what was written before. */
	| 'open'
	/** The server has been given everything this device holds. */
	| 'synced'
	/** Gone for now; it will be tried again by itself. */
	| 'lost';

/** Why it will not be tried again by itself. */
export type Refusal =
	| 'signed-out'
	/** No such document any more, or not for this member. */
	| 'not-available'
	/** Readable, but no longer to be written. */
	| 'may-not-write'
	/** This tab's editor is older than the document; the page reloads when nobody is busy in it. */
	| 'editor-too-old'
	/** Page and server do not understand each other, and a reload by itself has not helped or would not. */
	| 'out-of-step';

/** Changes that were made one after the other and travel together. */
type Run = {
	/** The content frame of this connection that carries them; null while unsent. */
	readonly frame: number | null;
	/** Numbers of the first and last change in it. */
	readonly first: number;
	readonly last: number;
};

export type SaveState = {
	readonly link: Link;
	readonly refusal: Refusal | null;
	/** The server says that it cannot save just now. */
	readonly serverTrouble: boolean;
	/** An answer has been waited for unusually long. */
	readonly isSlow: boolean;
	/** The network lets no socket through: what is written goes by slower ways. */
	readonly isPolling: boolean;
	/** The browser keeps a copy that survives closing the tab. */
	readonly deviceKeeps: boolean;
	/** Content frames sent on this connection. */
	readonly framesSent: number;
	/** What is not known to be on the server's disk, oldest first. */
	readonly unsaved: readonly Run[];
	readonly lastChange: number;
	readonly lastChangeAt: number;
	/** When the server last said that everything is on its disk. */
	readonly savedAt: number | null;
};

export const initialSaveState: SaveState = {
	link: 'connecting',
	refusal: null,
	serverTrouble: false,
	isSlow: false,
	isPolling: false,
	deviceKeeps: false,
	framesSent: 0,
	unsaved: [],
	lastChange: 0,
	lastChangeAt: Number.NEGATIVE_INFINITY,
	savedAt: null
};

export type SaveEvent =
	/** The browser's copy was opened; it holds so many changes that were never called saved. */
	| { type: 'device-copy'; changes: number }
	| { type: 'device-copy-failed' }
	| { type: 'changed'; at: number }
	| { type: 'connecting' }
	| { type: 'opened' }
	/** A content frame left: `everything` for sync step 2, `change` for a single update. */
	| { type: 'sent'; carries: 'everything' | 'change' }
	/** The server's own text has arrived. */
	| { type: 'received-all'; at: number }
	/** The server: so many content frames of this connection are on disk. */
	| { type: 'saved'; frames: number; at: number }
	| { type: 'server-trouble'; isOn: boolean }
	| { type: 'slow' }
	| { type: 'polling'; isOn: boolean }
	| { type: 'lost' }
	| { type: 'refused'; refusal: Refusal };

/** Keystrokes closer together than this, in milliseconds, are one change to a person (as they are to undo). */
export const changePause = 1000;

/** The state after an event. */
export function advance(state: SaveState, event: SaveEvent): SaveState {
	switch (event.type) {
		case 'device-copy':
			return {
				...(event.changes > 0 ? append(state, event.changes) : state),
				deviceKeeps: true
			};
		case 'device-copy-failed':
			return { ...state, deviceKeeps: false };
		case 'changed': {
			const last = state.unsaved.at(-1);
			const goesOn = last !== undefined && event.at - state.lastChangeAt < changePause;
			const next = goesOn ? prolong(state, last) : append(state, 1);
			return { ...next, lastChangeAt: event.at };
		}
		case 'connecting':
			return { ...unsent(state), link: 'connecting', refusal: null };
		case 'opened':
			return { ...unsent(state), link: 'open', refusal: null, serverTrouble: false };
		case 'sent': {
			const frame = state.framesSent + 1;
			// Until the server was given everything, a single change may rest on others that it lacks.
			if (event.carries === 'change' && state.link !== 'synced') {
				return { ...state, framesSent: frame };
			}
			return {
				...state,
				link: 'synced',
				framesSent: frame,
				unsaved: state.unsaved.map((run) => (run.frame === null ? { ...run, frame } : run))
			};
		}
		case 'received-all':
			return state.unsaved.length === 0 ? { ...state, savedAt: event.at } : state;
		case 'saved': {
			const unsaved = state.unsaved.filter((run) => run.frame === null || run.frame > event.frames);
			const isAll = unsaved.length === 0;
			return {
				...state,
				unsaved,
				isSlow: false,
				serverTrouble: isAll ? false : state.serverTrouble,
				savedAt: isAll ? event.at : state.savedAt
			};
		}
		case 'server-trouble':
			return { ...state, serverTrouble: event.isOn };
		case 'slow':
			return { ...state, isSlow: state.unsaved.length > 0 };
		case 'polling':
			return { ...state, isPolling: event.isOn };
		case 'lost':
			return { ...unsent(state), link: 'lost' };
		case 'refused':
			return { ...unsent(state), link: 'lost', refusal: event.refusal };
	}
}

/** How many changes are only on this device. */
export function unsavedChanges({ unsaved }: SaveState): number {
	const [first, last] = [unsaved[0], unsaved.at(-1)];
	return first === undefined || last === undefined ? 0 : last.last - first.first + 1;
}

/** What may be said about it. */
export type SaveView =
	| { kind: 'connecting' }
	| { kind: 'saved'; at: number | null; isPolling: boolean }
	/** Everything is saved, but the server cannot be reached now. */
	| { kind: 'saved-offline'; at: number | null }
	| { kind: 'saving'; isPolling: boolean }
	| {
			kind: 'device-only';
			changes: number;
			reason: 'offline' | 'server-trouble' | 'slow';
			deviceKeeps: boolean;
	  }
	| { kind: 'refused'; refusal: Refusal; changes: number; deviceKeeps: boolean };

/** Reads the state. */
export function saveView(state: SaveState): SaveView {
	const changes = unsavedChanges(state);
	const { refusal, deviceKeeps, isPolling, savedAt: at } = state;
	if (refusal !== null) return { kind: 'refused', refusal, changes, deviceKeeps };
	if (changes === 0) {
		if (state.link === 'lost') return { kind: 'saved-offline', at };
		return at === null ? { kind: 'connecting' } : { kind: 'saved', at, isPolling };
	}
	if (state.link === 'lost' || state.link === 'connecting') {
		return { kind: 'device-only', changes, reason: 'offline', deviceKeeps };
	}
	if (state.serverTrouble) {
		return { kind: 'device-only', changes, reason: 'server-trouble', deviceKeeps };
	}
	if (state.isSlow) return { kind: 'device-only', changes, reason: 'slow', deviceKeeps };
	return { kind: 'saving', isPolling };
}

/** A new connection counts its frames from 1, and nothing that was under way on the old one is certain. */
function unsent(state: SaveState): SaveState {
	const { unsaved } = state;
	const [first, last] = [unsaved[0], unsaved.at(-1)];
	return {
		...state,
		framesSent: 0,
		isSlow: false,
		unsaved:
			first === undefined || last === undefined
				? []
				: [{ frame: null, first: first.first, last: last.last }]
	};
}

function append(state: SaveState, changes: number): SaveState {
	const first = state.lastChange + 1;
	const last = state.lastChange + changes;
	return { ...state, lastChange: last, unsaved: [...state.unsaved, { frame: null, first, last }] };
}

/** More of the same change: it needs a frame of its own only when the run has already left. */
function prolong(state: SaveState, run: Run): SaveState {
	if (run.frame === null) return state;
	const { last } = run;
	return { ...state, unsaved: [...state.unsaved, { frame: null, first: last, last }] };
}
