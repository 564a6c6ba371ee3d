// Copies to take away, and the record of who did what.
import type { ExportFormat, ExportKind, ExportState } from '#shared/export-input.ts';

export type RecordTables = {
	/** Copies to take away; the file of one that is ready lies in DATA_DIR/exports under its id. */
	exports: {
		id: string;
		/** Who asked; nobody else is given it. */
		member_id: string;
		kind: ExportKind;
		format: ExportFormat;
		/** The organisation or the round it is of. */
		subject_id: string | null;
		title: string;
		file_name: string;
		state: ExportState;
		bytes: number | null;
		created_at: string;
		expires_at: string;
	};

	audit: {
		id: string;
		at: string;
		member_id: string | null;
		action: string;
		target: string;
		/** JSON; never words that members wrote. */
		details: string;
	};
};
