// How much of each case is done: all of it, or what fits into three minutes.
import type { CaseName } from './cases/cases.ts';
import type { CandidateName } from './servers/candidates.ts';

export type Sizes = {
	week: { rooms: number; people: number; seconds: number };
	sat: {
		rooms: number;
		people: number;
		stepSeconds: number;
		firstRate: number;
		/** How the pace rises, and within what the limit is to be known. */
		factor: number;
		within: number;
	};
	fanOut: { readers: readonly number[]; seconds: number };
	/** Edits of the paper that are typed before it is opened. */
	cold: { edits: number };
	storm: { rooms: number; people: number };
	memory: { documents: number };
	kill: { times: number };
	/** Reports of a round, and how often a page is asked for again. */
	round: { reports: number; again: number };
	/** What has been written, and how often each sort of search is asked. */
	search: { posts: number; notes: number; asks: number };
	/** Posts of a long discussion, pages of it that are opened; who has it open, and posts they are told of. */
	thread: { posts: number; opened: number; readers: number; added: number };
	/** People in one session, and steps of its facilitator. */
	session: { people: number; steps: number };
};

export const fullSizes: Sizes = {
	week: { rooms: 100, people: 5, seconds: 20 },
	sat: { rooms: 100, people: 5, stepSeconds: 2.5, firstRate: 4, factor: 1.6, within: 1.12 },
	fanOut: { readers: [10, 50, 200], seconds: 6 },
	cold: { edits: 259_778 },
	storm: { rooms: 50, people: 10 },
	memory: { documents: 1_000 },
	kill: { times: 20 },
	round: { reports: 40, again: 2_000 },
	search: { posts: 100_000, notes: 10_000, asks: 100 },
	thread: { posts: 2_000, opened: 400, readers: 200, added: 100 },
	session: { people: 300, steps: 60 }
};

export const quickSizes: Sizes = {
	week: { rooms: 100, people: 5, seconds: 3 },
	sat: { rooms: 100, people: 5, stepSeconds: 1, firstRate: 10, factor: 2, within: 1.45 },
	fanOut: { readers: [200], seconds: 2 },
	cold: { edits: 10_000 },
	storm: { rooms: 20, people: 10 },
	memory: { documents: 200 },
	kill: { times: 1 },
	round: { reports: 40, again: 500 },
	search: { posts: 5_000, notes: 500, asks: 15 },
	thread: { posts: 2_000, opened: 100, readers: 200, added: 40 },
	session: { people: 300, steps: 20 }
};

/** The quick form leaves out what takes long and what a peer is known to fail. */
export const quickServers: Record<CaseName, readonly CandidateName[]> = {
	week: ['ours', 'hocuspocus', 'y-websocket', 'relay'],
	sat: ['ours', 'hocuspocus', 'y-websocket', 'relay'],
	'fan-out': ['ours', 'relay'],
	cold: ['ours', 'hocuspocus'],
	storm: ['ours', 'hocuspocus'],
	memory: [],
	kill: ['ours'],
	hostile: [],
	publish: ['ours'],
	public: ['ours'],
	search: ['ours'],
	thread: ['ours'],
	session: ['ours', 'relay']
};

/** The room of the long paper. */
export const paperRoom = 'paper';

/** Bytes of a report's text after some weeks, as one update. */
export const documentSize = 27_792;
