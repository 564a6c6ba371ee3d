// Sample reports. Believable in kind and tone, true of nobody: every one says that it is a sample.
import type { SectionKey } from '#shared/sections.ts';
import { h, p, table, ul, type Block } from './blocks.ts';

export type ReportText = Partial<Record<SectionKey, Block[]>>;

type Place = {
	/** As in "people in …". */
	name: string;
	/** Who speaks: "the trust", "the partnership", "the council". */
	body: string;
	grants: string;
	groups: number;
	recorded: number;
	board: string;
};

export const places = {
	leeds: {
		name: 'Leeds',
		body: 'the partnership',
		grants: '£100,000',
		groups: 15,
		recorded: 78,
		board: 'the Health and Wellbeing Board'
	},
	birmingham: {
		name: 'Birmingham and Solihull',
		body: 'the trust',
		grants: '£60,000',
		groups: 9,
		recorded: 81,
		board: 'the trust board'
	},
	manchester: {
		name: 'Greater Manchester',
		body: 'the partnership',
		grants: '£150,000',
		groups: 31,
		recorded: 74,
		board: 'the partnership board'
	},
	hackney: {
		name: 'Hackney',
		body: 'the council',
		grants: '£45,000',
		groups: 12,
		recorded: 69,
		board: 'the Health and Wellbeing Board'
	},
	city: {
		name: 'the City of London',
		body: 'the board',
		grants: '£20,000',
		groups: 4,
		recorded: 66,
		board: 'the Health and Wellbeing Board'
	}
} as const satisfies Record<string, Place>;

const sampleNotice = p(
	'Sample text, written for this demonstration workspace. It is not what the organisation reported.'
);

/** A published report of round 1 or 2. */
export function publishedText(place: Place, round: 1 | 2): ReportText {
	const later = round === 2;
	const recorded = place.recorded + (later ? 7 : 0);
	const groups = place.groups + (later ? 3 : 0);
	return {
		why: [
			sampleNotice,
			p(
				`We signed because people in ${place.name} who use our services had already told us, more than once, what was wrong. The pledge gave us a date by which we would have to answer in public.`
			)
		],
		'commitment-1': [
			p(
				`Every person referred to the crisis service in ${place.name} is offered a first conversation in the language they choose. ${later ? 'In the first six months 214 people took up the offer; the median wait for an interpreter fell from nine days to two.' : 'The offer began in March; we will say in our next report how many took it up.'}`
			),
			p(
				'We have not changed what happens after that first conversation. People tell us that the second appointment is where the service loses them.'
			)
		],
		'commitment-2': [
			p(
				`Ethnicity is recorded for ${recorded} in every 100 people at first contact${later ? `, against ${place.recorded} in our last report` : ''}. The gap that remains is widest in the out-of-hours service, where it is nobody’s task to ask.`
			),
			table(
				['Service', 'Recorded at first contact'],
				['Community teams', `${recorded + 4} in 100`],
				['Crisis service', `${recorded} in 100`],
				['Out of hours', `${recorded - 19} in 100`]
			)
		],
		'commitment-3': [
			p(
				`${groups} community organisations hold agreements with ${place.body}, paid from a fund of ${place.grants} a year.`
			),
			h('What we were told'),
			ul(
				'People want to see what became of the data they gave.',
				'Groups want to be paid for evenings, and on time.',
				'Nobody wants to be asked the same questions twice.'
			)
		],
		'commitment-4': [
			p(
				`Our lead has spoken at two meetings of the Alliance and brings this work to ${place.board} twice a year. We offered our payment agreement to every Pledge Maker as a template.`
			)
		],
		'commitment-5': [
			p(
				later
					? 'Half of the fund is now recurrent. The rest ends in March, and we have told every group so, with the date.'
					: 'The fund is for one year. We have asked for it to become recurrent and will say in our next report what was decided.'
			)
		],
		'commitment-6': [
			p(
				'Two research questions were set by people who use the service. One has ethical approval. The other was refused, and we publish the refusal with this report.'
			)
		],
		'commitment-7': [
			p(
				later
					? 'This is our second progress report, in answer to the biannual update: every six months.'
					: 'This is our first progress report. The next follows in six months.'
			)
		],
		'next-steps': [
			p(later ? 'By our next report we will:' : 'In the next six months we will:'),
			ul(
				'replace one-off grants with longer agreements for at least ten organisations;',
				'pay every invoice within thirty days;',
				'make recording ethnicity somebody’s task in the out-of-hours service;',
				'say in public what we did not manage.'
			)
		],
		'statement-of-intent': [
			p(
				`We intend to be asked about this report in public, at ${place.board}, by the organisations named in it.`
			)
		]
	};
}

/** The open round's joint draft of Leeds: most of it written. */
export const leedsDraft: ReportText = {
	why: [
		sampleNotice,
		p(
			'We signed because the people who use our services had already told us, more than once, what was wrong. The pledge gave us a date by which we would have to answer in public.'
		)
	],
	'commitment-1': [
		p(
			'Every person referred to the crisis service is now offered a first conversation in the language they choose. In the first quarter 214 people took up the offer; the median wait for an interpreter fell from nine days to two.'
		),
		p(
			'We have not changed what happens after that first conversation. People tell us the second appointment is still where the service loses them.'
		)
	],
	'commitment-2': [
		p(
			'Ethnicity is now recorded for 91 in every 100 people at first contact, against 85 in the last report. The gap that remains is widest in the out-of-hours service, where it is nobody’s task to ask.'
		)
	],
	'commitment-3': [
		p(
			'Since our last report we have moved from asking community organisations to comment on our plans to paying them to write plans with us. Fifteen organisations now hold a two-year agreement instead of a one-off grant, and each has a named person to ring when a payment is late.'
		),
		p(
			'We paid 41 of 46 invoices within thirty days. Five were late, one by eleven weeks, and the group waiting for it had to stop its Thursday evenings.'
		),
		h('What we were told'),
		p(
			'At the Creative Space in October people asked for three things: to see what became of the data they gave, to be paid for evenings, and to stop being asked the same questions twice.'
		),
		p('We have not found a way to include people placed outside the city.')
	],
	'commitment-4': [
		p(
			'We offered our payment agreement to every Pledge Maker as a template. Four have used it and one has improved it; their wording is now ours as well.'
		)
	],
	'commitment-5': [
		p(
			'£100,000 of the grants fund is now recurrent. The rest ends in March and we have told every group so, with the date, rather than leave them to guess.'
		)
	],
	'commitment-6': [
		p(
			'Two research questions were set by people who use the service. One has ethical approval. The other was refused, and we publish the refusal with this report.'
		)
	],
	'commitment-7': [
		p('This is our third update. It is a joint one, and each of the two organisations signs it.')
	],
	'statement-of-intent': [
		p(
			'We intend to be asked about this report in public, at the Health and Wellbeing Board, by the organisations named in it.'
		)
	]
};

/** Hackney's draft: half way. */
export const hackneyDraft: ReportText = {
	why: [
		sampleNotice,
		p(
			'The Health and Wellbeing Board signed as a whole. Public health, housing and the voluntary sector all sit on it.'
		)
	],
	'commitment-1': [
		p('Two of our four neighbourhood teams now hold clinics in places people already go.')
	],
	'commitment-2': [
		p(
			'We still rely on figures from the trust. A shared record is agreed in principle and not yet built.'
		)
	],
	'commitment-3': [
		p(
			'We pay half of each agreement on signature, before any work is done. Audit disliked it; we showed what late payments had cost, and they agreed up to £10,000.'
		)
	]
};

/** Greater Manchester's draft: begun. */
export const manchesterDraft: ReportText = {
	why: [
		sampleNotice,
		p(
			'We speak for a system of ten boroughs, and it is in the boroughs that the pledge is kept or not.'
		)
	],
	'commitment-2': [p('In the first month three people asked to see what is recorded about them.')]
};
