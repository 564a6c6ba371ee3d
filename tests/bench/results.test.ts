import { expect, test } from 'vitest';
import { thisMachine } from './machine.ts';
import { medianOf, together, type Results, type TrialResult } from './results.ts';

const trial = (name: TrialResult['case'], run: number, cpu: number): TrialResult => ({
	case: name,
	server: 'ours',
	run,
	figures: { cpu },
	failures: []
});

const results = (trials: TrialResult[], version = 'a'): Results => ({
	at: '2026-11-23T12:00:00.000Z',
	isQuick: false,
	runs: 3,
	machine: thisMachine(),
	versions: { ours: version },
	trials
});

test('a case measured again replaces its earlier figures and leaves the others', () => {
	const older = results([trial('week', 1, 50), trial('sat', 1, 20)]);
	const kept = together(older, results([trial('week', 1, 40), trial('week', 2, 44)]));
	expect(medianOf(kept, 'week', 'ours', 'cpu')).toBe(42);
	expect(medianOf(kept, 'sat', 'ours', 'cpu')).toBe(20);
});

test('figures of another version are never put beside today’s', () => {
	const kept = together(results([trial('sat', 1, 20)], 'a'), results([trial('week', 1, 40)], 'b'));
	expect(medianOf(kept, 'sat', 'ours', 'cpu')).toBeNaN();
});
