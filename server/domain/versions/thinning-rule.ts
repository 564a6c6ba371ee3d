// How finely the past is kept: every change for 30 days, then one moment an hour, after half a year one a day; and
// always the moments that were named, signed or published. Pure.
import type { UpdateHead } from '#server/storage/versions.ts';
import type { Resolution } from '#shared/version-output.ts';

const hour = 60 * 60_000;
const day = 24 * hour;

/** Every change is kept for so long. */
const keptWhole = 30 * day;
/** Then the state at the end of each hour, until it is this old: a whole round of reports. Then of each day. */
const keptHourly = 182 * day;

/** Rows put together at once: bounds the memory and the transaction. A busier hour keeps more moments. */
const largestStretch = 20_000;

type ThinnedResolution = Exclude<Resolution, 'change'>;

/** Rows of the log that are to become one for each person. */
export type Stretch = { resolution: ThinnedResolution; heads: UpdateHead[] };

/** Updates younger than this (ISO-8601) are left alone: the last whole hour that is over 30 days old ends here. */
export const thinnedBefore = (now: number): string => isoDown(now - keptWhole, hour);

const isoDown = (at: number, unit: number): string =>
	new Date(Math.floor(at / unit) * unit).toISOString();

/**
 * Gathers rows into stretches as they come, in order.
 * @param keptSeqs numbers of the updates after which the text must stay as it was.
 */
export function createStretches(now: number, keptSeqs: ReadonlySet<number>) {
	const dailyBefore = isoDown(now - keptHourly, day);
	let open: (Stretch & { key: string }) | null = null;

	const keyOf = (at: string): { resolution: ThinnedResolution; key: string } =>
		at < dailyBefore
			? { resolution: 'day', key: at.slice(0, 'YYYY-MM-DD'.length) }
			: { resolution: 'hour', key: at.slice(0, 'YYYY-MM-DDTHH'.length) };

	function close(): Stretch[] {
		const done = open;
		open = null;
		return done === null || !isWorthIt(done) ? [] : [done];
	}

	return {
		/** The next row. @returns what is complete with it. */
		add(head: UpdateHead): Stretch[] {
			const { resolution, key } = keyOf(head.at);
			const goesOn = open?.key === key && open.heads.length < largestStretch;
			const complete = goesOn ? [] : close();
			open ??= { resolution, key, heads: [] };
			open.heads.push(head);
			return keptSeqs.has(head.seq) ? [...complete, ...close()] : complete;
		},
		/** No further row. */
		end: close
	};
}

/** One row for each person already: nothing would become fewer. */
const isWorthIt = ({ heads }: Stretch): boolean =>
	new Set(heads.map(({ member_id }) => member_id)).size < heads.length;
