// The port to where co-written texts are kept: a log of updates, and one snapshot per
// document to open it quickly. Two implementations stand in storage/document-store.{memory,kysely}.ts; one suite
// (tests/contract/document-store.test.ts) holds both to these words.

/** One update as it stands in the log. */
export type LogEntry = {
	documentName: string;
	/** 1, 2, 3 … within the document, without a gap. */
	seq: number;
	/** Who wrote it; null for the workspace itself. */
	memberId: string | null;
	/** ISO-8601, UTC. */
	at: string;
	bytes: Uint8Array;
};

export type Snapshot = {
	documentName: string;
	/** It holds every update up to and including this one. */
	seq: number;
	at: string;
	bytes: Uint8Array;
};

/** A document as it is opened: its snapshot and what came after. */
export type StoredDocument = {
	/** Version of the editor schema its content needs. */
	schemaVersion: number;
	snapshot: { seq: number; bytes: Uint8Array } | null;
	/** The updates after the snapshot, in order. */
	tail: readonly { seq: number; bytes: Uint8Array }[];
};

/** What is wrong with a stored document, and what takes its place (C65–C67). */
export type Repair = {
	documentName: string;
	at: string;
	/** An update that changes nothing takes the number of each. */
	updates: readonly { seq: number; reason: string }[];
	/** Numbers that have got lost: they get an update that changes nothing. */
	missing: readonly number[];
	/** The snapshot is damaged: these bytes take its place, with its number. */
	snapshot: { reason: string; bytes: Uint8Array } | null;
};

export type DocumentStore = {
	/** Null when there is no such document. */
	load(documentName: string): Promise<StoredDocument | null>;
	/** Number of the document's newest update, 0 when it has none; null when there is no such document. */
	lastSeq(documentName: string): Promise<number | null>;
	/** Several documents at once, by name; one that does not exist is missing. */
	loadMany(documentNames: readonly string[]): Promise<Map<string, StoredDocument>>;
	/** As `lastSeq`, of several at once; a document without an update is missing. */
	lastSeqs(documentNames: readonly string[]): Promise<Map<string, number>>;
	/**
	 * Writes all of them or none, and answers when they are on the disk. Writing the very same entries again is
	 * no mistake: an answer may get lost after the commit, and the writer then tries again.
	 * `conflict`: another writer has used one of the numbers, or left a gap before them; nothing was written.
	 * @throws when the store cannot write now (locked, full, gone); trying again later is safe.
	 */
	append(entries: readonly LogEntry[]): Promise<'stored' | 'conflict'>;
	/** Replaces the snapshot by a later one; an earlier one is left out without a word. The log stays. */
	saveSnapshot(snapshot: Snapshot): Promise<void>;
	/** The log itself, in order, after the given number. */
	readLog(documentName: string, after: number, limit: number): Promise<LogEntry[]>;
	/**
	 * Moves damaged pieces to where they are kept for people to look at, and puts others in their places; all or
	 * nothing. This is the one way in which what was written is ever replaced.
	 */
	setAside(repair: Repair): Promise<void>;
};
