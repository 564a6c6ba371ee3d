// A round in which somebody writes: a house over a real database whose documents have words.
import * as Y from 'yjs';
import { createContentReader } from '#server/domain/collaboration/derive.ts';
import { restoreField } from '#server/domain/collaboration/history/put-back.ts';
import { makeEdition } from '#server/domain/rounds/edition.ts';
import { reportText } from '#server/domain/rounds/report-text.ts';
import { parseTemplate } from '#server/domain/rounds/template.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { sectionField } from '#shared/document-fields.ts';
import type { Opened } from './dialects.ts';
import { manualClock, wireDomains } from './domain.ts';

export type Words = Record<string, object[]>;

export const p = (words: string): object => ({
	type: 'paragraph',
	content: [{ type: 'text', text: words }]
});

export const ul = (...items: string[]): object => ({
	type: 'bulletList',
	content: items.map((item) => ({ type: 'listItem', content: [p(item)] }))
});

export type WritingHouse = ReturnType<typeof openWritingHouse>;

/** The domains over this database, and somebody who writes into its documents as the collaboration server would. */
export function openWritingHouse({ db, store }: Pick<Opened, 'db' | 'store'>) {
	const clock = manualClock();
	const reader = createContentReader(createKyselyDocumentStore(db));
	const house = wireDomains(store, clock, reader.texts);
	const texts = new Map<string, Y.Doc>();

	return {
		...house,
		clock,

		/** Puts these sections in place of what stood in them. */
		async write(documentName: string, words: Words): Promise<void> {
			const doc = texts.get(documentName) ?? new Y.Doc();
			texts.set(documentName, doc);
			const before = Y.encodeStateVector(doc);
			for (const [key, content] of Object.entries(words)) {
				restoreField(doc, sectionField(key), { type: 'doc', content });
			}
			const last = (await store.documents.lastSeqs([documentName])).get(documentName) ?? 0;
			await store.documents.appendToLogs([
				{
					document_name: documentName,
					seq: last + 1,
					member_id: null,
					at: clock.iso(),
					bytes: Y.encodeStateAsUpdate(doc, before)
				}
			]);
		},

		/** Publishes a report as it stands, as its next edition. */
		async publish(reportId: string): Promise<void> {
			const row = await store.rounds.report(reportId);
			const template = parseTemplate(
				(await store.rounds.template(row?.template_version ?? ''))?.sections ?? '[]'
			);
			const textOf = await reader.texts([row?.document_name ?? '']);
			const keys = template.map(({ key }) => key);
			const earlier = await store.editions.ofReports([reportId]);
			const edition = makeEdition({
				reportId,
				number: earlier.length + 1,
				title: row?.title ?? '',
				note: earlier.length === 0 ? null : 'A figure was wrong.',
				versionId: null,
				publishedAt: clock.iso(),
				template,
				wording: new Map(),
				text: reportText(
					keys,
					textOf(row?.document_name ?? ''),
					await store.promises.ofReports([reportId])
				)
			});
			await store.editions.add(edition.row, edition.sections, []);
			await db
				.updateTable('reports')
				.set({ state: 'published', published_at: clock.iso() })
				.where('id', '=', reportId)
				.execute();
		}
	};
}
