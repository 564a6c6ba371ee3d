// What came of a session, drafted from what happened in it and from nothing else: how it went, what people wrote that
// they will do, what was decided and voted, what stood on the cards, the notes. Pure. Every word is one that somebody
// wrote in the session, or a count.
import type { SessionCardRow, SessionPollRow } from '#server/storage/session-contributions.ts';
import { counted, listed, opening } from '#shared/counting-words.ts';
import { lengthInWords } from '#shared/live-session/agenda.ts';
import { minute } from '#shared/live-session/clock.ts';
import type { Run } from './run.ts';

export type DraftedOutcome = {
	kind: 'summary' | 'action' | 'decision' | 'card' | 'poll' | 'notes';
	words: string;
	itemId: string | null;
	/** The card or poll it comes from. */
	fromId: string | null;
	ownerName: string | null;
};

type Happened = {
	run: Run;
	cards: readonly SessionCardRow[];
	polls: readonly SessionPollRow[];
};

/** @returns for example "It took one hour and 50 minutes. 23 people of nine organisations came." */
export function summaryOf({ run }: Pick<Happened, 'run'>): string {
	const { startedAt, endedAt, people, items } = run;
	const took =
		startedAt === null || endedAt === null
			? ''
			: `It took ${lengthInWords(Math.max(1, Math.round((endedAt - startedAt) / minute)))}. `;
	const organisations = new Set(people.flatMap(({ organisation }) => organisation ?? []));
	const of = organisations.size === 0 ? '' : ` of ${counted(organisations.size, 'organisation')}`;
	const came = `${opening(counted(people.length, 'person', 'people'))}${of} came.`;
	const spoke = people.filter(({ turns }) => turns > 0).length;
	const heard = spoke === 0 ? '' : ` ${opening(counted(spoke, 'person', 'people'))} spoke.`;
	const done = items.filter(({ state }) => state !== 'ahead').map(({ title }) => title);
	const went = done.length === 0 ? '' : ` On the agenda were: ${listed(done)}.`;
	return `${took}${came}${heard}${went}`;
}

export function draftedOutcomes({ run, cards, polls }: Happened): DraftedOutcome[] {
	const nameOf = new Map(run.people.map(({ id, name }) => [id, name]));
	const kindOf = new Map(run.items.map(({ id, kind }) => [id, kind]));
	const shown = cards.filter((card) => card.is_shown === 1 && card.is_withdrawn === 0);
	const ofCards = shown.map((card): DraftedOutcome => {
		const isAction = kindOf.get(card.item_id) === 'actions';
		return {
			kind: isAction ? 'action' : 'card',
			words: card.words,
			itemId: card.item_id,
			fromId: card.id,
			ownerName: isAction ? (nameOf.get(card.author_id ?? '') ?? null) : null
		};
	});
	const ofPolls = polls
		.filter((poll) => poll.result !== null)
		.map((poll): DraftedOutcome => ({
			kind: poll.kind === 'consent' ? 'decision' : 'poll',
			words: poll.question,
			itemId: poll.item_id,
			fromId: poll.id,
			ownerName: null
		}));
	const of = (kind: DraftedOutcome['kind']): DraftedOutcome[] =>
		[...ofCards, ...ofPolls].filter((each) => each.kind === kind);
	const plain = { itemId: null, fromId: null, ownerName: null };
	return [
		{ kind: 'summary', words: summaryOf({ run }), ...plain },
		...of('action'),
		...of('decision'),
		...of('poll'),
		...of('card'),
		{ kind: 'notes', words: '', ...plain }
	];
}
