// Copies to take away: what may be asked for, and what the API answers. Forms, the API and its description use the same
// schemas.
import * as v from 'valibot';
import { idSchema } from './report-input.ts';

export const exportKinds = ['organisation', 'alliance', 'round'] as const;
export type ExportKind = (typeof exportKinds)[number];

export const exportFormats = ['zip', 'pdf'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportStates = ['waiting', 'making', 'ready', 'failed'] as const;
export type ExportState = (typeof exportStates)[number];

export const askExportSchema = v.variant('kind', [
	v.object({ kind: v.literal('organisation'), organisationId: idSchema }),
	v.object({ kind: v.literal('alliance') }),
	v.object({
		kind: v.literal('round'),
		roundId: idSchema,
		format: v.optional(v.picklist(exportFormats), 'zip')
	})
]);
export type AskExport = v.InferOutput<typeof askExportSchema>;

/** The same from a form, whose fields stand side by side. */
export const askExportFormSchema = v.object({
	kind: v.picklist(exportKinds),
	organisationId: v.optional(idSchema),
	roundId: v.optional(idSchema),
	format: v.optional(v.picklist(exportFormats))
});

const moment = v.pipe(v.string(), v.isoTimestamp());

export const exportSchema = v.object({
	id: v.string(),
	kind: v.picklist(exportKinds),
	format: v.picklist(exportFormats),
	title: v.string(),
	state: v.picklist(exportStates),
	done: v.pipe(v.number(), v.description('Of `total` parts')),
	total: v.number(),
	fileName: v.string(),
	bytes: v.pipe(v.nullable(v.number()), v.description('Once it is ready')),
	createdAt: moment,
	expiresAt: v.pipe(moment, v.description('Until then it is kept'))
});
export type ExportView = v.InferOutput<typeof exportSchema>;
