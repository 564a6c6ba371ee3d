// Texts written together: their updates, and the versions kept of them.
import type { Resolution, VersionKind } from '#shared/version-output.ts';

export type DocumentTables = {
	documents: {
		name: string;
		kind: 'report' | 'note';
		/** Version of the editor schema its content needs (#shared/editor-schema.ts). */
		schema_version: number;
		created_at: string;
	};
	document_updates: {
		document_name: string;
		/** 1, 2, 3 … within the document, without a gap. */
		seq: number;
		member_id: string | null;
		at: string;
		bytes: Uint8Array;
	};
	document_snapshots: {
		document_name: string;
		/** The snapshot holds every update up to and including this one. */
		seq: number;
		at: string;
		bytes: Uint8Array;
	};
	/** Damaged pieces of texts, as they were found. */
	document_updates_set_aside: {
		document_name: string;
		part: 'update' | 'snapshot';
		seq: number;
		member_id: string | null;
		at: string;
		bytes: Uint8Array;
		reason: string;
		set_aside_at: string;
	};
	/** Up to where a text was found whole. */
	document_checks: {
		document_name: string;
		seq: number;
		/** Of the snapshot at that time; 0 when there was none. */
		snapshot_seq: number;
		at: string;
	};
	document_versions: {
		id: string;
		document_name: string;
		/** The text as it was when this update had come. */
		seq: number;
		kind: Exclude<VersionKind, 'writing'>;
		name: string;
		/** When the text read like this. */
		at: string;
		/** Who named it, or whose change it was made for. */
		member_id: string | null;
		created_at: string;
	};
	/** Updates `first_seq` to `last_seq` stand together as one row for each person; what lay between has gone. */
	document_thinned_stretches: {
		document_name: string;
		first_seq: number;
		last_seq: number;
		resolution: Exclude<Resolution, 'change'>;
	};
};
