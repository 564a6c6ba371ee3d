// Signing: who puts their name to a report, and to exactly which words. A signature holds on each section that reads as
// it was signed, whichever road a change came by.
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { anonymous, system, type Member } from '#server/kernel/actor.ts';
import { sectionField } from '#shared/document-fields.ts';
import { sectionKeys } from '#shared/sections.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { openSigningDay, type SigningDay } from '../support/signing.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });
const otherHash = '0'.repeat(64);

forEachDialect((name, open) => {
	let database: Opened;
	let day: SigningDay;
	let report: string;

	beforeAll(async () => {
		database = await open();
	});
	afterAll(() => database.close());
	beforeEach(async () => {
		day = await openSigningDay(name, database);
		report = await day.jointDraft();
	});
	afterEach(() => day.close());

	const hashNow = async (): Promise<string> => (await day.reports.byId(system, report)).sha256;
	const kept = async () => (await day.store.signatures.ofReports([report])).length;

	describe('a signature', () => {
		test('is bound to the words that were read, section by section, with who, when and how they had signed in', async () => {
			const { leedsLead } = day.people;
			const signature = await day.signFor(report, leedsLead, 'o-leeds');
			expect(signature).toMatchObject({
				organisation: { id: 'o-leeds' },
				member: { id: 'leeds-lead' },
				onBehalfOf: null,
				at: day.clock.iso(),
				sha256: await hashNow(),
				signedInWith: 'password'
			});
			expect(signature.sections.map(({ key, standing }) => [key, standing])).toEqual(
				sectionKeys.map((key) => [key, 'valid'])
			);
			const { document_name } = (await day.store.rounds.report(report)) ?? { document_name: '' };
			const frozen = await day.versions.content(
				leedsLead,
				document_name,
				signature.versionId ?? ''
			);
			expect([frozen.kind, frozen.name]).toEqual([
				'signed',
				'Signed by leeds-lead for Organisation o-leeds'
			]);
			const [entry] = await day.store.audit.list(1);
			expect(entry).toMatchObject({ action: 'report.sign', member_id: 'leeds-lead' });
		});

		test('says that a token was used', async () => {
			const { leedsLead } = day.people;
			const script: Member = { ...leedsLead, token: 'token-1' };
			const { signedInWith } = await day.signFor(report, script, 'o-leeds');
			expect(signedInWith).toBe('api-token');
		});

		test('to another text than the one that stands there is refused, and nothing is kept', async () => {
			const { leedsLead } = day.people;
			const read = await hashNow();
			await day.write(report, 'And another thing.');
			for (const sha256 of [read, otherHash]) {
				await expect(
					day.signOff.sign(leedsLead, report, { organisationId: 'o-leeds', sha256 })
				).rejects.toEqual(failure('conflict'));
			}
			expect(await kept()).toBe(0);
		});

		test('is not given twice by pressing the button twice', async () => {
			const { leedsLead } = day.people;
			const first = await day.signFor(report, leedsLead, 'o-leeds');
			const second = await day.signFor(report, leedsLead, 'o-leeds');
			expect(second.id).toBe(first.id);
			expect(await kept()).toBe(1);
		});

		test('while others write is on the words that were read or not given at all', async () => {
			const { leedsLead } = day.people;
			for (let round = 0; round < 5; round += 1) {
				const sha256 = await hashNow();
				const [outcome] = await Promise.allSettled([
					day.signOff.sign(leedsLead, report, { organisationId: 'o-leeds', sha256 }),
					day.write(report, `Words of round ${round}.`)
				]);
				if (outcome.status === 'fulfilled') expect(outcome.value.sha256).toBe(sha256);
				else expect(outcome.reason).toEqual(failure('conflict'));
			}
		});
	});

	describe('who signs', () => {
		const tries = (who: Member | typeof anonymous, organisationId: string) =>
			hashNow().then((sha256) => day.signOff.sign(who, report, { organisationId, sha256 }));

		test('leads of its organisations, each for their own', async () => {
			const { leedsLead, cityLead } = day.people;
			await tries(leedsLead, 'o-leeds');
			await tries(cityLead, 'o-city');
			await expect(tries(leedsLead, 'o-city')).rejects.toEqual(failure('not-allowed'));
		});

		test.each([
			['a drafter', () => day.people.leedsDrafter, 'not-allowed'],
			['a reader', () => day.people.leedsReader, 'not-allowed'],
			['the coordinator', () => day.people.coordinator, 'not-allowed'],
			[
				'a lead of an organisation that does not write it',
				() => day.people.hackneyLead,
				'not-found'
			],
			['somebody not signed in', () => anonymous, 'not-found']
		])('[F4] not %s', async (_who, who, code) => {
			await expect(tries(who(), 'o-leeds')).rejects.toEqual(failure(code));
			expect(await kept()).toBe(0);
		});

		test('[F4] nobody for an organisation that does not write it, not even its lead', async () => {
			const { leedsLead, hackneyLead } = day.people;
			await expect(tries(hackneyLead, 'o-hackney')).rejects.toEqual(failure('not-found'));
			await expect(tries(leedsLead, 'o-hackney')).rejects.toEqual(failure('not-found'));
		});

		test('nobody once it is published', async () => {
			const { leedsLead, cityLead } = day.people;
			await tries(leedsLead, 'o-leeds');
			await tries(cityLead, 'o-city');
			await day.comes();
			expect(await day.stateOf(report)).toBe('published');
			await expect(tries(leedsLead, 'o-leeds')).rejects.toEqual(failure('not-allowed'));
		});
	});

	describe('a change voids the signatures on the section it touches and on no other', () => {
		let documentName: string;
		beforeEach(async () => {
			const { leedsLead, cityLead } = day.people;
			documentName = await day.documentOf(report);
			await day.signFor(report, leedsLead, 'o-leeds');
			await day.signFor(report, cityLead, 'o-city');
		});

		const onlyVoided = async (...keys: string[]): Promise<void> => {
			expect(await day.voidedOf(report, 'o-leeds')).toEqual(keys);
			expect(await day.voidedOf(report, 'o-city')).toEqual(keys);
		};

		test('[F1] words that somebody writes', async () => {
			await day.write(report, 'One more word.', 'commitment-2');
			await onlyVoided('commitment-2');
		});

		test('words that somebody takes away', async () => {
			await day.clear(report, 'commitment-5');
			await onlyVoided('commitment-5');
		});

		test('bold words', async () => {
			await day.embolden(report, 'why');
			await onlyVoided('why');
		});

		test('[F16] an earlier text put back', async () => {
			const { leedsLead, leedsDrafter } = day.people;
			const { id } = await day.versions.name(leedsDrafter, documentName, { name: 'As signed' });
			await day.write(report, 'A second thought.', 'next-steps');
			await day.signFor(report, leedsLead, 'o-leeds');
			expect(await day.voidedOf(report, 'o-leeds')).toEqual([]);
			await day.versions.restore(leedsDrafter, documentName, id, {
				field: sectionField('next-steps')
			});
			expect(await day.voidedOf(report, 'o-leeds')).toEqual(['next-steps']);
			// The City signed what stands there again, word for word.
			expect(await day.voidedOf(report, 'o-city')).toEqual([]);
		});

		test('[F16] a lost paragraph put back', async () => {
			const { leedsDrafter, leedsLead, cityLead } = day.people;
			day.clock.advance(60_000);
			await day.write(
				report,
				'A sentence that somebody takes out again by and by.',
				'commitment-7'
			);
			day.clock.advance(60_000);
			await day.collaboration.edit(documentName, 'leeds-lead', (doc) => {
				const fragment = doc.getXmlFragment(sectionField('commitment-7'));
				fragment.delete(fragment.length - 1, 1);
			});
			await day.signFor(report, leedsLead, 'o-leeds');
			await day.signFor(report, cityLead, 'o-city');
			const { items } = await day.versions.lost(leedsDrafter, documentName);
			await day.versions.putBack(leedsDrafter, documentName, items[0]?.id ?? '');
			await onlyVoided('commitment-7');
		});

		test('the answer to a promise', async () => {
			const promise = {
				id: 'promise-1',
				report_id: report,
				from_report_id: report,
				from_edition_id: null,
				position: 0,
				words: 'We will publish by ward.',
				section_key: 'commitment-2',
				outcome: null,
				explanation: '',
				answered_by: null,
				answered_at: null
			};
			await database.db.insertInto('promises').values(promise).execute();
			await onlyVoided('commitment-2');
		});

		test('and the same words again bring it back', async () => {
			await day.write(report, 'A slip.', 'commitment-3');
			await onlyVoided('commitment-3');
			await day.collaboration.edit(documentName, 'leeds-drafter', (doc) => {
				doc.getXmlFragment(sectionField('commitment-3')).delete(1, 1);
			});
			await onlyVoided();
		});

		test('and whoever signs again signs the whole', async () => {
			const { leedsLead } = day.people;
			await day.write(report, 'One more word.', 'commitment-2');
			await day.signFor(report, leedsLead, 'o-leeds');
			expect(await day.voidedOf(report, 'o-leeds')).toEqual([]);
			expect(await day.voidedOf(report, 'o-city')).toEqual(['commitment-2']);
		});
	});

	describe('when words have changed', () => {
		beforeEach(async () => {
			await day.signFor(report, day.people.leedsLead, 'o-leeds');
			await day.mails();
		});

		test('the lead is told once, and which sections', async () => {
			await day.write(report, 'One more word.', 'commitment-2');
			await day.write(report, 'And another.', 'commitment-2');
			await day.wait(3_000);
			const letters = await day.mails();
			expect(letters.map(({ to }) => to.address)).toEqual(['leeds-lead@demo.test']);
			expect(letters[0]?.text).toContain('words have changed in commitment 2.');
			expect(letters[0]?.text).toContain('on the other 9 it does');
			await day.write(report, 'And a third.', 'commitment-2');
			await day.wait(3_000);
			expect(await day.mails()).toEqual([]);
		});

		test('further sections are told of the next day, not the same', async () => {
			await day.write(report, 'One more word.', 'commitment-2');
			await day.wait(3_000);
			await day.write(report, 'And here.', 'commitment-4');
			await day.wait(3_000);
			expect(await day.mails()).toHaveLength(1);
			await day.wait(24 * 60 * 60_000);
			await day.write(report, 'And there.', 'commitment-5');
			await day.wait(3_000);
			const letters = await day.mails();
			expect(letters).toHaveLength(1);
			expect(letters[0]?.text).toContain('words have changed in commitment 5.');
		});

		test('nobody is asked to sign a correction that was given up', async () => {
			const { leedsLead, cityLead } = day.people;
			await day.signFor(report, cityLead, 'o-city');
			await day.comes();
			await day.corrections.start(leedsLead, report, { note: 'A figure was wrong.' });
			await day.write(report, 'Corrected.', 'commitment-2');
			await day.signFor(report, leedsLead, 'o-leeds');
			await day.wait(3_000);
			await day.mails();
			await day.wait(24 * 60 * 60_000);
			await day.corrections.abandon(leedsLead, report);
			await day.wait(3_000);
			expect(await day.mails()).toEqual([]);
		});

		test('pages that are open are told', async () => {
			day.emitted.splice(0);
			await day.write(report, 'One more word.', 'commitment-2');
			await day.wait(3_000);
			expect(day.emitted).toContainEqual({ type: 'report-changed', reportId: report });
		});

		test('a blank line that nobody sees is no change', async () => {
			await day.write(report, '', 'commitment-2');
			await day.wait(3_000);
			expect(await day.voidedOf(report, 'o-leeds')).toEqual([]);
			expect(await day.mails()).toEqual([]);
		});
	});

	describe('a lead reads', () => {
		const leads = () => day.people.leedsLead;

		test('the whole report the first time', async () => {
			const reading = await day.signOff.reading(leads(), report);
			expect(reading.signer).toMatchObject({
				organisation: { id: 'o-leeds' },
				inPlaceOf: null,
				maySign: true
			});
			expect(reading.since).toBeNull();
			expect(new Set(reading.sections.map(({ standing }) => standing))).toEqual(new Set(['new']));
			expect(reading.sections[0]?.html).toContain('What we say in why.');
		});

		test('then just the words that changed since they signed, with who changed them', async () => {
			await day.signFor(report, leads(), 'o-leeds');
			await day.write(report, 'Four words are new.', 'commitment-2');
			const reading = await day.signOff.reading(leads(), report);
			const again = reading.sections.filter(({ standing }) => standing === 'voided');
			expect(again.map(({ key }) => key)).toEqual(['commitment-2']);
			expect(again[0]?.change).toMatchObject({ added: 4, removed: 0 });
			expect(again[0]?.change?.runs.filter(({ change }) => change !== 'same')).toMatchObject([
				{ author: { name: 'leeds-drafter' } }
			]);
			expect(reading.sections.filter(({ change }) => change !== null)).toHaveLength(1);
		});

		test('what each organisation’s own signature says, when they sign for one of several', async () => {
			await day.signFor(report, leads(), 'o-leeds');
			const { since } = await day.signOff.reading(day.people.cityLead, report);
			expect(since).toBeNull();
		});

		test('[F5] and nobody else but those who write it', async () => {
			const { leedsDrafter, hackneyLead, coordinator } = day.people;
			expect((await day.signOff.reading(leedsDrafter, report)).signer).toBeNull();
			for (const who of [hackneyLead, coordinator, anonymous]) {
				await expect(day.signOff.reading(who, report)).rejects.toEqual(failure('not-found'));
			}
		});
	});

	describe('a report that is returned', () => {
		const reason = 'Please say in commitment 2 when somebody will ask.';
		const returned = (who: Member, section?: string) =>
			day.signOff.returnIt(who, report, {
				organisationId: 'o-leeds',
				reason,
				...(section === undefined ? {} : { section })
			});

		test('is told to everybody who writes it, and the section waits for changes', async () => {
			await returned(day.people.leedsLead, 'commitment-2');
			const letters = await day.mails();
			expect(letters.map(({ to }) => to.address).toSorted()).toEqual([
				'city-drafter@demo.test',
				'city-lead@demo.test',
				'leeds-drafter@demo.test'
			]);
			expect(letters[0]?.text).toContain(reason);
			const { sections } = await day.reports.byId(day.people.leedsLead, report);
			expect(sections.find(({ key }) => key === 'commitment-2')?.state).toBe('changes-asked');
			const { organisations } = await day.signOff.standings(day.people.leedsDrafter, report);
			expect(organisations[0]?.returned).toMatchObject({ by: 'leeds-lead', reason });
		});

		test('[F5] shows the coordinator that it was, not why', async () => {
			await returned(day.people.leedsLead);
			const { organisations } = await day.signOff.standings(day.people.coordinator, report);
			expect(organisations[0]?.returned).toMatchObject({ by: 'leeds-lead', reason: null });
		});

		test('leaves the signatures as they were, and is settled when the same organisation signs', async () => {
			const { leedsLead, cityLead } = day.people;
			await day.signFor(report, cityLead, 'o-city');
			await returned(leedsLead);
			expect(await day.voidedOf(report, 'o-city')).toEqual([]);
			expect(await day.store.remarks.openOf([report])).toHaveLength(1);
			await day.signFor(report, leedsLead, 'o-leeds');
			expect(await day.store.remarks.openOf([report])).toEqual([]);
		});

		test('[F4] cannot be returned by those who could not sign it, nor in a section it has not', async () => {
			const { leedsDrafter, cityLead, hackneyLead, leedsLead } = day.people;
			await expect(returned(leedsDrafter)).rejects.toEqual(failure('not-allowed'));
			await expect(returned(cityLead)).rejects.toEqual(failure('not-allowed'));
			await expect(returned(hackneyLead)).rejects.toEqual(failure('not-found'));
			await expect(returned(leedsLead, 'commitment-8')).rejects.toEqual(failure('invalid'));
			expect(await day.store.remarks.openOf([report])).toEqual([]);
		});
	});

	describe('signatures under a report', () => {
		test('are listed newest first for its own people and, on a draft, the coordinator', async () => {
			const { leedsLead, cityLead, leedsReader, coordinator } = day.people;
			await day.signFor(report, leedsLead, 'o-leeds');
			day.clock.advance(1_000);
			await day.signFor(report, cityLead, 'o-city');
			for (const who of [leedsReader, coordinator]) {
				const listed = await day.signOff.list(who, report);
				expect(listed.map(({ organisation }) => organisation.id)).toEqual(['o-city', 'o-leeds']);
			}
			for (const who of [day.people.hackneyLead, anonymous]) {
				await expect(day.signOff.list(who, report)).rejects.toEqual(failure('not-found'));
				await expect(day.signOff.standings(who, report)).rejects.toEqual(failure('not-found'));
			}
		});

		test('[F5] are to everybody else those that were published, whatever is being corrected', async () => {
			const { leedsLead, cityLead, coordinator } = day.people;
			await day.signFor(report, leedsLead, 'o-leeds');
			await day.signFor(report, cityLead, 'o-city');
			await day.comes();
			await day.corrections.start(leedsLead, report, { note: 'A figure was wrong.' });
			await day.write(report, 'Corrected.', 'commitment-2');
			await day.signFor(report, leedsLead, 'o-leeds');
			for (const who of [anonymous, day.people.hackneyLead, coordinator]) {
				const listed = await day.signOff.list(who, report);
				expect(listed).toHaveLength(2);
				const standings = listed.flatMap(({ sections }) => sections.map((each) => each.standing));
				expect(new Set(standings)).toEqual(new Set(['valid']));
			}
			expect(await day.signOff.list(cityLead, report)).toHaveLength(3);
			expect(await day.voidedOf(report, 'o-city')).toEqual(['commitment-2']);
		});
	});

	describe('what waits for a lead', () => {
		const waiting = async (who: Member) =>
			(await day.signOff.waitingFor(who)).map(({ state, organisation }) => [
				state,
				organisation.id
			]);

		test('nothing while the sections are not agreed and nobody asks', async () => {
			expect(await waiting(day.people.leedsLead)).toEqual([]);
		});

		test('a report whose sections are all agreed', async () => {
			for (const key of sectionKeys) {
				await day.store.rounds.setSection(report, key, { state: 'agreed' });
			}
			expect(await waiting(day.people.leedsLead)).toEqual([['not-signed', 'o-leeds']]);
			expect(await waiting(day.people.leedsDrafter)).toEqual([]);
		});

		test('a report whose words changed after they signed', async () => {
			await day.signFor(report, day.people.leedsLead, 'o-leeds');
			expect(await waiting(day.people.leedsLead)).toEqual([]);
			await day.write(report, 'One more word.', 'commitment-2');
			expect(await waiting(day.people.leedsLead)).toEqual([['voided', 'o-leeds']]);
			const [first] = await day.signOff.waitingFor(day.people.leedsLead);
			expect(first?.changed).toEqual(['Commitment 2']);
		});

		test('a report they were asked for', async () => {
			await day.signOff.ask(day.people.leedsDrafter, report, 'o-leeds');
			expect(await waiting(day.people.leedsLead)).toEqual([['not-signed', 'o-leeds']]);
			expect(await waiting(day.people.cityLead)).toEqual([]);
		});
	});
});
