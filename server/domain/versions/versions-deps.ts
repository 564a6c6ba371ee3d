// What the history of texts needs of the house.
import type { Clock } from '#server/kernel/clock.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Collaboration } from '#server/domain/collaboration/collaboration.ts';
import type { DocumentStore } from '#server/domain/collaboration/document-store.ts';
import type { History } from '#server/domain/collaboration/history/history.ts';
import type { Place } from '#server/domain/collaboration/history/lost.ts';
import type { Store } from '#server/storage/store.ts';
import type { Doc } from 'yjs';

/** A text's title, and its fields in page order. */
export type Shape = { title: string; fields: { field: string; title: string }[] };

export type VersionsDeps = {
	store: Store;
	transact: Transact;
	access: Pick<Access, 'document'>;
	audit: RecordAudit;
	clock: Clock;
	log: Log;
	documents: Pick<DocumentStore, 'readLog'>;
	collaboration: Pick<Collaboration, 'content' | 'edit' | 'onLargeDeletion' | 'notify'>;
	history: History;
	/** Null when there is no such document. */
	shapeOf(documentName: string): Promise<Shape | null>;
	/** Makes a field read like this ProseMirror document, blocks that are alike staying where they are. */
	restoreField(doc: Doc, field: string, json: object): void;
	/** Puts words back where they stood, or near it. */
	putBack(doc: Doc, field: string, place: Place, text: string): void;
};
