// Organisations and people of the demonstration workspace. The organisations are on the pledge's public record;
// the people are roles, not persons.
import type { AllianceRole, OrganisationKind, OrganisationRole } from '#shared/roles.ts';

export type OrganisationKey =
	| 'convenor'
	| 'leedsTrust'
	| 'leedsCouncil'
	| 'leedsCcg'
	| 'hackney'
	| 'manchester'
	| 'city'
	| 'birmingham'
	| 'supporter';

export const demoPassword = 'pledge-demo';

export const organisations: Record<
	OrganisationKey,
	{
		name: string;
		shortName: string;
		kind: OrganisationKind;
		body: string;
		region: string;
		/** Present: the organisation has a signatory. */
		signatory?: { role: string | null; certainty: string };
	}
> = {
	convenor: {
		name: 'Synergi Collaborative Centre',
		shortName: 'Synergi',
		kind: 'convenor',
		body: 'Convenor of the Alliance',
		region: 'England'
	},
	leedsTrust: {
		name: 'Leeds and York Partnership NHS Foundation Trust',
		shortName: 'Leeds and York Partnership',
		kind: 'pledge-maker',
		body: 'NHS trust',
		region: 'Leeds',
		signatory: { role: 'Chief Executive', certainty: 'On public record' }
	},
	leedsCouncil: {
		name: 'Leeds City Council (Public Health)',
		shortName: 'Leeds City Council',
		kind: 'pledge-maker',
		body: 'Local authority',
		region: 'Leeds',
		signatory: { role: null, certainty: 'Joint lead of a partnership on public record' }
	},
	leedsCcg: {
		name: 'NHS Leeds Clinical Commissioning Group',
		shortName: 'NHS Leeds CCG',
		kind: 'pledge-maker',
		body: 'Clinical commissioning group, until 1 July 2022',
		region: 'Leeds',
		signatory: { role: null, certainty: 'Partner in a joint report on public record' }
	},
	hackney: {
		name: 'London Borough of Hackney',
		shortName: 'Hackney',
		kind: 'pledge-maker',
		body: 'Local authority (Health and Wellbeing Board)',
		region: 'London (Hackney)',
		signatory: { role: 'Mayor of Hackney', certainty: 'On public record' }
	},
	manchester: {
		name: 'Greater Manchester Health & Social Care Partnership',
		shortName: 'Greater Manchester',
		kind: 'pledge-maker',
		body: 'Health and social care partnership',
		region: 'Greater Manchester',
		signatory: {
			role: 'Executive Lead, Strategy and System Development',
			certainty: 'On public record'
		}
	},
	city: {
		name: 'City of London Corporation Health and Wellbeing Board',
		shortName: 'City of London',
		kind: 'pledge-maker',
		body: 'Local authority (Health and Wellbeing Board)',
		region: 'London (City of London)',
		signatory: {
			role: 'Chairman of the Health and Wellbeing Board',
			certainty: 'On public record'
		}
	},
	birmingham: {
		name: 'Birmingham and Solihull Mental Health NHS Foundation Trust',
		shortName: 'Birmingham and Solihull',
		kind: 'pledge-maker',
		body: 'NHS trust',
		region: 'Birmingham',
		signatory: { role: 'Chief Executive', certainty: 'The organisation is on public record' }
	},
	supporter: {
		name: 'Inspire North',
		shortName: 'Inspire North',
		kind: 'pledge-supporter',
		body: 'Charity',
		region: 'Yorkshire',
		signatory: { role: null, certainty: 'On public record' }
	}
};

export type PersonKey =
	| 'coordinator'
	| 'facilitator'
	| 'leedsDrafter'
	| 'leedsLead'
	| 'councilLead'
	| 'hackneyDrafter'
	| 'hackneyLead'
	| 'manchesterDrafter'
	| 'supporter';

/** In the order in which the sign-in page offers them. */
export const people: Record<
	PersonKey,
	{
		email: string;
		name: string;
		/** On the button of the sign-in page: what they are, and where. */
		offered: { title: string; place: string };
		organisation: OrganisationKey;
		role: OrganisationRole;
		allianceRole?: AllianceRole;
	}
> = {
	leedsDrafter: {
		email: 'leeds.drafter@demo.test',
		name: 'Leeds drafter',
		offered: { title: 'Drafter', place: 'Leeds and York Partnership' },
		organisation: 'leedsTrust',
		role: 'drafter'
	},
	leedsLead: {
		email: 'leeds.lead@demo.test',
		name: 'Leeds lead',
		offered: { title: 'Signing lead', place: 'Leeds and York Partnership' },
		organisation: 'leedsTrust',
		role: 'lead'
	},
	councilLead: {
		email: 'council.lead@demo.test',
		name: 'Leeds City Council lead',
		offered: { title: 'Signing lead', place: 'Leeds City Council' },
		organisation: 'leedsCouncil',
		role: 'lead'
	},
	hackneyDrafter: {
		email: 'hackney.drafter@demo.test',
		name: 'Hackney drafter',
		offered: { title: 'Drafter', place: 'London Borough of Hackney' },
		organisation: 'hackney',
		role: 'drafter'
	},
	hackneyLead: {
		email: 'hackney.lead@demo.test',
		name: 'Hackney lead',
		offered: { title: 'Signing lead', place: 'London Borough of Hackney' },
		organisation: 'hackney',
		role: 'lead'
	},
	manchesterDrafter: {
		email: 'manchester.drafter@demo.test',
		name: 'Greater Manchester drafter',
		offered: { title: 'Drafter', place: 'Greater Manchester Partnership' },
		organisation: 'manchester',
		role: 'drafter'
	},
	supporter: {
		email: 'supporter@demo.test',
		name: 'Pledge Supporter',
		offered: { title: 'Pledge Supporter', place: 'A community organisation' },
		organisation: 'supporter',
		role: 'drafter'
	},
	facilitator: {
		email: 'facilitator@demo.test',
		name: 'Facilitator',
		offered: { title: 'Facilitator', place: 'Leads the sessions' },
		organisation: 'convenor',
		role: 'reader',
		allianceRole: 'facilitator'
	},
	coordinator: {
		email: 'coordinator@demo.test',
		name: 'Coordinator',
		offered: { title: 'Coordinator', place: 'At the convenor' },
		organisation: 'convenor',
		role: 'lead',
		allianceRole: 'coordinator'
	}
};

/** The accounts the sign-in page offers, in order. */
export const demonstrationAccounts = Object.values(people).map(({ email, offered }) => ({
	email,
	password: demoPassword,
	...offered
}));
