// What pages say about versions: when, by whom, and how finely the history is kept.
import { dateInWords, dayOf, timeInWords } from '#shared/dates.ts';
import { listed } from '../ui/words.ts';
import { emptyId, nowId } from '#shared/version-input.ts';
import type { ComparedRun, Version, VersionKind, Versions } from '#shared/version-output.ts';

type Person = Version['authors'][number];

/** Why a moment is kept. */
export const kindWords: Record<Exclude<VersionKind, 'writing'>, string> = {
	named: 'Named',
	'before-clearing': 'Kept before a section was cleared',
	'before-restoring': 'Kept before an earlier text was put back',
	signed: 'Signed',
	published: 'Published'
};

/** "you and Joel", me first. */
export function namesOf(people: readonly Person[], me: string): string {
	const others = people.filter(({ id }) => id !== me);
	const names = others.map(({ id, name }) => (id === null ? 'the workspace' : name));
	return listed(others.length === people.length ? names : ['you', ...names]);
}

/** When a stretch of writing was: "10:02 to 10:40"; with the day where it began on another. */
export function stretchInWords({ since, at }: Pick<Version, 'since' | 'at'>): string {
	const [from, to] = [timeInWords(since), timeInWords(at)];
	if (dayOf(since) !== dayOf(at)) return `${dateInWords(since, { time: true })} to ${to}`;
	return from === to ? to : `${from} to ${to}`;
}

/** A moment by its name and time: "“Sent to the board”, Friday 20 November, 10:02", "now". */
export function momentInWords(moment: Pick<Version, 'id' | 'name' | 'at'>): string {
	if (moment.id === nowId) return 'now';
	if (moment.id === emptyId) return 'before the first word';
	const at = dateInWords(moment.at, { time: true });
	return moment.name === null ? at : `“${moment.name}”, ${at}`;
}

/** Versions of one day under that day, in the order they come. */
export function byDay(versions: readonly Version[]): { day: string; versions: Version[] }[] {
	const days: { day: string; versions: Version[] }[] = [];
	for (const version of versions) {
		const day = dayOf(version.at);
		const last = days.at(-1);
		if (last?.day === day) last.versions.push(version);
		else days.push({ day, versions: [version] });
	}
	return days;
}

const every: Record<Versions['kept'][number]['every'], string> = {
	change: 'every change is kept',
	hour: 'the last text of each hour is kept, with who wrote in it',
	day: 'the last text of each day is kept, with who wrote in it'
};

/** How finely the history is kept from when on, newest first, as sentences. */
export const keptInWords = (kept: Versions['kept']): string[] =>
	kept.map((part, index) => {
		const since = part.from === null ? null : dateInWords(part.from);
		if (index === 0) {
			return since === null
				? `From the first word on, ${every[part.every]}.`
				: `Since ${since}, ${every[part.every]}.`;
		}
		return since === null
			? `Before that, ${every[part.every]}.`
			: `Before that, back to ${since}, ${every[part.every]}.`;
	});

/** "removed by Sam, Friday 20 November, 10:02". */
export function storyOf({ change, author, at }: ComparedRun, me: string): string {
	const by = author === null ? '' : ` by ${namesOf([author], me)}`;
	return `${change}${by}${at === null ? '' : `, ${dateInWords(at, { time: true })}`}`;
}

/** "1 word", "120 words": numbers that count stand as figures. */
export const wordCount = (count: number): string => `${count} ${count === 1 ? 'word' : 'words'}`;
