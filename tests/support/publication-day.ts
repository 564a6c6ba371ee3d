// An open round over a real database, with drafts that have words, leads who sign, and a publication day that the test
// brings about by moving the clock.
import * as Y from 'yjs';
import { createCollaboration } from '#server/domain/collaboration/collaboration.ts';
import { restoreField } from '#server/domain/collaboration/history/put-back.ts';
import { createCorrections } from '#server/domain/rounds/publication/corrections.ts';
import { createPublication } from '#server/domain/rounds/publication/publication.ts';
import { createPublishing } from '#server/domain/rounds/publication/publishing.ts';
import { createReadiness } from '#server/domain/rounds/publication/readiness.ts';
import { createRehearsal } from '#server/domain/rounds/publication/rehearsal.ts';
import { createReportLoading } from '#server/domain/rounds/report-loading.ts';
import { createSigning } from '#server/domain/rounds/sign-off/signing.ts';
import { system, type Member } from '#server/kernel/actor.ts';
import { createLog } from '#server/kernel/log.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { createIntegrityRecords } from '#server/storage/integrity.ts';
import { sectionField } from '#shared/document-fields.ts';
import type { DialectName, Opened } from './dialects.ts';
import { addMember, addRound, manualClock, wireDomains } from './domain.ts';

export type PublicationDay = Awaited<ReturnType<typeof openPublicationDay>>;

/** When the round is published unless the test sets another minute. */
export const publicationDay = '2026-12-21T10:00:00.000Z';

export const origin = 'https://workspace.test';

// In an order in which nothing still points at what goes.
const tables = [
	'notices',
	'inbox_marks',
	'inbox_settings',
	'digests',
	'mail_refusals',
	'finding_acceptances',
	'corrections',
	'round_publication_reports',
	'round_publications',
	'edition_signatures',
	'edition_sections',
	'editions',
	'signature_sections',
	'signatures',
	'remarks',
	'promises',
	'report_intentions',
	'report_sections',
	'report_organisations',
	'reports',
	'round_date_changes',
	'round_organisations',
	'rounds',
	'mails',
	'document_versions',
	'document_updates',
	'document_snapshots',
	'documents',
	'audit',
	'alliance_roles',
	'memberships',
	'members',
	'organisations'
] as const;

/** Empties the database first. @param unreadable names of documents whose text cannot be read. */
export async function openPublicationDay(
	dialect: DialectName,
	{ db, store }: Opened,
	unreadable: ReadonlySet<string> = new Set()
) {
	for (const table of tables) await db.deleteFrom(table).execute();
	const clock = manualClock();
	const log = createLog('silent');
	const collaboration = createCollaboration({
		documents: createKyselyDocumentStore(db),
		records: createIntegrityRecords({ db, kind: dialect === 'SQLite' ? 'sqlite' : 'postgres' }),
		clock,
		log
	});
	const texts: typeof collaboration.texts = async (names) => {
		if (names.some((name) => unreadable.has(name))) throw new Error('this text cannot be read');
		return collaboration.texts(names);
	};
	const house = wireDomains(store, clock, texts);
	const { transact, access, audit, rounds, reports, mail } = house;
	const load = createReportLoading({ texts });
	const publish = createPublishing({ audit, clock });
	const readiness = createReadiness({ store, load, log, origin });
	const rehearsal = createRehearsal({ store, transact, access, audit, clock, rounds, readiness });
	const publication = createPublication({
		store,
		transact,
		access,
		audit,
		clock,
		log,
		mail: mail.queue,
		rounds,
		readiness,
		publish,
		moveDates: house.moveRoundDates
	});
	const corrections = createCorrections({
		store,
		transact,
		access,
		audit,
		clock,
		load,
		readiness,
		publish,
		edit: collaboration.edit,
		restoreField
	});
	const signAs = createSigning({
		store,
		transact,
		access,
		audit,
		clock,
		load,
		mail: mail.queue,
		draft: (id) => reports.draft(system, id),
		compare: () => Promise.reject(new Error('nobody compares here'))
	});

	const seat = (id: string, organisationId: string, role: 'lead' | 'drafter') =>
		addMember(store, { id, organisationId, role });
	const people = {
		leedsLead: await seat('leeds-lead', 'o-leeds', 'lead'),
		leedsDrafter: await seat('leeds-drafter', 'o-leeds', 'drafter'),
		hackneyLead: await seat('hackney-lead', 'o-hackney', 'lead'),
		cityLead: await seat('city-lead', 'o-city', 'lead'),
		coordinator: await addMember(store, {
			id: 'coordinator',
			organisationId: 'o-convenor',
			organisationKind: 'convenor',
			allianceRoles: ['coordinator']
		})
	};
	await addRound(store, { id: 'r3', number: 3, state: 'open' });
	await store.expected.set('r3', ['o-leeds', 'o-hackney', 'o-city']);

	async function documentOf(reportId: string): Promise<string> {
		const row = await store.rounds.report(reportId);
		if (row === undefined) throw new Error('no such report');
		return row.document_name;
	}

	return {
		...house,
		db,
		store,
		clock,
		people,
		load,
		collaboration,
		publish,
		readiness,
		rehearsal,
		publication,
		corrections,
		documentOf,

		/** A draft of these organisations with a few words in it. */
		async draft(lead: Member, ...organisationIds: string[]): Promise<string> {
			const { id } = await reports.start(lead, 'r3', { organisationIds });
			await this.write(id, 'We have begun.');
			return id;
		},
		/** Adds a paragraph to a section. */
		async write(reportId: string, words: string, key = 'commitment-1'): Promise<void> {
			await collaboration.edit(await documentOf(reportId), 'leeds-drafter', (doc) => {
				const element = new Y.XmlElement('paragraph');
				doc.getXmlFragment(sectionField(key)).push([element]);
				element.insert(0, [new Y.XmlText(words)]);
			});
		},
		/** Signs the report as it stands, for the member's own organisation. */
		async sign(reportId: string, lead: Member): Promise<void> {
			const { sha256 } = await reports.byId(lead, reportId);
			const organisationId = lead.seats[0]?.organisationId ?? '';
			await signAs(lead, reportId, { organisationId, sha256 });
		},
		/** What the public reads, or null. */
		async publicText(reportId: string): Promise<string | null> {
			const [edition] = await store.editions.ofReports([reportId]);
			if (edition === undefined) return null;
			const sections = await store.editions.sectionsOf([edition.id]);
			return sections.map(({ text }) => text).join('');
		},
		async stateOf(reportId: string) {
			return (await store.rounds.report(reportId))?.state;
		},
		/** Moves the clock to this moment. */
		until(at: string): void {
			clock.advance(Date.parse(at) - clock.now());
		},
		/** The minute comes. */
		async comes(at = publicationDay): Promise<void> {
			this.until(at);
			await publication.publishDue();
		},
		close: () => collaboration.close()
	};
}
