// What the pages about signatures say: who signed when, what changed since, and what exactly is signed.
import type { OrganisationStanding, Signature } from '#server/domain/rounds/sign-off/standing.ts';
import { dateInWords } from '#shared/dates.ts';
import type { ComparedRun } from '#shared/version-output.ts';
import { listed } from '../ui/words.ts';

/** Words a minute at which a leader reads a report they are to sign. */
const pace = 200;

/** "7c41 9e0b 52d8 a6f3 … 1b90": enough to compare two by eye. */
export const shortFingerprint = (sha256: string): string =>
	`${sha256.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')} … ${sha256.slice(-4)}`;

/** "about 12 minutes". */
export function readingTime(words: number): string {
	const minutes = Math.max(1, Math.round(words / pace));
	return `about ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;
}

/** What a section is called in a sentence: "commitment 3", "“Next Steps”". */
export const placeOf = ({
	commitment,
	title
}: {
	commitment: number | null;
	title: string;
}): string => (commitment === null ? `“${title}”` : `commitment ${commitment}`);

/** "Leeds lead", or "Leeds drafter, in place of Leeds lead". */
export const signerOf = ({ member, onBehalfOf }: Pick<Signature, 'member' | 'onBehalfOf'>) =>
	onBehalfOf === null ? member.name : `${member.name}, in place of ${onBehalfOf.name}`;

/** Where an organisation stands, as a sentence. */
export function standingInWords({ organisation, state, signature }: OrganisationStanding): string {
	if (signature === null) return `${organisation.name} has not signed yet.`;
	const when = dateInWords(signature.at, { time: true });
	return state === 'signed'
		? `${organisation.name} signed on ${when} (${signerOf(signature)}).`
		: `${organisation.name} signed on ${when}; words have changed since.`;
}

/** "Changed by Joel and Sam, last on Monday 23 November, 11:32."; empty where only an answer or the layout changed. */
export function changedBy(runs: readonly ComparedRun[]): string {
	const changed = runs.filter(({ change }) => change !== 'same');
	const names = new Set(changed.flatMap(({ author }) => author?.name ?? []));
	if (names.size === 0) return '';
	const last = changed.map(({ at }) => at ?? '').reduce((a, b) => (a > b ? a : b));
	return `Changed by ${listed([...names])}, last on ${dateInWords(last, { time: true })}.`;
}
