// Roles as members say them.
import type { AllianceRole, OrganisationRole } from './roles.ts';

export const organisationRoleWords: Record<OrganisationRole, { name: string; may: string }> = {
	lead: { name: 'Signing lead', may: 'writes its reports and signs for it' },
	drafter: { name: 'Drafter', may: 'writes its reports' },
	reader: { name: 'Reader', may: 'reads its drafts' }
};

export const allianceRoleWords: Record<AllianceRole, { name: string; may: string }> = {
	coordinator: { name: 'Coordinator', may: 'runs the rounds and the membership' },
	facilitator: { name: 'Facilitator', may: 'leads sessions and moderates discussions' }
};
