// Numbers both ends of the collaboration socket agree on. server/domain/collaboration/SPEC.md says what they mean.

/** Message types: the first number of a frame. 0–3 are y-websocket's own. */
export const messageType = {
	sync: 0,
	awareness: 1,
	auth: 2,
	queryAwareness: 3,
	/** Server → client: `varUint count`. So many of the content frames (sync step 2 or update) that this
	 *  connection has sent are on the server's disk. Counted from 1 on each connection. */
	saved: 100,
	/** Server → client: `varUint 1` saving is failing and will be tried again, nothing is dropped; `varUint 0` over. */
	saveTrouble: 101,
	/** Server → client: a text with its length, JSON in the form of `#shared/notice.ts`. Everybody here is told. */
	notice: 102
} as const;

/** Sub-types of a sync message (y-protocols/sync). */
export const syncType = { step1: 0, step2: 1, update: 2 } as const;

/** An update that changes nothing, as Yjs writes it. */
export const emptyUpdate: Uint8Array = Uint8Array.of(0, 0);

/** Close codes of the collaboration and live sockets. */
export const closeCode = {
	frameTooBig: 1009,
	restarting: 1012,
	overloaded: 1013,
	notTheProtocol: 4400,
	signedOut: 4401,
	/** Rights changed: connect again and learn the new ones. */
	accessChanged: 4403,
	editorTooOld: 4409,
	tooFast: 4429
} as const;

/** Address of a document's socket on this origin. */
export const collabPath = '/collab';

/** Presence colours: names of tokens in app.css, each passing contrast in light and dark. */
export const handCount = 6;

/** What the server stamps into every presence state; a client's own `user` is overwritten. */
export type PresenceUser = {
	memberId: string;
	name: string;
	organisation: string;
	/** 1 … handCount: the hand colour of app.css (`--hand-1` …). */
	hand: number;
	/** The same colour for libraries that want a CSS colour: `var(--hand-1)`. */
	color: string;
};
