// A session as one person may see it: the plan and the agreement for whoever may know of it; the room for those in it.
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Tables } from '#server/storage/tables.ts';
import { behind, behindInWords, endsAt } from '#shared/live-session/clock.ts';
import type { LiveSession } from '#shared/live-session-output.ts';
import { readRun, type Known } from './live-sessions-deps.ts';
import { reasonInWords } from './queue.ts';
import { currentItem, queueOf, type Run } from './run.ts';

export type { LiveSession };

const iso = (at: number): string => new Date(at).toISOString();

/** Once it has begun: what is under way, how it stands with the plan, who speaks and who waits. */
function roomOf(run: Run, now: number): LiveSession['room'] {
	if (run.startedAt === null) return null;
	const item = currentItem(run);
	const { clock, speaking } = run;
	const late = behind(
		{
			plannedEnd: run.startedAt + run.slot,
			clock,
			ahead: run.items
				.filter(({ state }) => state === 'ahead')
				.map(({ minutes }) => minutes * 60_000)
		},
		now
	);
	const nameOf = (id: string): string => run.people.find((person) => person.id === id)?.name ?? '';
	return {
		startedAt: iso(run.startedAt),
		endedAt: run.endedAt === null ? null : iso(run.endedAt),
		itemId: item?.id ?? null,
		clock,
		endsAt: clock === null ? null : iso(endsAt(clock, now)),
		behind: late,
		behindInWords: behindInWords(late),
		gatherings: run.gatherings,
		speaking:
			speaking === null
				? null
				: {
						personId: speaking.personId,
						name: nameOf(speaking.personId),
						since: iso(speaking.since)
					},
		queue: queueOf(run).map(({ personId, reason }) => ({
			personId,
			name: nameOf(personId),
			why: reasonInWords(reason, speaking === null ? null : nameOf(speaking.personId))
		})),
		people: run.people.map(({ id, kind, name, organisation }) => ({ id, kind, name, organisation }))
	};
}

export function toSession(
	access: Access,
	actor: Actor,
	{ row, members, target }: Known,
	commitments: readonly Tables['live_session_commitments'][],
	now: number
): LiveSession {
	const run = readRun(row);
	const can = access.abilities(actor, target, [
		'live-session.enter',
		'live-session.facilitate',
		'live-session.lead',
		'live-session.read-record'
	]);
	const own = members.find((each) => actor.kind === 'member' && each.member_id === actor.memberId);
	return {
		id: row.id,
		title: row.title,
		purpose: row.purpose,
		kind: row.kind,
		groupId: row.group_id,
		commitments: commitments
			.filter(({ session_id: id }) => id === row.id)
			.map(({ commitment }) => commitment),
		startsAt: row.starts_at,
		timeZone: row.time_zone,
		minutes: row.minutes,
		agreement: { noted: row.noted, readers: row.readers, leaving: row.leaving },
		materials: JSON.parse(row.materials) as LiveSession['materials'],
		state: row.state,
		version: row.version,
		isRehearsal: row.rehearses !== null,
		isSample: row.is_sample === 1,
		leadId: run.leadId,
		facilitators: members
			.filter(({ facilitates }) => facilitates === 1)
			.map(({ member_id: id, name, organisation }) => ({
				id,
				name,
				organisation: organisation ?? ''
			})),
		agenda: run.items.map((item) => ({ ...item })),
		hasAgreed: own?.agreed_at != null,
		room: can['live-session.enter'] || can['live-session.read-record'] ? roomOf(run, now) : null,
		abilities: {
			enter: can['live-session.enter'],
			facilitate: can['live-session.facilitate'],
			lead: can['live-session.lead'],
			readRecord: can['live-session.read-record']
		}
	};
}
