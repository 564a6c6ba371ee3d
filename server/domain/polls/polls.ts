// Polls in discussions: opened, voted in, closed. In an anonymous one nothing that is kept, told or logged holds who
// voted together with what or when (docs/decisions/028-an-anonymous-vote-is-only-counted.md).
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { system, type Actor, type Member } from '#server/kernel/actor.ts';
import { newId } from '#server/kernel/ids.ts';
import type { ThreadTarget } from '#server/domain/access/targets.ts';
import type { ThreadRow } from '#server/storage/discussions.ts';
import type { PollOverviewRow, PollRow } from '#server/storage/polls.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import { consentAnswers, type OpenPoll, type Vote } from '#shared/poll-input.ts';
import { fewestAnonymous, type Poll } from '#shared/poll-output.ts';
import { threadPath } from '#shared/thread-path.ts';
import { addToTally, emptyTally, readTally } from '#shared/poll-results.ts';
import { isOver, pollTarget, readOptions, toPoll } from './poll-view.ts';
import type { PollsDeps } from './polls-deps.ts';

export type Polls = ReturnType<typeof createPolls>;

type Known = { row: ThreadRow; target: ThreadTarget };

/** What makes the notices of a poll one, so that voting settles them. */
const keyOf = (pollId: string): string => `poll:${pollId}`;

const anonymousOnce =
	'You have voted in this poll. An anonymous vote cannot be changed, because nobody knows which one is yours.';

export function createPolls(deps: PollsDeps) {
	const { store, transact, access, audit, clock, log, notify, settle, threads } = deps;

	function signedIn(actor: Actor): Member {
		if (actor.kind !== 'member') throw new DomainError('not-signed-in');
		return actor;
	}

	async function knownThread(inside: Queries, threadId: string): Promise<Known> {
		const thread = (await threads(inside, [threadId])).get(threadId);
		if (thread === undefined) throw notFound();
		return thread;
	}

	/** These polls as this actor may see them; the thread is one they may see. */
	async function view(
		actor: Actor,
		thread: ThreadTarget,
		polls: readonly PollOverviewRow[]
	): Promise<Poll[]> {
		if (polls.length === 0) return [];
		const ids = polls.map(({ id }) => id);
		const [votes, voters] = await Promise.all([store.polls.votes(ids), store.polls.voters(ids)]);
		return polls.map((poll) =>
			toPoll(
				access,
				actor,
				thread,
				{
					poll,
					votes: votes.filter(({ poll_id }) => poll_id === poll.id),
					voterIds: voters
						.filter(({ poll_id }) => poll_id === poll.id)
						.map(({ member_id }) => member_id)
				},
				clock.iso()
			)
		);
	}

	async function byId(actor: Actor, pollId: string): Promise<Poll> {
		const member = signedIn(actor);
		const poll = await store.polls.byId(pollId);
		if (poll === undefined) throw notFound();
		const { target } = await knownThread(store, poll.thread_id);
		access.require(member, 'poll.see', pollTarget(poll, target, clock.iso()));
		const [seen] = await view(member, target, [poll]);
		if (seen === undefined) throw notFound();
		return seen;
	}

	/** A poll this member may see, held against other votes until the transaction ends. */
	async function hold(
		inside: Store,
		member: Member,
		pollId: string
	): Promise<{ poll: PollRow; thread: Known; target: ReturnType<typeof pollTarget> }> {
		const poll = await inside.polls.lock(pollId);
		if (poll === undefined) throw notFound();
		const thread = await knownThread(inside, poll.thread_id);
		const target = pollTarget(poll, thread.target, clock.iso());
		access.require(member, 'poll.see', target);
		return { poll, thread, target };
	}

	/** Too few voted for their counts to be anonymous: then nobody will be shown them, and they go. */
	async function settledTally(inside: Store, poll: PollRow): Promise<string> {
		if (poll.is_anonymous === 0) return poll.tally;
		const voters = await inside.polls.voters([poll.id]);
		return voters.length < fewestAnonymous ? JSON.stringify(emptyTally) : poll.tally;
	}

	async function closeNow(
		inside: Store,
		actor: Actor,
		poll: PollRow,
		at: { closed_at: string; closed_by: string | null }
	): Promise<void> {
		await inside.polls.close(poll.id, { ...at, tally: await settledTally(inside, poll) });
		await settle(inside, { key: keyOf(poll.id) });
		await audit(inside, actor, { action: 'poll.close', target: poll.id });
	}

	/** What is counted already must not be undone because its traces could not be wiped; the next wipe takes them along. */
	async function wipe(): Promise<void> {
		try {
			await store.traces.wipe();
		} catch (error) {
			log.warn({ err: error }, 'earlier states of polls stay in the database files for now');
		}
	}

	return {
		byId,

		/** The polls of a thread, the oldest first. @throws DomainError not-signed-in, not-found */
		async ofThread(actor: Actor, threadId: string): Promise<Poll[]> {
			const member = signedIn(actor);
			const { target } = await knownThread(store, threadId);
			access.require(member, 'thread.see', target);
			return view(member, target, await store.polls.ofThread(threadId));
		},

		/** Whether the actor may open one there. @throws DomainError not-signed-in, not-found */
		async mayOpen(actor: Actor, threadId: string): Promise<boolean> {
			const { target } = await knownThread(store, threadId);
			return access.can(signedIn(actor), 'poll.open', target);
		},

		/** What each of these polls asks, of those that the actor may see. */
		async titles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
			if (ids.length === 0) return new Map();
			const rows = await store.polls.byIds(ids);
			const known = await threads(
				store,
				rows.map((row) => row.thread_id)
			);
			return new Map(
				rows.flatMap((row) => {
					const thread = known.get(row.thread_id);
					const isSeen = thread !== undefined && access.can(actor, 'thread.see', thread.target);
					return isSeen ? [[row.id, row.question]] : [];
				})
			);
		},

		/** Opens a poll in a thread; those who follow the thread are asked to vote.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, invalid */
		async open(actor: Actor, threadId: string, input: OpenPoll): Promise<Poll> {
			const member = signedIn(actor);
			const { kind, question, isAnonymous, closesAt } = input;
			const options = optionsOf(input);
			if (closesAt !== null && closesAt <= clock.iso()) {
				throw invalid('closesAt', 'Choose a day that has not passed.');
			}
			const pollId = newId();
			await transact(async (inside, emit) => {
				const { row, target } = await knownThread(inside, threadId);
				access.require(member, 'poll.open', target);
				await inside.polls.add({
					id: pollId,
					thread_id: threadId,
					kind,
					question,
					options: JSON.stringify(options),
					is_anonymous: isAnonymous ? 1 : 0,
					closes_at: closesAt,
					opened_by: member.memberId,
					opened_at: clock.iso(),
					closed_at: null,
					closed_by: null,
					tally: JSON.stringify(emptyTally)
				});
				await audit(inside, member, {
					action: 'poll.open',
					target: pollId,
					details: { kind, isAnonymous }
				});
				await notify(inside, {
					memberIds: await inside.polls.hearers(threadId),
					kind: 'poll',
					about: { kind: 'poll', id: pollId },
					key: keyOf(pollId),
					by: member.memberId,
					path: `${threadPath(row)}#poll-${pollId}`,
					dueOn: closesAt === null ? null : dayOf(closesAt)
				});
				emit({ type: 'thread-changed', threadId, commitment: row.commitment });
			});
			return byId(member, pollId);
		},

		/** Votes, or votes anew where votes have names.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, conflict (closed, or voted anonymously before), invalid */
		async vote(actor: Actor, pollId: string, vote: Vote): Promise<Poll> {
			const member = signedIn(actor);
			const wasAnonymous = await transact(async (inside, emit) => {
				const { poll, thread, target } = await hold(inside, member, pollId);
				if (target.isOver) {
					throw conflict('This poll has been closed, so your vote was not counted.');
				}
				access.require(member, 'poll.vote', target);
				check(poll, vote);
				emit({
					type: 'thread-changed',
					threadId: poll.thread_id,
					commitment: thread.row.commitment
				});
				if (poll.is_anonymous === 0) {
					await inside.polls.setVote({
						poll_id: pollId,
						member_id: member.memberId,
						choice: JSON.stringify(vote.choice),
						reason: vote.reason,
						at: clock.iso()
					});
					await audit(inside, member, { action: 'poll.vote', target: pollId });
					return false;
				}
				const voters = await inside.polls.voters([pollId]);
				const voterIds = voters.map(({ member_id }) => member_id);
				if (voterIds.includes(member.memberId)) throw conflict(anonymousOnce);
				await inside.polls.setVoters(pollId, [...voterIds, member.memberId]);
				await inside.polls.setTally(
					pollId,
					JSON.stringify(addToTally(readTally(poll.tally), vote))
				);
				return true;
			});
			// In a transaction of its own: one that held both would tie the name to the count.
			await transact((inside) =>
				settle(inside, { key: keyOf(pollId), memberIds: [member.memberId] })
			);
			if (wasAnonymous) await wipe();
			return byId(member, pollId);
		},

		/** Ends the voting, for good. @throws DomainError not-signed-in, not-found, not-allowed, conflict (closed already) */
		async close(actor: Actor, pollId: string): Promise<Poll> {
			const member = signedIn(actor);
			await transact(async (inside, emit) => {
				const { poll, thread, target } = await hold(inside, member, pollId);
				if (target.isOver) throw conflict('This poll is already closed.');
				access.require(member, 'poll.close', target);
				await closeNow(inside, member, poll, {
					closed_at: clock.iso(),
					closed_by: member.memberId
				});
				emit({
					type: 'thread-changed',
					threadId: poll.thread_id,
					commitment: thread.row.commitment
				});
			});
			await wipe();
			return byId(member, pollId);
		},

		/** Closes every poll whose time has come. @returns how many */
		async closeDue(): Promise<number> {
			const due = await store.polls.due(clock.iso());
			for (const pollId of due) {
				await transact(async (inside, emit) => {
					const poll = await inside.polls.lock(pollId);
					if (poll?.closed_at !== null || !isOver(poll, clock.iso())) return;
					const thread = await knownThread(inside, poll.thread_id);
					await closeNow(inside, system, poll, {
						closed_at: poll.closes_at ?? clock.iso(),
						closed_by: null
					});
					emit({
						type: 'thread-changed',
						threadId: poll.thread_id,
						commitment: thread.row.commitment
					});
				});
			}
			if (due.length > 0) await wipe();
			return due.length;
		}
	};
}

const invalid = (field: string, message: string): DomainError =>
	new DomainError('invalid', { field, message });
const conflict = (message: string): DomainError => new DomainError('conflict', { message });

function optionsOf({ kind, options }: OpenPoll): string[] {
	if (kind === 'consent') {
		if (options.length > 0) {
			throw invalid('options', 'A proposal is answered with agree, abstain, disagree or block.');
		}
		return [...consentAnswers];
	}
	if (options.length < 2) throw invalid('options', 'Write at least two options, one to a line.');
	return options;
}

/** @throws DomainError invalid: the vote does not answer what the poll asks */
function check(poll: PollRow, { choice, reason }: Vote): void {
	const last = readOptions(poll.options).length;
	// A ballot of paper can be left blank: a form says then what no call of the API can.
	const isOption = (option: number): boolean =>
		Number.isInteger(option) && option >= 1 && option <= last;
	switch (poll.kind) {
		case 'consent':
			if (typeof choice !== 'string') {
				throw invalid('choice', 'Choose agree, abstain, disagree or block.');
			}
			if (choice === 'block' && reason === '') {
				throw invalid('reason', 'Say why you block it, so that the proposal can be changed.');
			}
			return;
		case 'single':
			if (typeof choice !== 'number' || !isOption(choice))
				throw invalid('choice', 'Choose one option.');
			if (reason !== '') throw invalid('reason', 'Only an answer to a proposal has a reason.');
			return;
		case 'ranked':
			if (!Array.isArray(choice) || choice.length === 0 || !choice.every(isOption)) {
				throw invalid('choice', 'Give at least one option a place.');
			}
			if (reason !== '') throw invalid('reason', 'Only an answer to a proposal has a reason.');
	}
}
