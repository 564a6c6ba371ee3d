// The yardsticks and what is asked of us on each. Absolute figures drift from day to day; only ratios within one run
// count, so almost every target is one.
import { medianOf, type Results } from '../results.ts';
import type { CaseName } from '../cases/cases.ts';
import type { CandidateName } from '../servers/candidates.ts';

/** `factor` times another server's figure, or a figure of its own. */
export type Bound = { server: CandidateName; factor: number } | { value: number };

export type Yardstick = {
	case: CaseName;
	figure: string;
	title: string;
	unit: string;
	/** Decimals worth printing. */
	decimals: number;
	/** Whether more is better; otherwise less is. */
	more?: true;
	/** A share or a count says more by itself than divided by another's. */
	noRatio?: true;
	must?: Bound;
	aim?: Bound;
};

const times = (factor: number, server: CandidateName): Bound => ({ server, factor });
const atMost = (value: number): Bound => ({ value });
const atLeast = atMost;

const cpu = { unit: 'µs', decimals: 1 };
const ms = { unit: 'ms', decimals: 1 };
const kB = { unit: 'kB', decimals: 0 };
const MB = { unit: 'MB', decimals: 0 };
const count = { unit: '', decimals: 0, noRatio: true } as const;

export const yardsticks: readonly Yardstick[] = [
	{
		case: 'week',
		figure: 'cpu',
		title: 'week: CPU per delivered edit',
		...cpu,
		must: times(0.9, 'hocuspocus'),
		aim: times(1.4, 'relay')
	},
	{ case: 'week', figure: 'p50', title: 'week: to the last screen, median', ...ms, decimals: 2 },
	{ case: 'week', figure: 'p99', title: 'week: to the last screen, p99', ...ms, must: atMost(30) },
	{
		case: 'sat',
		figure: 'perSecond',
		title: 'sat: most delivered edits a second',
		unit: '',
		decimals: 0,
		more: true,
		must: times(4, 'hocuspocus'),
		aim: times(3.5, 'relay')
	},
	...[10, 50].map((readers): Yardstick => ({
		case: 'fan-out',
		figure: `cpu${readers}`,
		title: `fan-out ${readers}: CPU per delivered edit`,
		...cpu
	})),
	{
		case: 'fan-out',
		figure: 'cpu200',
		title: 'fan-out 200: CPU per delivered edit',
		...cpu,
		must: times(1, 'relay'),
		aim: times(0.6, 'relay')
	},
	{
		case: 'cold',
		figure: 'openMs',
		title: 'cold: opening the long paper',
		...ms,
		must: times(0.2, 'hocuspocus'),
		aim: atMost(10)
	},
	{
		case: 'cold',
		figure: 'bystanderMs',
		title: 'cold: longest wait of a bystander',
		...ms,
		must: atMost(10)
	},
	...(
		[
			['warmMs', 'storm: all back, warm'],
			['restartedMs', 'storm: all back, after a restart']
		] as const
	).map(([figure, title]): Yardstick => ({
		case: 'storm',
		figure,
		title,
		...ms,
		decimals: 0,
		must: times(0.5, 'hocuspocus'),
		aim: times(0.25, 'hocuspocus')
	})),
	{
		case: 'memory',
		figure: 'perDocumentKB',
		title: 'memory: an open document of 28 kB',
		unit: 'kB',
		decimals: 0,
		must: times(0.25, 'hocuspocus'),
		aim: atMost(68)
	},
	{
		case: 'memory',
		figure: 'givenBack',
		title: 'memory: share given back after closing',
		unit: '',
		decimals: 2,
		more: true,
		noRatio: true,
		must: atLeast(0.8)
	},
	{ case: 'kill', figure: 'seen', title: 'kill: letters another had seen', ...count },
	{ case: 'kill', figure: 'lostSeen', title: 'kill: … of these lost', ...count, must: atMost(0) },
	{
		case: 'kill',
		figure: 'lostSaved',
		title: 'kill: called saved and lost',
		...count,
		must: atMost(0)
	},
	{
		case: 'hostile',
		figure: 'survived',
		title: 'hostile: attacks survived',
		...count,
		more: true,
		must: atLeast(8)
	},
	{
		case: 'hostile',
		figure: 'peakMB',
		title: 'hostile: most memory above before',
		...MB,
		must: atMost(128),
		aim: atMost(64)
	},
	{
		case: 'hostile',
		figure: 'afterMB',
		title: 'hostile: memory kept afterwards',
		...MB,
		must: atMost(32)
	},
	{
		case: 'hostile',
		figure: 'junkBytes',
		title: 'hostile: junk kept for newcomers',
		unit: 'bytes',
		decimals: 0,
		must: atMost(0)
	},
	{
		case: 'hostile',
		figure: 'slowdown',
		title: 'hostile: bystanders’ p99, times that of quiet',
		unit: '',
		decimals: 1,
		noRatio: true,
		must: atMost(2)
	},
	{
		case: 'publish',
		figure: 'seconds',
		title: 'publish: 40 reports appear',
		unit: 's',
		decimals: 2,
		must: atMost(5)
	},
	{
		case: 'publish',
		figure: 'bystanderMs',
		title: 'publish: longest wait of a bystander',
		...ms,
		decimals: 0
	},
	{
		case: 'public',
		figure: 'firstMs',
		title: 'public: CPU of a report page, first time',
		...ms,
		must: atMost(10)
	},
	{
		case: 'public',
		figure: 'keptMs',
		title: 'public: CPU of it from then on',
		...ms,
		decimals: 2,
		must: atMost(2)
	},
	{
		case: 'public',
		figure: 'unchangedMs',
		title: 'public: CPU of “you have it already” (304)',
		...ms,
		decimals: 2,
		must: atMost(2)
	},
	{ case: 'search', figure: 'p50', title: 'search: first results, median', ...ms },
	{ case: 'search', figure: 'p95', title: 'search: first results, p95', ...ms, must: atMost(50) },
	...(['plain', 'prefix', 'typo', 'narrowed', 'many'] as const).map((sort): Yardstick => ({
		case: 'search',
		figure: `${sort}P95`,
		title: `search: … ${sort}, p95`,
		...ms,
		must: atMost(50)
	})),
	{ case: 'search', figure: 'like', title: 'search: a plain LIKE over the posts', ...ms },
	{
		case: 'thread',
		figure: 'pageMs',
		title: 'thread: CPU of a page of 50 of 2,000 posts',
		...ms,
		must: atMost(50)
	},
	{ case: 'thread', figure: 'pageKB', title: 'thread: … its size', ...kB },
	{ case: 'thread', figure: 'callMs', title: 'thread: CPU of it by the API', ...ms },
	{ case: 'thread', figure: 'callKB', title: 'thread: … its size', ...kB },
	{ case: 'thread', figure: 'toldCpu', title: 'thread 200: CPU per reader told of a post', ...cpu },
	{
		case: 'thread',
		figure: 'toldP99',
		title: 'thread 200: to a reader, p99',
		...ms,
		must: atMost(100)
	},
	{ case: 'session', figure: 'enterP99', title: 'session: through the door, p99', ...ms },
	{
		case: 'session',
		figure: 'p99',
		title: 'session 300: a step to everybody, p99',
		...ms,
		must: atMost(250)
	},
	{ case: 'session', figure: 'p50', title: 'session 300: … median', ...ms },
	{ case: 'session', figure: 'cpu', title: 'session 300: CPU per person told of a step', ...cpu },
	{ case: 'session', figure: 'voteP99', title: 'session 300: a vote answered, p99', ...ms },
	{ case: 'session', figure: 'voteCpu', title: 'session 300: CPU of a vote', ...ms },
	{
		case: 'session',
		figure: 'busy',
		title: 'session 300: a core’s share while all vote in 10 s',
		unit: '%',
		decimals: 0,
		noRatio: true
	},
	{ case: 'session', figure: 'memory', title: 'session 300: memory', ...MB },
	{ case: 'session', figure: 'perPerson', title: 'session 300: … of it per person', ...kB }
];

export type Verdict = 'aim' | 'must' | 'missed' | 'unknown' | 'none';

/** How our figure stands to what is asked. */
export function judge(results: Results, yardstick: Yardstick): Verdict {
	const { must, aim } = yardstick;
	const ours = figureOf(results, yardstick, 'ours');
	if (must === undefined) return 'none';
	const isMet = (bound: Bound): boolean | null => {
		const limit =
			'value' in bound ? bound.value : bound.factor * figureOf(results, yardstick, bound.server);
		if (Number.isNaN(ours) || Number.isNaN(limit)) return null;
		return yardstick.more === true ? ours >= limit : ours <= limit;
	};
	const met = isMet(must);
	if (met === null) return 'unknown';
	if (!met) return 'missed';
	return aim !== undefined && isMet(aim) === true ? 'aim' : 'must';
}

export const figureOf = (
	results: Results,
	{ case: name, figure }: Yardstick,
	server: CandidateName
): number => medianOf(results, name, server, figure);
