// How the open round's draft of Leeds came about: who wrote what on which day, and the moments they gave a name.
import type { SectionKey } from '#shared/sections.ts';
import { p, type Block } from './blocks.ts';
import type { PersonKey } from './people.ts';
import { leedsDraft } from './report-texts.ts';

export type DraftStep = {
	daysAgo: number;
	/** In the United Kingdom, HH:MM. */
	time: string;
	by: PersonKey;
	section: SectionKey;
	/** How the section reads from then on. */
	blocks: Block[];
	/** The moment after it has this name. */
	name?: string;
};

const final = (section: SectionKey): Block[] => leedsDraft[section] ?? [];

/** Written by the drafter and taken out by the lead: what "Where did my paragraph go?" finds. */
const removed = p(
	'Three of the groups told us what a late payment means for them: an evening cancelled, a room given up, a worker paid out of somebody’s own pocket.'
);

/** Oldest first; the last of each section is how it reads now. */
export const leedsHistory: DraftStep[] = [
	{ daysAgo: 13, time: '09:40', by: 'leedsLead', section: 'why', blocks: final('why') },
	{
		daysAgo: 13,
		time: '09:52',
		by: 'leedsLead',
		section: 'statement-of-intent',
		blocks: [p('We intend to be asked about this report in public.')]
	},
	{
		daysAgo: 13,
		time: '10:05',
		by: 'leedsDrafter',
		section: 'commitment-1',
		blocks: [
			p(
				'Every person referred to the crisis service is now offered a first conversation in the language they choose.'
			)
		]
	},
	{
		daysAgo: 11,
		time: '14:20',
		by: 'leedsDrafter',
		section: 'commitment-3',
		blocks: [
			p(
				'Since our last report we have begun to pay community organisations to write plans with us. Eleven organisations now hold a two-year agreement.'
			)
		]
	},
	{
		daysAgo: 11,
		time: '14:31',
		by: 'leedsDrafter',
		section: 'commitment-2',
		blocks: [p('Ethnicity is now recorded for 91 in every 100 people at first contact.')]
	},
	{
		daysAgo: 11,
		time: '14:48',
		by: 'leedsLead',
		section: 'commitment-4',
		blocks: final('commitment-4')
	},
	{
		daysAgo: 8,
		time: '11:02',
		by: 'leedsDrafter',
		section: 'commitment-3',
		blocks: [
			p(
				'Since our last report we have begun to pay community organisations to write plans with us. Fifteen organisations now hold a two-year agreement, and each has a named person to ring when a payment is late.'
			),
			p('We paid 41 of 46 invoices within thirty days.'),
			removed
		]
	},
	{
		daysAgo: 8,
		time: '11:20',
		by: 'leedsLead',
		section: 'commitment-5',
		blocks: final('commitment-5')
	},
	{
		daysAgo: 8,
		time: '11:31',
		by: 'leedsLead',
		section: 'commitment-6',
		blocks: final('commitment-6'),
		name: 'As shared with the community partners'
	},
	{
		daysAgo: 5,
		time: '16:10',
		by: 'leedsDrafter',
		section: 'commitment-1',
		blocks: final('commitment-1')
	},
	{
		daysAgo: 5,
		time: '16:24',
		by: 'leedsDrafter',
		section: 'commitment-3',
		blocks: [...final('commitment-3').slice(0, 2), removed, ...final('commitment-3').slice(2, 4)]
	},
	{
		daysAgo: 2,
		time: '09:15',
		by: 'leedsLead',
		section: 'commitment-3',
		blocks: final('commitment-3').slice(0, 4)
	},
	{
		daysAgo: 2,
		time: '09:28',
		by: 'leedsLead',
		section: 'commitment-7',
		blocks: final('commitment-7'),
		name: 'For the Health and Wellbeing Board'
	},
	{
		daysAgo: 1,
		time: '15:30',
		by: 'leedsDrafter',
		section: 'commitment-2',
		blocks: final('commitment-2')
	},
	{
		daysAgo: 1,
		time: '15:37',
		by: 'leedsDrafter',
		section: 'commitment-3',
		blocks: final('commitment-3')
	},
	{
		daysAgo: 1,
		time: '15:44',
		by: 'leedsLead',
		section: 'statement-of-intent',
		blocks: final('statement-of-intent')
	}
];
