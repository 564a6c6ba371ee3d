// Sample sessions of the demonstration workspace: a Creative Space that is over, with its record, and a learning set to
// come.
import { randomUUID } from 'node:crypto';
import { hashSecret, newId, newSecret } from '#server/kernel/ids.ts';
import { draftedOutcomes } from '#server/domain/live-sessions/drafted-outcomes.ts';
import { draftedRow } from '#server/domain/live-sessions/outcome-row.ts';
import { newRun, take, type Run, type Step } from '#server/domain/live-sessions/run.ts';
import { addDays } from '#server/domain/rounds/round-calendar.ts';
import type { LiveSessionRow } from '#server/storage/live-sessions.ts';
import type { SessionCardRow, SessionPollRow } from '#server/storage/session-contributions.ts';
import type { Store } from '#server/storage/store.ts';
import { dayOf, ukTime } from '#shared/dates.ts';
import { itemField } from '#shared/document-fields.ts';
import { totalMinutes } from '#shared/live-session/agenda.ts';
import { minute } from '#shared/live-session/clock.ts';
import { templates, usualAgreement, type SessionKind } from '#shared/live-session/templates.ts';
import { emptyTally, resultOfVotes } from '#shared/poll-results.ts';
import { doc, p, ul, type Block } from './blocks.ts';
import type { GroupKey } from './groups.ts';
import type { PersonKey } from './people.ts';

const pastDaysAgo = 20;
const comingInDays = 5;

/** Cards of the past session, by the item they lie on; without a name, as most are. */
const cards: Readonly<
	Record<string, readonly { words: string; by: PersonKey | null; leaves: boolean }[]>
> = {
	'What stands in the way': [
		{ words: 'Nobody tells us what came of it.', by: null, leaves: true },
		{ words: 'We are asked the same questions twice a year.', by: null, leaves: true },
		{ words: 'A bed is found before anybody has rung the family.', by: 'supporter', leaves: false }
	],
	'What we will do': [
		{
			words: 'Write back to everybody who gave us figures, within two weeks',
			by: 'hackneyDrafter',
			leaves: true
		}
	]
};
const question = 'Can we live with a return date on every request for a bed?';
const voters: readonly PersonKey[] = ['leedsDrafter', 'hackneyDrafter', 'supporter'];
const notes: Readonly<Record<string, Block>> = {
	'What the rooms found': doc([
		p('Both rooms came to the same thing first: somebody has to ring back.'),
		ul(
			'Say on the first day who will ring, and when.',
			'Ask the family what they need to visit, before the bed is taken.'
		)
	])
};

type Seed = {
	memberIds: Record<PersonKey, string>;
	groupIds: Record<GroupKey, string>;
	now: number;
	updatesOf: (states: readonly Record<string, Block>[]) => Uint8Array[];
};

/** Comes after the groups. */
export async function seedSessions(inside: Store, seed: Seed): Promise<void> {
	await seedPast(inside, seed);
	await seedComing(inside, seed);
}

/** A session as it is planned; its people have not come. */
async function plan(
	inside: Store,
	{ memberIds, now }: Seed,
	session: {
		title: string;
		purpose: string;
		kind: SessionKind;
		groupId: string;
		startsAt: string;
		commitments: readonly number[];
		plannedDaysAgo: number;
		invited: readonly PersonKey[];
	}
): Promise<{ row: LiveSessionRow; run: Run }> {
	const id = newId();
	const items = templates[session.kind].items.map((item) => ({ ...item, id: newId() }));
	const minutes = totalMinutes(items);
	const [lead, helper] = [memberIds.facilitator, memberIds.coordinator];
	const run = newRun(items, minutes * minute, lead, [helper]);
	const at = new Date(now - session.plannedDaysAgo * 86_400_000).toISOString();
	const row: LiveSessionRow = {
		id,
		title: session.title,
		purpose: session.purpose,
		kind: session.kind,
		group_id: session.groupId,
		starts_at: session.startsAt,
		time_zone: 'Europe/London',
		place: '',
		minutes,
		noted: usualAgreement.noted,
		readers: 'group',
		leaving: 'chosen',
		materials: '[]',
		run: JSON.stringify(run),
		version: 1,
		state: 'planned',
		rehearses: null,
		invitation_sequence: 0,
		document_name: `live-session-${id}`,
		is_sample: 1,
		created_by: lead,
		created_at: at,
		cancelled_at: null,
		cancelled_reason: null
	};
	await inside.documents.create(row.document_name, 'note', at);
	await inside.liveSessions.add(row, session.commitments);
	for (const memberId of [lead, helper, ...session.invited.map((key) => memberIds[key])]) {
		await inside.liveSessions.putMember({
			session_id: id,
			member_id: memberId,
			facilitates: memberId === lead || memberId === helper ? 1 : 0,
			agreed_at: memberId === lead ? at : null
		});
	}
	return { row, run };
}

async function seedComing(inside: Store, seed: Seed): Promise<void> {
	await plan(inside, seed, {
		title: 'What has held, and what has not',
		purpose:
			'Three of us pay small partners within thirty days, and one of us stopped. What made the difference?',
		kind: 'learning-set',
		groupId: seed.groupIds.payingPartners,
		startsAt: ukTime(addDays(dayOf(new Date(seed.now).toISOString()), comingInDays), '14:00'),
		commitments: [3],
		plannedDaysAgo: 9,
		invited: ['hackneyDrafter', 'leedsDrafter']
	});
}

async function seedPast(inside: Store, seed: Seed): Promise<void> {
	const { memberIds, groupIds, now, updatesOf } = seed;
	const startsAt = ukTime(addDays(dayOf(new Date(now).toISOString()), -pastDaysAgo), '10:00');
	const { row, run: planned } = await plan(inside, seed, {
		title: 'What would bring people home sooner',
		purpose:
			'Service users, carers, commissioners and trusts look together at what keeps people in beds far from home.',
		kind: 'creative-space',
		groupId: groupIds.outOfAreaCare,
		startsAt,
		commitments: [1, 2],
		plannedDaysAgo: pastDaysAgo + 14,
		invited: voters
	});
	const here: readonly PersonKey[] = ['facilitator', 'coordinator', ...voters];
	for (const key of here) await inside.liveSessions.memberAgrees(row.id, memberIds[key], startsAt);
	const run = await played(inside, planned, here, memberIds, Date.parse(startsAt));
	const itemOf = (title: string): string =>
		run.items.find((item) => item.title === title)?.id ?? '';

	const cardRows = Object.entries(cards).flatMap(([title, own]) =>
		own.map(({ words, by }): SessionCardRow => ({
			id: randomUUID(),
			session_id: row.id,
			item_id: itemOf(title),
			words,
			author_id: by === null ? null : memberIds[by],
			receipt_hash: by === null ? hashSecret(newSecret()) : null,
			group_id: null,
			dots: 0,
			is_shown: 1,
			is_withdrawn: 0
		}))
	);
	for (const card of cardRows) await inside.sessionContributions.addCard(card);

	const nameOf = new Map(run.people.map(({ id, name }) => [id, name]));
	const votes = voters.map((key) => ({
		name: nameOf.get(memberIds[key]) ?? '',
		choice: 'agree' as const,
		reason: ''
	}));
	const options = ['agree', 'abstain', 'disagree', 'block'];
	const poll: SessionPollRow = {
		id: newId(),
		session_id: row.id,
		item_id: itemOf('What we will do'),
		kind: 'consent',
		question,
		options: JSON.stringify(options),
		is_anonymous: 0,
		is_shown: 1,
		tally: JSON.stringify(emptyTally),
		result: JSON.stringify(resultOfVotes('consent', options, votes)),
		position: 0,
		closed_at: new Date(run.endedAt ?? now).toISOString()
	};
	await inside.sessionContributions.addPoll(poll);
	for (const key of voters) {
		await inside.sessionContributions.putBallot({
			session_id: row.id,
			about_id: poll.id,
			person_id: memberIds[key],
			choice: JSON.stringify({ choice: 'agree', reason: '' })
		});
	}

	const leaving = new Set(
		Object.values(cards)
			.flat()
			.flatMap(({ words, leaves }) => (leaves ? [words] : []))
	);
	await inside.sessionOutcomes.add(
		draftedOutcomes({ run, cards: cardRows, polls: [poll] }).map((outcome, position) =>
			draftedRow(outcome, {
				session_id: row.id,
				position,
				leaves: leaving.has(outcome.words) || outcome.kind === 'decision' ? 1 : 0,
				is_checked: 1
			})
		)
	);

	const written = Object.entries(notes).map(([title, text]) => [itemField(itemOf(title)), text]);
	const at = new Date(run.endedAt ?? now).toISOString();
	await inside.documents.appendToLogs(
		updatesOf([Object.fromEntries(written) as Record<string, Block>]).map((bytes) => ({
			document_name: row.document_name,
			seq: 1,
			member_id: memberIds.supporter,
			at,
			bytes
		}))
	);
	await inside.liveSessions.change(row.id, {
		run: JSON.stringify(run),
		version: row.version + 1,
		state: 'closed'
	});
}

/** What runs, from the first who came to the end: each item takes what it was planned, the last a little more. */
async function played(
	inside: Store,
	planned: Run,
	here: readonly PersonKey[],
	memberIds: Record<PersonKey, string>,
	startsAt: number
): Promise<Run> {
	let run = planned;
	let now = startsAt;
	const lead = memberIds.facilitator;
	const step = (given: Step): void => {
		const outcome = take(run, given, lead, now);
		if ('refused' in outcome) throw new Error(`the sample session: ${outcome.refused}`);
		run = outcome.run;
	};
	for (const key of here) {
		const id = memberIds[key];
		const [member, [seat]] = await Promise.all([
			inside.accounts.member(id),
			inside.accounts.seatsOf(id)
		]);
		step({
			type: 'join',
			person: { id, kind: 'member', name: member?.name ?? '', organisation: seat?.name ?? null }
		});
	}
	step({ type: 'start' });
	for (const { id, kind, minutes } of planned.items) {
		if (kind === 'check-in') {
			for (const key of voters) {
				step({ type: 'call', personId: memberIds[key] });
				now += 2 * minute;
				step({ type: 'thank' });
			}
		}
		now += minutes * minute;
		const next = planned.items[planned.items.findIndex((item) => item.id === id) + 1];
		if (next !== undefined) step({ type: 'next', from: id });
	}
	step({ type: 'end' });
	return run;
}
