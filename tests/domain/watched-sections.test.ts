// Writing moves sections on by itself, and those who look at the report are told.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import { watchSections } from '#server/domain/rounds/sections/watched-sections.ts';
import { createLog } from '#server/kernel/log.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, addRound } from '../support/domain.ts';
import { manualTimers } from '../support/manual-timers.ts';
import { openWritingHouse, p, type WritingHouse } from '../support/written-report.ts';

forEachDialect((_, open) => {
	let database: Opened;
	let house: WritingHouse;
	let lead: Member;
	let reportId: string;
	let documentName: string;

	beforeAll(async () => {
		database = await open();
		house = openWritingHouse(database);
		lead = await addMember(database.store, { id: 'lead', organisationId: 'o-leeds', role: 'lead' });
		await addRound(database.store, { id: 'r3', number: 3, state: 'open' });
		const report = await house.reports.start(lead, 'r3', { organisationIds: ['o-leeds'] });
		({ id: reportId, documentName } = report);
	});
	afterAll(() => database.close());

	test('the first words and a change of agreed words are told of; writing on is not, and typing is gathered', async () => {
		const timers = manualTimers();
		let commit: (documentName: string) => void = () => undefined;
		const watch = watchSections({
			store: database.store,
			load: house.load,
			events: house.events,
			log: createLog('silent'),
			timers,
			changed(listener) {
				commit = listener;
				return () => undefined;
			}
		});
		/** Writes this, and lets two seconds pass. */
		async function write(words: string): Promise<void> {
			await house.write(documentName, { 'commitment-3': [p(words)] });
			commit(documentName);
			commit(documentName);
			await timers.advance(2_000);
		}
		const told = () => house.emitted.filter(({ type }) => type === 'report-changed').length;
		const start = told();

		await write('Fifteen.');
		await expect.poll(told).toBe(start + 1);
		// Nothing is said of this one: only the next, which changes what was agreed, is told of.
		await write('Fifteen organisations.');
		await house.sections.change(lead, reportId, 'commitment-3', { state: 'agreed' });
		await write('Fifteen organisations.');
		const agreed = told();
		await write('Sixteen organisations.');
		await expect.poll(told).toBe(agreed + 1);
		await write('Sixteen organisations, all paid.');
		await watch.close();
		expect(told()).toBe(agreed + 1);
	});
});
