// How the sections of a text are called on these pages.
import { sectionField } from '#shared/document-fields.ts';
import { nameOf } from '$lib/sections/section-names.ts';

type Section = { key: string; title: string; commitment: number | null };

/** The report's own names for the fields of its text: "Commitment 3, Partnership". */
export function sectionNames(sections: readonly Section[]) {
	const find = (field: string) => sections.find(({ key }) => sectionField(key) === field);
	return {
		of({ field, title }: { field: string; title: string }): string {
			const section = find(field);
			return section === undefined ? title : nameOf(section);
		},
		/** Where the section stands in the report's page. */
		anchor: (field: string): string => `#${find(field)?.key ?? ''}`
	};
}
