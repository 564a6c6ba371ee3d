// Which organisations reported together in each round of the demonstration, and how far the open round's drafts are.
import type { SectionKey } from '#shared/sections.ts';
import type { SectionState } from '#shared/states.ts';
import { hackneyCorrection, type Correction } from './editions.ts';
import { leedsHistory, type DraftStep } from './leeds-history.ts';
import { organisations, type OrganisationKey, type PersonKey } from './people.ts';
import {
	hackneyDraft,
	leedsDraft,
	manchesterDraft,
	places,
	publishedText,
	type ReportText
} from './report-texts.ts';

type SectionPlan = { state: SectionState; owner: PersonKey; dueIn: number };

export type ReportPlan = {
	title: string;
	organisations: OrganisationKey[];
	text: ReportText;
	/** How the text came about; left out: all at once. */
	history?: DraftStep[];
	/** Who signed what was published, and for whom. */
	signedBy?: Partial<Record<OrganisationKey, PersonKey>>;
	/** What was put right after publication. */
	correction?: Correction;
	sections?: Partial<Record<SectionKey, SectionPlan>>;
};

const leedsPartnership: OrganisationKey[] = ['leedsTrust', 'leedsCouncil', 'leedsCcg'];

/** What was reported in the rounds before the open one. */
export const published = (round: 1 | 2): ReportPlan[] => [
	{
		title: 'Synergi-Leeds Partnership',
		organisations: leedsPartnership,
		text: publishedText(places.leeds, round),
		signedBy: round === 2 ? { leedsTrust: 'leedsLead' } : {}
	},
	{
		title: organisations.birmingham.name,
		organisations: ['birmingham'],
		text: publishedText(places.birmingham, round)
	},
	{
		title: organisations.manchester.name,
		organisations: ['manchester'],
		text: publishedText(places.manchester, round)
	},
	{
		title: organisations.hackney.name,
		organisations: ['hackney'],
		text: publishedText(places.hackney, round),
		...(round === 2
			? { signedBy: { hackney: 'hackneyLead' as const }, correction: hackneyCorrection }
			: {})
	},
	...(round === 1
		? [
				{
					title: organisations.city.name,
					organisations: ['city'] satisfies OrganisationKey[],
					text: publishedText(places.city, round)
				}
			]
		: [])
];

const by = (owner: PersonKey, state: SectionState, dueIn: number): SectionPlan => ({
	owner,
	state,
	dueIn
});

/** Of the open round, at different stages. */
export const drafts: ReportPlan[] = [
	{
		title: 'Synergi-Leeds Partnership',
		organisations: ['leedsTrust', 'leedsCouncil'],
		text: leedsDraft,
		history: leedsHistory,
		sections: {
			why: by('leedsLead', 'agreed', 7),
			'commitment-1': by('leedsDrafter', 'ready-for-review', 10),
			'commitment-2': by('leedsDrafter', 'changes-asked', 10),
			'commitment-3': by('leedsDrafter', 'drafting', 10),
			'commitment-4': by('leedsLead', 'agreed', 7),
			'commitment-5': by('leedsLead', 'ready-for-review', 10),
			'commitment-6': by('leedsDrafter', 'drafting', 10),
			'commitment-7': by('leedsLead', 'agreed', 7),
			'next-steps': by('leedsDrafter', 'not-started', 10),
			'statement-of-intent': by('leedsLead', 'drafting', 10)
		}
	},
	{
		title: organisations.hackney.name,
		organisations: ['hackney'],
		text: hackneyDraft,
		sections: {
			why: by('hackneyLead', 'agreed', 7),
			'commitment-1': by('hackneyDrafter', 'drafting', 10),
			'commitment-2': by('hackneyDrafter', 'drafting', 10),
			'commitment-3': by('hackneyDrafter', 'ready-for-review', 10)
		}
	},
	{
		title: organisations.manchester.name,
		organisations: ['manchester'],
		text: manchesterDraft,
		sections: { 'commitment-1': by('manchesterDrafter', 'not-started', 10) }
	}
];
