// Signing in somebody's place, and by the link in a mail: for a stated time, on record, and for nothing else.
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { anonymous, type Member, type Signer } from '#server/kernel/actor.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { openSigningDay, password, type SigningDay } from '../support/signing.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });
const from = { address: '192.0.2.1' };

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

	const leave = { fromOn: '2026-11-24', untilOn: '2026-11-30', reason: 'On leave.' };
	const delegate = (more: Partial<typeof leave & { deputyId: string }> = {}, who?: Member) =>
		day.delegations.delegate(who ?? day.people.leedsLead, 'o-leeds', {
			deputyId: 'leeds-drafter',
			...leave,
			...more
		});

	describe('a deputy', () => {
		const sign = () => day.signFor(report, day.people.leedsDrafter, 'o-leeds');

		test('signs in the lead’s place from the first day to the last, and no longer', async () => {
			await delegate();
			await expect(sign()).rejects.toEqual(failure('not-allowed'));
			day.until('2026-11-24T00:00:00.000Z');
			expect(await sign()).toMatchObject({
				member: { id: 'leeds-drafter' },
				onBehalfOf: { id: 'leeds-lead' }
			});
			await day.write(report, 'One more word.');
			day.until('2026-11-30T23:59:59.000Z');
			await sign();
			await day.write(report, 'And another.');
			day.until('2026-12-01T00:00:00.000Z');
			await expect(sign()).rejects.toEqual(failure('not-allowed'));
			const [entry] = await day.signOff.list(day.people.leedsLead, report);
			expect(entry?.onBehalfOf).toMatchObject({ name: 'leeds-lead' });
		});

		test('stops when the lead ends it, when the lead is lead no more, and when either leaves', async () => {
			const { leedsLead } = day.people;
			const { store } = day;
			const membership = { organisation_id: 'o-leeds', created_at: day.clock.iso() };
			const change = (member_id: string, role: 'lead' | 'reader' | 'drafter') =>
				store.accounts.addMembership({ ...membership, member_id, role });

			const today = { fromOn: '2026-11-23' };
			const first = await delegate(today);
			await day.delegations.end(leedsLead, first.id);
			await expect(sign()).rejects.toEqual(failure('not-allowed'));

			await delegate(today);
			await change('leeds-lead', 'reader');
			await expect(sign()).rejects.toEqual(failure('not-allowed'));
			await change('leeds-lead', 'lead');
			await store.accounts.deactivateMember('leeds-lead', day.clock.iso());
			await expect(sign()).rejects.toEqual(failure('not-allowed'));
			expect(await store.signatures.ofReports([report])).toEqual([]);
		});

		test('[F4] signs for that organisation and no other', async () => {
			await delegate({ fromOn: '2026-11-23' });
			await expect(day.signFor(report, day.people.leedsDrafter, 'o-city')).rejects.toEqual(
				failure('not-allowed')
			);
		});

		test('finds what waits for them, and in whose place', async () => {
			await delegate({ fromOn: '2026-11-23' });
			await sign();
			await day.write(report, 'One more word.');
			expect(await day.signOff.waitingFor(day.people.leedsDrafter)).toMatchObject([
				{ state: 'voided', inPlaceOf: { id: 'leeds-lead' } }
			]);
			const { signer } = await day.signOff.reading(day.people.leedsDrafter, report);
			expect(signer).toMatchObject({ inPlaceOf: { id: 'leeds-lead' }, maySign: true });
		});

		test('is told, and the lead too, when words change after they signed', async () => {
			await delegate({ fromOn: '2026-11-23' });
			await sign();
			await day.mails();
			await day.write(report, 'One more word.');
			await day.wait(3_000);
			expect((await day.mails()).map(({ to }) => to.address).toSorted()).toEqual([
				'leeds-drafter@demo.test',
				'leeds-lead@demo.test'
			]);
		});
	});

	describe('a delegation', () => {
		test('is named by a lead, for somebody of the same organisation, for a stated time', async () => {
			const { leedsDrafter, hackneyLead, coordinator } = day.people;
			await expect(delegate({}, leedsDrafter)).rejects.toEqual(failure('not-allowed'));
			await expect(delegate({}, coordinator)).rejects.toEqual(failure('not-allowed'));
			await expect(delegate({}, hackneyLead)).rejects.toEqual(failure('not-found'));
			for (const wrong of [
				{ deputyId: 'hackney-drafter' },
				{ deputyId: 'leeds-lead' },
				{ deputyId: 'nobody' },
				{ fromOn: '2026-11-30', untilOn: '2026-11-24' },
				{ fromOn: '2026-11-01', untilOn: '2026-11-22' },
				{ fromOn: '2026-11-24', untilOn: '2028-11-24' }
			]) {
				await expect(delegate(wrong), JSON.stringify(wrong)).rejects.toEqual(failure('invalid'));
			}
			expect(await day.delegations.list(coordinator, 'o-leeds')).toEqual([]);
		});

		test('stays on record when it is over', async () => {
			const { leedsLead, leedsReader } = day.people;
			const { id } = await delegate();
			const states = async () =>
				(await day.delegations.list(leedsReader, 'o-leeds')).map(({ state }) => state);
			expect(await states()).toEqual(['coming']);
			day.until('2026-11-25T10:00:00.000Z');
			expect(await states()).toEqual(['in-force']);
			await day.delegations.end(leedsLead, id);
			expect(await states()).toEqual(['ended']);
			await expect(day.delegations.end(leedsLead, id)).rejects.toEqual(failure('conflict'));
			await delegate({ fromOn: '2026-11-25' });
			day.until('2026-12-01T10:00:00.000Z');
			expect(await states()).toEqual(['over', 'ended']);
		});

		test('[F4] is known to its own organisation and the coordinator, and ended by its leads', async () => {
			const { hackneyLead, leedsDrafter } = day.people;
			const { id } = await delegate();
			for (const who of [hackneyLead, anonymous]) {
				await expect(day.delegations.list(who, 'o-leeds')).rejects.toEqual(failure('not-found'));
				await expect(day.delegations.end(who, id)).rejects.toEqual(failure('not-found'));
			}
			await expect(day.delegations.end(leedsDrafter, id)).rejects.toEqual(failure('not-allowed'));
			await expect(day.delegations.end(leedsDrafter, 'nothing')).rejects.toEqual(
				failure('not-found')
			);
		});
	});

	describe('asking for a signature', () => {
		test('sends each lead, and whoever signs in their place, a link of their own', async () => {
			await delegate({ fromOn: '2026-11-23' });
			const { asked, expiresAt } = await day.signOff.ask(
				day.people.leedsDrafter,
				report,
				'o-leeds'
			);
			expect(asked.map(({ id }) => id).toSorted()).toEqual(['leeds-drafter', 'leeds-lead']);
			expect(expiresAt).toBe('2026-11-30T10:00:00.000Z');
			const links = (await day.mails()).map(({ text }) => /\/sign\/[\w-]+/.exec(text)?.[0]);
			expect(new Set(links).size).toBe(2);
			const stored = JSON.stringify(
				await database.db.selectFrom('signing_links').selectAll().execute()
			);
			for (const link of links) expect(stored).not.toContain(link?.slice('/sign/'.length));
		});

		test('is for those who write it, and not more than once an hour', async () => {
			const { leedsDrafter, leedsReader, coordinator, hackneyLead } = day.people;
			const ask = (who: Member) => day.signOff.ask(who, report, 'o-city');
			await expect(ask(leedsReader)).rejects.toEqual(failure('not-allowed'));
			await expect(ask(coordinator)).rejects.toEqual(failure('not-allowed'));
			await expect(ask(hackneyLead)).rejects.toEqual(failure('not-found'));
			await ask(leedsDrafter);
			await expect(ask(leedsDrafter)).rejects.toEqual(failure('too-often'));
			day.clock.advance(60 * 60_000);
			await ask(leedsDrafter);
			expect(await day.mails()).toHaveLength(2);
		});
	});

	describe('the link in a mail', () => {
		let secret: string;
		beforeEach(async () => {
			const { leedsLead, cityLead, leedsDrafter } = day.people;
			await day.setPassword(leedsLead);
			await day.setPassword(cityLead);
			await day.signOff.ask(leedsDrafter, report, 'o-leeds');
			secret = await day.linkSentTo(leedsLead);
		});

		const signIn = (who: Member, link = secret, typed = password) =>
			day.signingLinks.signIn(link, { email: who.email, password: typed }, from);
		async function signedIn(): Promise<Signer> {
			const cookie = await signIn(day.people.leedsLead);
			const signer = await day.signingLinks.authenticate(secret, cookie);
			if (signer === null) throw new Error('not signed in');
			return signer;
		}

		test('opens nothing by itself', async () => {
			expect(await day.signingLinks.stateOf(secret)).toBe('open');
			expect(await day.signingLinks.authenticate(secret, secret)).toBeNull();
			await expect(day.signingLinks.stateOf('no-such-link')).rejects.toEqual(failure('not-found'));
		});

		test('[F13] wants the password of whoever it was sent to, and slows down guessing', async () => {
			const { leedsLead, cityLead } = day.people;
			await expect(signIn(cityLead)).rejects.toEqual(failure('not-allowed'));
			for (let tries = 0; tries < 10; tries += 1) {
				await expect(signIn(leedsLead, secret, 'a guess')).rejects.toEqual(
					failure('wrong-credentials')
				);
			}
			await expect(signIn(leedsLead)).rejects.toEqual(failure('too-often'));
		});

		test('leads to reading and signing that one report', async () => {
			const signer = await signedIn();
			const reading = await day.signOff.reading(signer, report, signer.organisationId);
			expect(reading.signer).toMatchObject({ organisation: { id: 'o-leeds' }, maySign: true });
			const signature = await day.signOff.sign(signer, report, {
				organisationId: 'o-leeds',
				sha256: reading.sha256
			});
			expect(signature).toMatchObject({ signedInWith: 'mail-link', member: { id: 'leeds-lead' } });
			expect(await day.signingLinks.stateOf(secret)).toBe('used');
			await expect(signIn(day.people.leedsLead)).rejects.toEqual(failure('conflict'));
		});

		test('[F1] and to nothing else', async () => {
			const { leedsLead } = day.people;
			const other = await day.draft(leedsLead, 'o-leeds');
			const signer = await signedIn();
			const sha256 = (await day.reports.byId(leedsLead, report)).sha256;
			const inVain = [
				day.signOff.sign(signer, report, { organisationId: 'o-city', sha256 }),
				day.signOff.reading(signer, other),
				day.signOff.sign(signer, other, { organisationId: 'o-leeds', sha256 }),
				day.signOff.returnIt(signer, other, { organisationId: 'o-leeds', reason: 'Because.' }),
				day.signOff.ask(signer, report, 'o-leeds'),
				day.signOff.standings(signer, report),
				day.signOff.list(signer, report),
				day.reports.byId(signer, report),
				day.reports.draft(signer, report),
				day.reports.start(signer, 'r3', { organisationIds: ['o-leeds'] }),
				day.rounds.byId(signer, 'r3'),
				day.delegations.list(signer, 'o-leeds'),
				day.versions.list(signer, await day.documentOf(report), { limit: 1 })
			];
			const outcomes = await Promise.allSettled(inVain);
			expect(outcomes.map(({ status }) => status)).toEqual(inVain.map(() => 'rejected'));
			expect(await day.access.document(signer, await day.documentOf(report))).toBeNull();
			expect(await day.signOff.waitingFor(signer)).toEqual([]);
		});

		test('does its work too when the report is returned', async () => {
			const signer = await signedIn();
			await day.signOff.returnIt(signer, report, {
				organisationId: 'o-leeds',
				reason: 'One figure is missing.'
			});
			expect(await day.signingLinks.stateOf(secret)).toBe('used');
		});

		test('is over after seven days, and the sign-in by it after two hours', async () => {
			const cookie = await signIn(day.people.leedsLead);
			day.clock.advance(2 * 60 * 60_000);
			expect(await day.signingLinks.authenticate(secret, cookie)).toBeNull();
			day.until('2026-11-30T10:00:00.000Z');
			expect(await day.signingLinks.stateOf(secret)).toBe('expired');
			await expect(signIn(day.people.leedsLead)).rejects.toEqual(failure('conflict'));
		});

		test('leads nowhere when its person signs no more, or the report is published', async () => {
			const { leedsLead, cityLead } = day.people;
			const cookie = await signIn(leedsLead);
			const seat = { member_id: 'leeds-lead', organisation_id: 'o-leeds', created_at: '' };
			await day.store.accounts.addMembership({ ...seat, role: 'drafter' });
			expect(await day.signingLinks.stateOf(secret)).toBe('closed');
			expect(await day.signingLinks.authenticate(secret, cookie)).toBeNull();
			await day.store.accounts.addMembership({ ...seat, role: 'lead' });
			expect(await day.signingLinks.authenticate(secret, cookie)).not.toBeNull();

			const city = await day.draft(cityLead, 'o-city');
			await day.signOff.ask(cityLead, city, 'o-city');
			const cityLink = await day.linkSentTo(cityLead);
			await day.sign(city, cityLead);
			expect(await day.signingLinks.stateOf(cityLink)).toBe('used');
		});

		test('[F4] its cookie opens no other link', async () => {
			const { cityLead, leedsDrafter } = day.people;
			await day.signOff.ask(leedsDrafter, report, 'o-city');
			const cityLink = await day.linkSentTo(cityLead);
			const cookie = await signIn(day.people.leedsLead);
			expect(await day.signingLinks.authenticate(cityLink, cookie)).toBeNull();
			expect(await day.signingLinks.authenticate(secret, cookie)).not.toBeNull();
		});

		test('[F3] the sign-in by it ends when the password is changed', async () => {
			const { leedsLead } = day.people;
			const cookie = await signIn(leedsLead);
			await day.accountsOf().changePassword(leedsLead, {
				current: password,
				next: 'other words that differ'
			});
			await expect.poll(() => day.signingLinks.authenticate(secret, cookie)).toBeNull();
		});

		test('is not kept in the queue once it was sent', async () => {
			const rows = await database.db.selectFrom('mails').selectAll().execute();
			expect(JSON.stringify(rows)).not.toContain(secret);
		});
	});
});
