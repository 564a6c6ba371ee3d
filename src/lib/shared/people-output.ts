// What the API answers about people.
import * as v from 'valibot';
import { organisationKinds, organisationRoles } from './roles.ts';

const personSchema = v.object({
	id: v.string(),
	name: v.string(),
	role: v.pipe(v.nullable(v.picklist(organisationRoles)), v.description('Null for a guest')),
	groups: v.pipe(
		v.array(v.object({ id: v.string(), slug: v.string(), name: v.string() })),
		v.description('That they share with you')
	),
	askAbout: v.pipe(
		v.array(v.object({ commitment: v.number(), words: v.string() })),
		v.description('What they are willing to be asked about, in their own words')
	)
});

export const directorySchema = v.object({
	organisations: v.array(
		v.object({
			id: v.string(),
			name: v.string(),
			slug: v.nullable(v.string()),
			kind: v.picklist(organisationKinds),
			body: v.string(),
			region: v.string(),
			people: v.array(personSchema)
		})
	),
	guests: v.pipe(
		v.array(personSchema),
		v.description('Who belongs to no organisation and shares a group with you')
	)
});
