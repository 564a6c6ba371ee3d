// The demonstration's organisations and people, as rows.
import { newId } from '#server/kernel/ids.ts';
import { slugOf } from '#server/domain/rounds/report-slug.ts';
import type { Store } from '#server/storage/store.ts';
import { organisations, people, type OrganisationKey, type PersonKey } from './people.ts';

export async function addOrganisations(
	store: Store,
	now: string
): Promise<Record<OrganisationKey, string>> {
	const ids = {} as Record<OrganisationKey, string>;
	for (const key of Object.keys(organisations) as OrganisationKey[]) {
		const organisation = organisations[key];
		const id = newId();
		ids[key] = id;
		await store.accounts.addOrganisation({
			id,
			name: organisation.name,
			short_name: organisation.shortName,
			kind: organisation.kind,
			body: organisation.body,
			region: organisation.region,
			created_at: now,
			slug: slugOf(organisation.shortName)
		});
		if (organisation.signatory === undefined) continue;
		await store.pledge.addSignatory({
			id: newId(),
			organisation_id: id,
			role_title: organisation.signatory.role,
			signed_on: '2020-08-05',
			ended_on: null,
			certainty: organisation.signatory.certainty
		});
	}
	return ids;
}

export async function addPeople(
	store: Store,
	organisationIds: Record<OrganisationKey, string>,
	passwordHash: string,
	now: string
): Promise<Record<PersonKey, string>> {
	const ids = {} as Record<PersonKey, string>;
	for (const key of Object.keys(people) as PersonKey[]) {
		const person = people[key];
		const id = newId();
		ids[key] = id;
		await store.accounts.addMember({
			id,
			email: person.email,
			name: person.name,
			password_hash: passwordHash,
			is_sample: 1,
			created_at: now,
			deactivated_at: null
		});
		await store.accounts.addMembership({
			member_id: id,
			organisation_id: organisationIds[person.organisation],
			role: person.role,
			created_at: now
		});
		if (person.allianceRole !== undefined) {
			await store.accounts.addAllianceRole({ member_id: id, role: person.allianceRole });
		}
	}
	return ids;
}
