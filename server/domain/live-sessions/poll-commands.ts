// Polls in the room. A vote without a name is only counted, as in discussions
// (docs/decisions/028-an-anonymous-vote-is-only-counted.md).
import * as v from 'valibot';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { SessionPollRow } from '#server/storage/session-contributions.ts';
import { consentAnswers, voteSchema, type Vote } from '#shared/poll-input.ts';
import { fewestAnonymous, type PollResult } from '#shared/poll-output.ts';
import {
	addToTally,
	emptyTally,
	readTally,
	resultOfTally,
	resultOfVotes
} from '#shared/poll-results.ts';
import type { pollCommands as family } from '#shared/live-session/poll-commands.ts';
import { temperatures, type SessionPollKind } from '#shared/live-session/poll-kinds.ts';
import type { CommandOf } from '#shared/live-session-input.ts';
import type { Given, Handlers } from './handlers.ts';
import { currentItem } from './run.ts';

const [facilitate, takePart] = ['live-session.facilitate', 'live-session.take-part'] as const;

const conflict = (message: string): DomainError => new DomainError('conflict', { message });
const invalid = (field: string, message: string): DomainError =>
	new DomainError('invalid', { field, message });

const optionsSchema = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
export const readOptions = ({ options }: Pick<SessionPollRow, 'options'>): string[] =>
	v.parse(optionsSchema, options);

const ballotSchema = v.pipe(v.string(), v.parseJson(), voteSchema);
/** What somebody chose; null where it was only counted. */
export const readVote = (choice: string | null): Vote | null =>
	choice === null ? null : v.parse(ballotSchema, choice);

/** The poll that is meant: when none is named, the one that is open. @throws DomainError not-found, conflict */
async function pollOf({ inside, row }: Given, id: string | undefined): Promise<SessionPollRow> {
	const polls = await inside.sessionContributions.pollsOf(row.id);
	const open = polls.filter(({ closed_at: at }) => at === null);
	const meant = id === undefined ? open[0] : polls.find((poll) => poll.id === id);
	if (meant === undefined) {
		if (id === undefined) throw conflict('No poll is open.');
		throw notFound();
	}
	return meant;
}

/** Of a consent poll and a temperature check the answers are given. @throws DomainError invalid */
function optionsOf(kind: SessionPollKind, options: readonly string[]): readonly string[] {
	if (kind === 'consent') return consentAnswers;
	if (kind === 'temperature') return temperatures;
	if (options.length < 2) throw invalid('options', 'Name at least two options.');
	return options;
}

/** @throws DomainError invalid when the vote does not fit the poll */
function requireFitting(kind: SessionPollKind, options: number, { choice, reason }: Vote): void {
	const isThere = (option: number): boolean => option <= options;
	const fits =
		kind === 'consent'
			? typeof choice === 'string'
			: kind === 'multiple' || kind === 'ranked'
				? Array.isArray(choice) && choice.every(isThere)
				: typeof choice === 'number' && isThere(choice);
	if (!fits) throw invalid('choice', 'Choose one of what there is to choose.');
	if (choice === 'block' && reason === '') {
		throw invalid('reason', 'Say why: a block needs a reason that others can work with.');
	}
}

/** What came of it; null when too few voted without names. */
async function resultOf({ inside, row, run }: Given, poll: SessionPollRow) {
	const ballots = await inside.sessionContributions.ballotsAbout(row.id, poll.id);
	const options = readOptions(poll);
	if (poll.is_anonymous === 1) {
		return ballots.length < fewestAnonymous
			? null
			: resultOfTally(poll.kind, options, readTally(poll.tally));
	}
	const nameOf = new Map(run.people.map(({ id, name }) => [id, name]));
	const votes = ballots.flatMap(({ person_id: id, choice }) => {
		const vote = readVote(choice);
		return vote === null ? [] : [{ name: nameOf.get(id) ?? 'Somebody', ...vote }];
	});
	return resultOfVotes(
		poll.kind,
		options,
		votes.toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'))
	);
}

export const pollCommands: Handlers<CommandOf<typeof family>> = {
	'open-poll': {
		asks: facilitate,
		async take({ inside, row, run }, { pollId, itemId, kind, question, options, isAnonymous }) {
			if (run.endedAt !== null) throw conflict('The session is over.');
			const polls = await inside.sessionContributions.pollsOf(row.id);
			if (polls.some(({ id }) => id === pollId)) {
				throw conflict('Somebody did that a moment before.');
			}
			await inside.sessionContributions.addPoll({
				id: pollId ?? newId(),
				session_id: row.id,
				item_id: itemId ?? currentItem(run)?.id ?? null,
				kind,
				question,
				options: JSON.stringify(optionsOf(kind, options)),
				// How somebody is can only be asked without names.
				is_anonymous: isAnonymous || kind === 'temperature' ? 1 : 0,
				is_shown: 0,
				tally: JSON.stringify(emptyTally),
				result: null,
				position: polls.length,
				closed_at: null
			});
			return run;
		}
	},

	'cast-vote': {
		asks: takePart,
		wipes: true,
		async take(given, { pollId, choice, reason }) {
			const { inside, row, run, by } = given;
			const poll = await pollOf(given, pollId);
			if (poll.closed_at !== null) throw conflict('The poll is closed.');
			const vote = { choice, reason };
			requireFitting(poll.kind, readOptions(poll).length, vote);
			const ballot = { session_id: row.id, about_id: poll.id, person_id: by };
			if (poll.is_anonymous === 0) {
				await inside.sessionContributions.putBallot({ ...ballot, choice: JSON.stringify(vote) });
				return run;
			}
			if ((await inside.sessionContributions.ballot(row.id, poll.id, by)) !== undefined) {
				throw conflict(
					'You have voted. A vote without a name cannot be changed, because nobody knows which one is yours.'
				);
			}
			await inside.sessionContributions.putBallot({ ...ballot, choice: null });
			await inside.sessionContributions.changePoll(poll.id, {
				tally: JSON.stringify(addToTally(readTally(poll.tally), vote))
			});
			return run;
		}
	},

	'close-poll': {
		asks: facilitate,
		wipes: true,
		async take(given, { pollId }) {
			const { inside, row, run, now } = given;
			const poll = await pollOf(given, pollId);
			if (poll.closed_at !== null) throw conflict('Somebody did that a moment before.');
			const result: PollResult | null = await resultOf(given, poll);
			await inside.sessionContributions.changePoll(poll.id, {
				closed_at: new Date(now).toISOString(),
				result: result === null ? null : JSON.stringify(result),
				tally: JSON.stringify(emptyTally)
			});
			if (poll.is_anonymous === 1) await inside.sessionContributions.forgetChoices(row.id, poll.id);
			return run;
		}
	},

	'show-poll': {
		asks: facilitate,
		async take(given, { pollId, isShown }) {
			const poll = await pollOf(given, pollId);
			if (poll.closed_at === null) throw conflict('Close the poll first.');
			await given.inside.sessionContributions.changePoll(poll.id, { is_shown: isShown ? 1 : 0 });
			return given.run;
		}
	}
};
