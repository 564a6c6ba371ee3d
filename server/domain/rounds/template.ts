// A round's questions. Old rounds keep their own: a template version is never changed once a round uses it.
import * as v from 'valibot';

const templateSchema = v.array(
	v.object({
		key: v.string(),
		title: v.string(),
		instruction: v.string(),
		commitment: v.nullable(v.number())
	})
);

export type TemplateSection = v.InferOutput<typeof templateSchema>[number];

/** @param stored the JSON of report_templates.sections */
export const parseTemplate = (stored: string): TemplateSection[] =>
	v.parse(templateSchema, JSON.parse(stored));
