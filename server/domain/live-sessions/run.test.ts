import fc from 'fast-check';
import { expect, test } from 'vitest';
import { behind, minute, remaining } from '#shared/live-session/clock.ts';
import { itemKinds } from '#shared/live-session/agenda.ts';
import { currentItem, newRun, queueOf, take, type Run, type Step } from './run.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const at = (minutes: number): number => noon + minutes * minute;
const item = (id: string, minutes: number) =>
	({ id, kind: 'discussion', title: id, prompt: '', minutes }) as const;
const person = (id: string, organisation: string | null = null) =>
	({ id, kind: 'member', name: id, organisation }) as const;

const planned = newRun([item('a', 10), item('b', 20), item('c', 30)], 60 * minute, 'ffion', [
	'idris'
]);

/** Takes steps that must all succeed. */
const through = (run: Run, ...steps: [step: Step, minutes: number, by?: string][]): Run =>
	steps.reduce((before, [step, minutes, by = 'ffion']) => {
		const outcome = take(before, step, by, at(minutes));
		if ('refused' in outcome) throw new Error(`${step.type} was refused: ${outcome.refused}`);
		return outcome.run;
	}, run);
const refusal = (run: Run, step: Step, by = 'ffion'): string | null => {
	const outcome = take(run, step, by, at(1));
	return 'refused' in outcome ? outcome.refused : null;
};

test('a session goes from item to item, says what each took, and ends', () => {
	const second = through(
		planned,
		[{ type: 'start' }, 0],
		[{ type: 'extend', minutes: 5 }, 9],
		[{ type: 'next', from: 'a' }, 14]
	);
	expect(currentItem(second)?.id).toBe('b');
	expect(second.items[0]).toMatchObject({ state: 'done', took: 14 * minute, minutes: 15 });
	expect(remaining(second.clock ?? fail(), at(20))).toBe(14 * minute);
	const late = behind(
		{ plannedEnd: noon + second.slot, clock: second.clock, ahead: [30 * minute] },
		at(20)
	);
	expect(late).toBe(4 * minute);
	const over = through(second, [{ type: 'end' }, 30]);
	expect(over).toMatchObject({ endedAt: at(30), clock: null });
	expect(over.items.map(({ state }) => state)).toEqual(['done', 'done', 'ahead']);
	expect(refusal(over, { type: 'next', from: null })).toBe('not-running');
});

const fail = (): never => {
	throw new Error('no clock');
};

test('after the last item the session goes on until somebody ends it, and an item can be taken up again', () => {
	const after = through(
		planned,
		[{ type: 'start' }, 0],
		[{ type: 'next', from: 'a' }, 10],
		[{ type: 'next', from: 'b' }, 30],
		[{ type: 'next', from: 'c' }, 50]
	);
	expect(currentItem(after)).toBeUndefined();
	expect(after.endedAt).toBeNull();
	const again = through(after, [{ type: 'go-to', itemId: 'b' }, 51], [{ type: 'end' }, 55]);
	expect(again.items[1]).toMatchObject({ state: 'done', took: 24 * minute });
});

test('two who press “Next item” at once take one step', () => {
	const running = through(planned, [{ type: 'start' }, 0], [{ type: 'next', from: 'a' }, 1]);
	expect(refusal(running, { type: 'next', from: 'a' })).toBe('already-done');
	expect(refusal(running, { type: 'start' })).toBe('already-done');
});

test('what has begun is not changed, moved or removed; what lies ahead is', () => {
	const running = through(
		planned,
		[{ type: 'start' }, 0],
		[{ type: 'move-item', itemId: 'c', by: -5 }, 1],
		[{ type: 'remove-item', itemId: 'b' }, 1],
		[{ type: 'add-item', item: item('d', 5) }, 1],
		[{ type: 'change-item', itemId: 'd', title: 'Break', prompt: '', minutes: 6 }, 1]
	);
	expect(running.items.map(({ id, title }) => [id, title])).toEqual([
		['a', 'a'],
		['c', 'c'],
		['d', 'Break']
	]);
	expect(refusal(running, { type: 'move-item', itemId: 'a', by: 1 })).toBe('item-has-begun');
	expect(refusal(running, { type: 'remove-item', itemId: 'z' })).toBe('no-such-item');
});

test('a facilitator takes over with one step; nobody else can be handed the lead', () => {
	expect(through(planned, [{ type: 'take-over' }, 0, 'idris']).leadId).toBe('idris');
	expect(through(planned, [{ type: 'hand-over', personId: 'idris' }, 0]).leadId).toBe('idris');
	expect(refusal(planned, { type: 'take-over' }, 'bernice')).toBe('no-such-person');
	expect(refusal(planned, { type: 'hand-over', personId: 'bernice' })).toBe('no-such-person');
});

test('whoever is called has spoken, and stands behind those who have not', () => {
	const running = through(
		planned,
		[{ type: 'join', person: person('bernice', 'Birmingham') }, 0],
		[{ type: 'join', person: { ...person('dele'), kind: 'voice' } }, 0],
		[{ type: 'start' }, 0],
		[{ type: 'raise-hand', personId: 'bernice', isReply: false }, 1],
		[{ type: 'call', personId: 'bernice' }, 2],
		[{ type: 'thank' }, 4],
		[{ type: 'raise-hand', personId: 'bernice', isReply: false }, 5],
		[{ type: 'raise-hand', personId: 'dele', isReply: false }, 6]
	);
	expect(running.people[0]).toMatchObject({ turns: 1, spokeFor: 2 * minute });
	expect(queueOf(running).map(({ personId }) => personId)).toEqual(['dele', 'bernice']);
	expect(refusal(running, { type: 'raise-hand', personId: 'nobody', isReply: false })).toBe(
		'no-such-person'
	);
	const back = through(running, [{ type: 'join', person: person('bernice', 'Birmingham') }, 7]);
	expect(back.people[0]).toMatchObject({ turns: 1 });
});

const ids = fc.constantFrom(...'abcde');
const who = fc.constantFrom('ffion', 'idris', 'bernice', 'dele', 'nobody');
const by = fc.integer({ min: -3, max: 3 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
	fc.record({ type: fc.constant('join' as const), person: who.map((id) => person(id)) }),
	...(['start', 'pause', 'resume', 'take-over', 'gather', 'thank', 'end'] as const).map((type) =>
		fc.constant({ type })
	),
	fc.record({ type: fc.constant('next' as const), from: fc.option(ids) }),
	fc.record({ type: fc.constant('go-to' as const), itemId: ids }),
	fc.record({ type: fc.constant('extend' as const), minutes: fc.integer({ min: -10, max: 10 }) }),
	fc.record({
		type: fc.constant('add-item' as const),
		item: fc.record({
			id: ids.map((id) => `${id}${id}`),
			kind: fc.constantFrom(...itemKinds),
			title: fc.constant('Added'),
			prompt: fc.constant(''),
			minutes: fc.nat(30)
		})
	}),
	fc.record({ type: fc.constant('move-item' as const), itemId: ids, by }),
	fc.record({ type: fc.constant('remove-item' as const), itemId: ids }),
	fc.record({ type: fc.constant('hand-over' as const), personId: who }),
	fc.record({
		type: fc.constant('raise-hand' as const),
		personId: who,
		isReply: fc.boolean()
	}),
	fc.record({ type: fc.constantFrom('lower-hand' as const, 'call' as const), personId: who }),
	fc.record({ type: fc.constant('move-hand' as const), personId: who, by })
);

test('whatever is pressed, in whatever order: one item at a time, no time counted twice, nobody doubled', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(anyStep, fc.nat(15 * minute), who), { maxLength: 60 }),
			(steps) => {
				let [run, now] = [planned, noon];
				for (const [step, later, whoGives] of steps) {
					now += later;
					const before = JSON.stringify(run);
					const outcome = take(run, step, whoGives, now);
					expect(JSON.stringify(run)).toBe(before);
					expect(take(JSON.parse(before) as Run, step, whoGives, now)).toEqual(outcome);
					if ('refused' in outcome) continue;
					run = outcome.run;

					const current = run.items.filter(({ state }) => state === 'now');
					expect(current).toHaveLength(run.clock === null ? 0 : 1);
					expect(new Set(run.items.map(({ id }) => id)).size).toBe(run.items.length);
					expect(run.facilitatorIds).toContain(run.leadId);
					expect(new Set(run.people.map(({ id }) => id)).size).toBe(run.people.length);
					expect(new Set(run.hands.map(({ personId }) => personId)).size).toBe(run.hands.length);
					expect(run.hands.map(({ personId }) => personId)).not.toContain(run.speaking?.personId);
					const took = run.items.reduce((sum, each) => sum + each.took, 0);
					expect(took).toBeLessThanOrEqual(now - (run.startedAt ?? now));
					const spoke = run.people.reduce((sum, each) => sum + each.spokeFor, 0);
					expect(spoke).toBeLessThanOrEqual(now - (run.startedAt ?? now));
					if (run.endedAt !== null)
						expect(run).toMatchObject({ clock: null, speaking: null, hands: [] });
				}
			}
		)
	);
});
