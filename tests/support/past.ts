// A draft with a past, over a real database: collaboration and versions wired as app.ts wires them, a clock that the
// test moves, and two people of Leeds who write.
import * as Y from 'yjs';
import { createAccess } from '#server/domain/access/access.ts';
import type { ReportTarget } from '#server/domain/access/targets.ts';
import { createAudit } from '#server/domain/audit/audit.ts';
import { createCollaboration } from '#server/domain/collaboration/collaboration.ts';
import type { DocumentStore } from '#server/domain/collaboration/document-store.ts';
import { createHistory } from '#server/domain/collaboration/history/history.ts';
import { putBack, restoreField } from '#server/domain/collaboration/history/put-back.ts';
import { createThinning } from '#server/domain/versions/thinning.ts';
import { createVersions } from '#server/domain/versions/versions.ts';
import { createEvents } from '#server/kernel/events.ts';
import { createLog } from '#server/kernel/log.ts';
import { createTransact } from '#server/kernel/transaction.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { createIntegrityRecords } from '#server/storage/integrity.ts';
import type { Store } from '#server/storage/store.ts';
import type { Notice } from '#shared/notice.ts';
import type { DialectName, Opened } from './dialects.ts';
import { addMember, manualClock } from './domain.ts';

export const documentName = 'report-leeds';
export const field = 'section:commitment-3';
const otherField = 'section:next-steps';

// In an order in which nothing still points at what goes.
const tables = [
	'audit',
	'document_versions',
	'document_thinned_stretches',
	'document_updates',
	'document_snapshots',
	'documents',
	'alliance_roles',
	'memberships',
	'members',
	'organisations'
] as const;

export type Past = Awaited<ReturnType<typeof openPast>>;

/** Empties the database first. @param start of the clock. @param wrap puts something before the store of documents. */
export async function openPast(
	name: DialectName,
	{ db, store }: Opened,
	{ start, wrap }: { start?: string; wrap?: (store: DocumentStore) => DocumentStore } = {}
) {
	for (const table of tables) await db.deleteFrom(table).execute();
	const clock = manualClock(start);
	const events = createEvents((error) => {
		throw error;
	});
	const transact = createTransact(store, events);
	/** The report's facts; a test may change them. */
	const report: ReportTarget = {
		kind: 'report',
		state: 'draft',
		roundState: 'open',
		isCorrecting: false,
		organisationIds: ['o-leeds']
	};
	const access = createAccess({
		documentOwner: async (asked) =>
			asked === documentName
				? report
				: asked === 'report-hackney'
					? { ...report, organisationIds: ['o-hackney'] }
					: null
	});
	const log = createLog('silent');
	const kept = createKyselyDocumentStore(db);
	const documents = wrap?.(kept) ?? kept;
	const collaboration = createCollaboration({
		documents,
		records: createIntegrityRecords({ db, kind: name === 'SQLite' ? 'sqlite' : 'postgres' }),
		clock,
		log
	});
	const notices: Notice[] = [];
	const history = createHistory(documents);
	const versions = createVersions({
		store,
		transact,
		access,
		audit: createAudit(clock),
		clock,
		log,
		documents,
		collaboration: {
			...collaboration,
			notify(document, notice) {
				notices.push(notice);
				collaboration.notify(document, notice);
			}
		},
		history,
		shapeOf: async () => ({
			title: 'Leeds',
			fields: [
				{ field, title: 'Commitment 3: Partnership' },
				{ field: otherField, title: 'Next Steps' }
			]
		}),
		restoreField,
		putBack
	});
	const drafter = await addMember(store, { id: 'drafter', organisationId: 'o-leeds' });
	const lead = await addMember(store, { id: 'lead', organisationId: 'o-leeds', role: 'lead' });
	const reader = await addMember(store, {
		id: 'reader',
		organisationId: 'o-leeds',
		role: 'reader'
	});
	const hackney = await addMember(store, { id: 'hackney', organisationId: 'o-hackney' });
	const coordinator = await addMember(store, {
		id: 'coordinator',
		organisationId: 'o-convenor',
		organisationKind: 'convenor',
		allianceRoles: ['coordinator']
	});
	await store.documents.create(documentName, 'report', clock.iso());
	await store.documents.create('report-hackney', 'report', clock.iso());

	/** Somebody changes the section; a minute goes by before. */
	const change = async (memberId: string, work: (fragment: Y.XmlFragment) => void) => {
		clock.advance(60_000);
		return collaboration.edit(documentName, memberId, (doc) => work(doc.getXmlFragment(field)));
	};

	return {
		store,
		clock,
		documents,
		collaboration,
		versions,
		history,
		notices,
		report,
		people: { drafter, lead, reader, hackney, coordinator },
		change,
		/** Adds a paragraph, at the end unless told where. */
		paragraph: (memberId: string, words: string, at?: number) =>
			change(memberId, (fragment) => {
				const element = new Y.XmlElement('paragraph');
				fragment.insert(at ?? fragment.length, [element]);
				element.insert(0, [new Y.XmlText(words)]);
			}),
		/** The section's text as the server holds it now. */
		text: async () => (await collaboration.content(documentName))[field]?.text ?? '',
		/** Thins through another store, on the same database. */
		thinWith: (other: Store) =>
			createThinning({
				store: other,
				transact: createTransact(other, events),
				documents,
				history,
				clock,
				log
			}).thin(),
		rows: () => documents.readLog(documentName, 0, 1e6),
		/** Folds the log into a snapshot, as happens while people write. */
		async snapshot(): Promise<void> {
			const rows = await documents.readLog(documentName, 0, 1e6);
			const doc = new Y.Doc();
			for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
			await documents.saveSnapshot({
				documentName,
				seq: rows.at(-1)?.seq ?? 0,
				at: clock.iso(),
				bytes: Y.encodeStateAsUpdate(doc)
			});
		},
		async close(): Promise<void> {
			await collaboration.close();
			await versions.close();
			await history.close();
		}
	};
}
