// Publication day: what is ready appears all at once, the rest stands there as not yet reported, and all of it can be
// taken back for thirty minutes.
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '#server/kernel/actor.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember } from '../support/domain.ts';
import {
	openPublicationDay,
	publicationDay,
	type PublicationDay
} from '../support/publication-day.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });
const minutes = 60_000;

forEachDialect((dialect, open) => {
	let database: Opened;
	let day: PublicationDay;
	let leeds: string;
	let hackney: string;
	const unreadable = new Set<string>();

	beforeAll(async () => {
		database = await open();
	});
	beforeEach(async () => {
		unreadable.clear();
		day = await openPublicationDay(dialect, database, unreadable);
		leeds = await day.draft(day.people.leedsLead, 'o-leeds');
		hackney = await day.draft(day.people.hackneyLead, 'o-hackney');
		await day.sign(leeds, day.people.leedsLead);
	});
	afterEach(() => day.close());
	afterAll(() => database.close());

	const outcomes = async () => {
		const [last] = await day.publication.ofRound(day.people.coordinator, 'r3');
		return Object.fromEntries(
			(last?.reports ?? []).map(({ reportId, outcome }) => [reportId, outcome])
		);
	};

	describe('at the minute', () => {
		test('what is ready appears, in the words that were signed; the rest stays a draft', async () => {
			await day.comes();
			expect(await day.stateOf(leeds)).toBe('published');
			expect(await day.publicText(leeds)).toContain('We have begun.');
			expect(await day.stateOf(hackney)).toBe('draft');
			expect(await day.publicText(hackney)).toBeNull();
			expect(await outcomes()).toEqual({ [leeds]: 'published', [hackney]: 'not-ready' });
			const round = await day.rounds.byNumber(anonymous, 3);
			expect(round.state).toBe('published');
		});

		test('nothing appears a millisecond before', async () => {
			await day.comes('2026-12-21T09:59:59.999Z');
			expect(await day.stateOf(leeds)).toBe('draft');
			await expect(day.rounds.byNumber(anonymous, 3)).rejects.toEqual(failure('not-found'));
		});

		test('who signed, and the frozen text, are kept with the edition', async () => {
			await day.comes();
			const [edition] = await day.store.editions.ofReports([leeds]);
			const [signature] = await day.store.editions.signaturesOf([edition?.id ?? '']);
			expect(signature).toMatchObject({ member_id: 'leeds-lead', sha256: edition?.sha256 });
			const version = await day.store.versions.byId(
				await day.documentOf(leeds),
				edition?.version_id ?? ''
			);
			expect(version?.kind).toBe('published');
		});

		test('it happens once, however many ask at the same time and after', async () => {
			day.until(publicationDay);
			await Promise.all([day.publication.publishDue(), day.publication.publishDue()]);
			await day.publication.publishDue();
			expect(await day.publication.ofRound(day.people.coordinator, 'r3')).toHaveLength(1);
			expect(await day.store.editions.ofReports([leeds])).toHaveLength(1);
		});

		test('a process that was down at the minute publishes when it is back', async () => {
			await day.comes('2026-12-23T07:30:00.000Z');
			const [publication] = await day.publication.ofRound(day.people.coordinator, 'r3');
			expect(publication).toMatchObject({
				plannedFor: publicationDay,
				publishedAt: '2026-12-23T07:30:00.000Z'
			});
			expect(await day.stateOf(leeds)).toBe('published');
		});

		test('a signature that no longer holds keeps the report back', async () => {
			await day.write(leeds, 'One more sentence.');
			await day.comes();
			expect(await day.stateOf(leeds)).toBe('draft');
		});

		test('a joint report waits for each of its organisations', async () => {
			const joint = await day.draft(day.people.coordinator, 'o-leeds', 'o-city');
			const later = await day.draft(day.people.coordinator, 'o-hackney', 'o-city');
			await day.sign(joint, day.people.leedsLead);
			await day.sign(joint, day.people.cityLead);
			await day.sign(later, day.people.cityLead);
			await day.comes();
			expect(await outcomes()).toMatchObject({ [joint]: 'published', [later]: 'not-ready' });
		});

		test('each draft’s rights are looked at again, and the public record is new', async () => {
			day.emitted.length = 0;
			await day.comes();
			const documentName = await day.documentOf(leeds);
			expect(day.emitted).toContainEqual({
				type: 'access-changed',
				scope: { kind: 'document', documentName }
			});
			expect(day.emitted).toContainEqual({ type: 'record-changed' });
			expect(day.emitted).toContainEqual({ type: 'round-changed', roundId: 'r3' });
		});

		test('everyone concerned gets one mail, with how many signatories are covered', async () => {
			await day.comes();
			await day.mail.sendDue();
			const about = day.letters.filter(({ subject }) => subject.includes('is public'));
			expect(about).toHaveLength(5);
			expect(about[0]?.text).toContain('One report is public');
		});
	});

	describe('when something goes wrong at the minute', () => {
		test('a report whose text cannot be read is held back and named; the others appear', async () => {
			await day.sign(hackney, day.people.hackneyLead);
			unreadable.add(await day.documentOf(hackney));
			await day.comes();
			expect(await outcomes()).toEqual({ [leeds]: 'published', [hackney]: 'failed' });
			expect(await day.stateOf(hackney)).toBe('draft');
		});

		test('a report that fails half-way leaves nothing behind; the others appear', async () => {
			await day.sign(hackney, day.people.hackneyLead);
			await failOnEditionOf(database, dialect, hackney);
			await day.comes();
			expect(await outcomes()).toEqual({ [leeds]: 'published', [hackney]: 'failed' });
			expect(await day.stateOf(hackney)).toBe('draft');
			expect(await day.store.editions.ofReports([hackney])).toEqual([]);
		});

		test('words written between the reading and the transaction are read', async () => {
			const { prepare } = day.readiness;
			let isFirst = true;
			day.readiness.prepare = async (rows) => {
				const prepared = await prepare(rows);
				if (isFirst) {
					isFirst = false;
					await day.write(leeds, 'At the last second.');
					await day.sign(leeds, day.people.leedsLead);
				}
				return prepared;
			};
			await day.comes();
			expect(await day.publicText(leeds)).toContain('At the last second.');
		});
	});

	describe('the minute', () => {
		test('is set by the coordinator alone', async () => {
			const at = '2026-12-01T12:00:00.000Z';
			await expect(
				day.publication.setMinute(day.people.leedsLead, 'r3', { at, reason: 'Soon.' })
			).rejects.toEqual(failure('not-allowed'));
			await expect(
				day.publication.setMinute(anonymous, 'r3', { at, reason: 'Soon.' })
			).rejects.toEqual(failure('not-found'));
		});

		test('may be any from now on; dates that would come after it move with it, on record', async () => {
			const at = '2026-11-23T10:00:20.000Z';
			const round = await day.publication.setMinute(day.people.coordinator, 'r3', {
				at,
				reason: 'The minister speaks today.'
			});
			expect(round).toMatchObject({
				publishesAt: at,
				draftsDueOn: '2026-11-23',
				reviewEndsOn: '2026-11-23',
				signOffDueOn: '2026-11-23'
			});
			expect(round.dateChanges.map(({ field }) => field).sort()).toEqual([
				'draftsDueOn',
				'publishesAt',
				'reviewEndsOn',
				'signOffDueOn'
			]);
			expect(await day.publication.nextAt()).toBe(at);
			await day.comes(at);
			expect(await day.stateOf(leeds)).toBe('published');
		});

		test('is not in the past, and is not moved once it has come', async () => {
			const set = (at: string) =>
				day.publication.setMinute(day.people.coordinator, 'r3', { at, reason: 'Later.' });
			await expect(set('2026-11-23T09:00:00.000Z')).rejects.toEqual(failure('invalid'));
			await day.comes();
			await expect(set('2027-01-11T10:00:00.000Z')).rejects.toEqual(failure('conflict'));
		});
	});

	describe('withdrawing', () => {
		const withdraw = (at = '2026-12-22T10:00:00.000Z') =>
			day.publication.withdraw(day.people.coordinator, 'r3', {
				reason: 'A figure names somebody.',
				at
			});

		test('takes everything back within thirty minutes, on record, and the new minute publishes it again', async () => {
			await day.comes();
			day.clock.advance(29 * minutes);
			const round = await withdraw();
			expect(round).toMatchObject({ state: 'open', publishesAt: '2026-12-22T10:00:00.000Z' });
			expect(await day.publicText(leeds)).toBeNull();
			await expect(day.rounds.byNumber(anonymous, 3)).rejects.toEqual(failure('not-found'));
			const [first] = await day.publication.ofRound(day.people.coordinator, 'r3');
			expect(first).toMatchObject({
				reason: 'A figure names somebody.',
				withdrawnAt: '2026-12-21T10:29:00.000Z'
			});

			await day.comes('2026-12-22T10:00:00.000Z');
			expect(await day.publicText(leeds)).toContain('We have begun.');
			const [edition] = await day.store.editions.ofReports([leeds]);
			expect(edition?.number).toBe(1);
			expect(await day.publication.ofRound(day.people.coordinator, 'r3')).toHaveLength(2);
		});

		test('is too late after thirty minutes', async () => {
			await day.comes();
			day.clock.advance(30 * minutes);
			await expect(withdraw()).rejects.toEqual(failure('conflict'));
			expect(await day.stateOf(leeds)).toBe('published');
		});

		test('is the coordinator’s alone, and there must be something to withdraw', async () => {
			await expect(withdraw()).rejects.toEqual(failure('conflict'));
			await day.comes();
			await expect(
				day.publication.withdraw(day.people.leedsLead, 'r3', {
					reason: 'We changed our mind.',
					at: '2026-12-22T10:00:00.000Z'
				})
			).rejects.toEqual(failure('not-allowed'));
		});
	});

	describe('forty reports', () => {
		test('appear in one transaction in under five seconds', async () => {
			const ids: string[] = [];
			for (let index = 0; index < 40; index += 1) {
				const organisationId = `o-many-${index}`;
				const lead = await addMember(day.store, {
					id: `lead-${index}`,
					organisationId,
					role: 'lead'
				});
				const id = await day.draft(lead, organisationId);
				for (const key of ['why', 'commitment-2', 'next-steps']) {
					await day.write(id, 'What we did, and what we did not manage. '.repeat(40), key);
				}
				await day.sign(id, lead);
				ids.push(id);
			}
			const begun = performance.now();
			await day.comes();
			expect(performance.now() - begun).toBeLessThan(5_000);
			const editions = await day.store.editions.ofReports(ids);
			expect(editions).toHaveLength(40);
			expect(new Set(editions.map((each) => each.published_at)).size).toBe(1);
		});
	});
});

/** From now on the database refuses an edition of this report. */
async function failOnEditionOf(
	{ db }: Opened,
	dialect: 'SQLite' | 'PostgreSQL',
	reportId: string
): Promise<void> {
	if (dialect === 'SQLite') {
		await sql
			.raw(
				`create trigger refuse before insert on editions when new.report_id = '${reportId}'
				begin select raise(abort, 'the disk is full'); end`
			)
			.execute(db);
		return;
	}
	await sql
		.raw(
			`create function refuse() returns trigger as $$ begin
				if new.report_id = '${reportId}' then raise exception 'the disk is full'; end if;
				return new; end $$ language plpgsql`
		)
		.execute(db);
	await sql
		.raw('create trigger refuse before insert on editions for each row execute function refuse()')
		.execute(db);
}
