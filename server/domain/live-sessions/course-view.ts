// Where a session is, who is in it, and who waits to speak, as its screens show it.
import type { Course, Person, Queue } from '#shared/live-session/course-output.ts';
import { reasonInWords } from './queue.ts';
import { currentItem, queueOf, type Run } from './run.ts';
import type { Audience } from './session-view.ts';

export const toCourse = (run: Run): Course => ({
	startedAt: run.startedAt,
	endedAt: run.endedAt,
	slot: run.slot,
	itemId: currentItem(run)?.id ?? null,
	clock: run.clock,
	gatherings: run.gatherings
});

export const toPeople = (run: Run): Person[] =>
	run.people.map(({ id, kind, name, organisation }) => ({ id, kind, name, organisation }));

/** How speaking was shared is for facilitators: nobody else's turns are counted before everybody. */
export function toQueue(run: Run, audience: Audience): Queue {
	const { speaking, hands } = run;
	const to = run.people.find(({ id }) => id === speaking?.personId)?.name ?? null;
	return {
		speaking,
		waiting: queueOf(run).map(({ personId, reason }) => ({
			personId,
			askedAt: hands.find((hand) => hand.personId === personId)?.at ?? 0,
			why: reasonInWords(reason, to)
		})),
		shared:
			audience === 'facilitators'
				? run.people.map(({ id: personId, turns, spokeFor }) => ({ personId, turns, spokeFor }))
				: null
	};
}
