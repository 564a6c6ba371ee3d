// [F1][F16] Whatever people do, in whatever order and at once: what is public was signed, for every organisation named,
// on exactly that text; and a signature holds on the sections that read as they were signed, and on no others.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import { sha256 } from '#server/domain/rounds/fingerprint.ts';
import { sectionField } from '#shared/document-fields.ts';
import { sectionKeys } from '#shared/sections.ts';
import { openSqlite, type Opened } from '../support/dialects.ts';
import { openSigningDay, type SigningDay } from '../support/signing.ts';
import { isSingleRun, randomFrom, seedsFor } from './seeds.ts';

// The kept seeds go every road at least once between them; the fresh ones look for what nobody thought of.
const seeds = seedsFor('signing-seeds.json', 5);
const stepsPerRun = 60;
const total = {
	written: 0,
	signed: 0,
	refused: 0,
	restored: 0,
	deputies: 0,
	returned: 0,
	published: 0,
	withdrawn: 0,
	corrected: 0,
	abandoned: 0,
	voided: 0,
	atOnce: 0
};

const keys = sectionKeys.slice(0, 4);
const minute = 60_000;

class Fuzz {
	readonly #day: SigningDay;
	readonly #random: (below: number) => number;
	readonly #reports: { id: string; documentName: string; organisationIds: string[] }[] = [];
	/** How each section read when a signature was given, as its readers saw it. */
	readonly #signed = new Map<string, Record<string, string>>();
	/** Moments that can be put back. */
	readonly #moments = new Map<string, string[]>();

	constructor(day: SigningDay, random: (below: number) => number) {
		this.#day = day;
		this.#random = random;
	}

	async begin(): Promise<void> {
		const joint = await this.#day.jointDraft();
		const hackney = await this.#day.draft(this.#day.people.hackneyLead, 'o-hackney');
		for (const [id, organisationIds] of [
			[joint, ['o-leeds', 'o-city']],
			[hackney, ['o-hackney']]
		] as const) {
			const documentName = await this.#day.documentOf(id);
			this.#reports.push({ id, documentName, organisationIds: [...organisationIds] });
		}
	}

	#any<T>(of: readonly T[]): T {
		return of[this.#random(of.length)] as T;
	}

	/** What may fail because of what others did before; nothing else may. */
	async #attempt<T>(work: Promise<T>): Promise<T | null> {
		try {
			return await work;
		} catch (error) {
			const code = (error as { code?: string }).code ?? '';
			if (!['conflict', 'not-allowed', 'not-found', 'invalid', 'too-often'].includes(code)) {
				throw error;
			}
			total.refused += 1;
			return null;
		}
	}

	async #sections(documentName: string): Promise<Record<string, string>> {
		const content = await this.#day.collaboration.content(documentName);
		return Object.fromEntries(
			sectionKeys.map((key) => [key, content[sectionField(key)]?.html ?? ''])
		);
	}

	/** Writing comes to the text only while it is written: what the sockets ask is asked here. */
	async #mayWrite(who: Member, documentName: string): Promise<boolean> {
		return (await this.#day.access.document(who, documentName))?.mayWrite === true;
	}

	async write(): Promise<void> {
		const { id, documentName } = this.#any(this.#reports);
		const key = this.#any(keys);
		const { leedsDrafter, hackneyLead } = this.#day.people;
		const mayWrite =
			(await this.#mayWrite(leedsDrafter, documentName)) ||
			(await this.#mayWrite(hackneyLead, documentName));
		if (!mayWrite) return;
		if (this.#random(3) === 0) await this.#day.clear(id, key);
		else await this.#day.write(id, `Word ${this.#random(5)}.`, key);
		total.written += 1;
	}

	async sign(): Promise<void> {
		const { id, documentName, organisationIds } = this.#any(this.#reports);
		const organisationId = this.#any(organisationIds);
		const { leedsLead, cityLead, hackneyLead, leedsDrafter } = this.#day.people;
		const who = this.#any([leedsLead, cityLead, hackneyLead, leedsDrafter]);
		const before = await this.#sections(documentName);
		const stale = this.#random(6) === 0;
		const read = await this.#attempt(this.#day.reports.byId(who, id));
		if (read === null) return;
		const signature = await this.#attempt(
			this.#day.signOff.sign(who, id, {
				organisationId,
				sha256: stale ? 'f'.repeat(64) : read.sha256
			})
		);
		if (signature === null) return;
		expect(stale).toBe(false);
		total.signed += 1;
		if (signature.onBehalfOf !== null) total.deputies += 1;
		const after = await this.#sections(documentName);
		// With somebody writing at the same moment only the fingerprint says what was signed.
		if (JSON.stringify(before) === JSON.stringify(after)) this.#signed.set(signature.id, after);
		this.#moments.set(documentName, [
			...(this.#moments.get(documentName) ?? []),
			signature.versionId ?? ''
		]);
	}

	async restore(): Promise<void> {
		const { documentName } = this.#any(this.#reports);
		const moments = this.#moments.get(documentName) ?? [];
		if (moments.length === 0) return;
		const { leedsDrafter, hackneyLead } = this.#day.people;
		const field = this.#random(2) === 0 ? {} : { field: sectionField(this.#any(keys)) };
		const done = await this.#attempt(
			this.#day.versions.restore(
				this.#any([leedsDrafter, hackneyLead]),
				documentName,
				this.#any(moments),
				field
			)
		);
		if (done !== null) total.restored += 1;
	}

	async delegate(): Promise<void> {
		const { leedsLead } = this.#day.people;
		const today = this.#day.clock.iso().slice(0, 10);
		const known = await this.#day.delegations.list(leedsLead, 'o-leeds');
		const inForce = known.find(({ state }) => state === 'in-force');
		if (inForce !== undefined) {
			if (this.#random(2) === 0) await this.#day.delegations.end(leedsLead, inForce.id);
			return;
		}
		await this.#day.delegations.delegate(leedsLead, 'o-leeds', {
			deputyId: 'leeds-drafter',
			fromOn: today,
			untilOn: today,
			reason: 'On leave.'
		});
	}

	async returnIt(): Promise<void> {
		const { id, organisationIds } = this.#any(this.#reports);
		const { leedsLead, cityLead, hackneyLead } = this.#day.people;
		const done = await this.#attempt(
			this.#day.signOff.returnIt(this.#any([leedsLead, cityLead, hackneyLead]), id, {
				organisationId: this.#any(organisationIds),
				reason: 'One figure is missing.'
			})
		);
		if (done !== null) total.returned += 1;
	}

	/** Mostly everybody signs; then the minute comes. */
	async publish(doAllSign = this.#random(3) > 0): Promise<void> {
		const { clock, publication, people } = this.#day;
		clock.advance(2 * minute);
		const at = new Date(clock.now() + minute).toISOString();
		await this.#attempt(publication.setMinute(people.coordinator, 'r3', { at, reason: 'Ready.' }));
		const { leedsLead, cityLead, hackneyLead } = people;
		if (doAllSign) {
			for (const [who, { id, organisationIds }] of [leedsLead, cityLead, hackneyLead].flatMap(
				(lead) => this.#reports.map((report) => [lead, report] as const)
			)) {
				for (const organisationId of organisationIds) {
					const read = await this.#attempt(this.#day.reports.byId(who, id));
					if (read === null) continue;
					await this.#attempt(
						this.#day.signOff.sign(who, id, { organisationId, sha256: read.sha256 })
					);
				}
			}
		}
		clock.advance(minute);
		await publication.publishDue();
	}

	async withdraw(): Promise<void> {
		const { clock, publication, people } = this.#day;
		const at = new Date(clock.now() + 60 * minute).toISOString();
		const done = await this.#attempt(
			publication.withdraw(people.coordinator, 'r3', { reason: 'One file was wrong.', at })
		);
		if (done !== null) total.withdrawn += 1;
	}

	async correct(): Promise<void> {
		const { id } = this.#any(this.#reports);
		const { leedsLead, hackneyLead, coordinator } = this.#day.people;
		const who = this.#any([leedsLead, hackneyLead]);
		const { corrections } = this.#day;
		await this.#attempt(corrections.start(who, id, { note: 'A figure was wrong.' }));
		if (this.#random(4) === 0 && (await this.#attempt(corrections.abandon(who, id))) !== null) {
			total.abandoned += 1;
		}
		await this.write();
		await this.sign();
		const done = await this.#attempt(corrections.publish(coordinator, id));
		if (done !== null) total.corrected += 1;
	}

	/** Two things by two people in the same moment. */
	async atOnce(): Promise<void> {
		await Promise.all([this.write(), this.#any([() => this.sign(), () => this.publish()])()]);
		total.atOnce += 1;
	}

	async step(): Promise<void> {
		this.#day.clock.advance(1_000);
		const what = this.#random(20);
		if (what < 6) await this.write();
		else if (what < 11) await this.sign();
		else if (what < 12) await this.restore();
		else if (what < 13) await this.delegate();
		else if (what < 14) await this.returnIt();
		else if (what < 16) await this.publish();
		else if (what < 17) await this.withdraw();
		else if (what < 19) await this.correct();
		else await this.atOnce();
	}

	/** The minute comes before everybody has signed for the first time. */
	async publishTooEarly(): Promise<void> {
		if (this.#random(2) === 0) await this.sign();
		await this.publish(false);
		await this.expectSignedWhatIsPublic();
		await this.withdraw();
	}

	/** Published implies signed by every expected organisation on exactly that text. */
	async expectSignedWhatIsPublic(): Promise<void> {
		const { store } = this.#day;
		for (const { id, organisationIds } of this.#reports) {
			const row = await store.rounds.report(id);
			const editions = await store.editions.ofReports([id]);
			expect(row?.state === 'published', 'what is published has an edition').toBe(
				editions.length > 0
			);
			for (const edition of editions) {
				total.published += 1;
				const sections = await store.editions.sectionsOf([edition.id]);
				const manifest = sections.map((each) => `${each.sha256}  ${each.key}.json\n`).join('');
				expect(sha256(manifest)).toBe(edition.sha256);
				for (const section of sections) expect(sha256(section.canonical)).toBe(section.sha256);
				const signatures = await store.editions.signaturesOf([edition.id]);
				expect(signatures.map((each) => each.organisation_id).toSorted()).toEqual(
					organisationIds.toSorted()
				);
				for (const signature of signatures) {
					expect(signature.sha256).toBe(edition.sha256);
					const signed = await store.signatures.sectionsOf([signature.id]);
					expect(new Map(signed.map((each) => [each.key, each.sha256]))).toEqual(
						new Map(sections.map((each) => [each.key, each.sha256]))
					);
				}
			}
		}
	}

	/** Held against what readers see, not against fingerprints. */
	async expectVoidedWhatChanged(): Promise<void> {
		const { store, people } = this.#day;
		const reader = {
			...people.leedsLead,
			seats: Object.values(people).flatMap(({ seats }) => seats)
		};
		for (const { id, documentName } of this.#reports) {
			const now = await this.#sections(documentName);
			const { organisations } = await this.#day.signOff.standings(reader, id);
			for (const { signature, state } of organisations) {
				const then = this.#signed.get(signature?.id ?? '');
				if (signature === null || then === undefined) continue;
				const voided = signature.sections.filter(({ standing }) => standing === 'voided');
				const changed = sectionKeys.filter((key) => then[key] !== now[key]);
				expect(voided.map(({ key }) => key)).toEqual(changed);
				expect(state).toBe(changed.length === 0 ? 'signed' : 'voided');
				total.voided += changed.length;
			}
		}
		const kept = await store.signatures.ofReports(this.#reports.map(({ id }) => id));
		expect(kept.length).toBeGreaterThanOrEqual(this.#signed.size);
	}
}

describe('signing', () => {
	let database: Opened;
	beforeAll(async () => {
		database = await openSqlite();
	});
	afterAll(() => database.close());

	test.each(seeds)('seed %i', async (seed) => {
		const day = await openSigningDay('SQLite', database);
		const fuzz = new Fuzz(day, randomFrom(seed));
		try {
			await fuzz.begin();
			await fuzz.publishTooEarly();
			for (let step = 0; step < stepsPerRun; step += 1) {
				await fuzz.step();
				await fuzz.expectSignedWhatIsPublic();
				await fuzz.expectVoidedWhatChanged();
			}
		} finally {
			await day.close();
		}
	});

	test('the fuzz really did something', () => {
		if (isSingleRun) return;
		for (const [name, count] of Object.entries(total)) {
			expect(count, name).toBeGreaterThan(0);
		}
	});
});
