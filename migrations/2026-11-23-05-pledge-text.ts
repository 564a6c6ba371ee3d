// The pledge's official wording by version, and the report form with its ten sections.
// Wording of 2021: the report form of round 1. The launch text of August 2020 differs in commitment 3 only.
import type { Kysely } from 'kysely';

type Rows = {
	pledge_versions: { version: string; effective_on: string; source: string };
	pledge_commitments: { version: string; number: number; title: string; wording: string };
	report_templates: { version: string; sections: string };
};

const commitments: [title: string, wording: string][] = [
	[
		'Service change',
		'Initiate fundamental service level changes to reduce ethnic inequalities in access, experience and outcomes.'
	],
	[
		'Measure and report',
		'Measure, monitor and report the nature and extent of ethnic inequalities and progress made.'
	],
	[
		'Partnership',
		'Work in partnership with local ethnic minority communities, service users and relevant community agencies.'
	],
	['National leadership', 'Provide national leadership on this critical issue.'],
	['Lasting change', 'Ensure inclusive and sustainable change in our localities and communities.'],
	['Research and policy', 'Support timely and progressive research and policy development.'],
	[
		'Biannual update',
		'Contribute to a biannual progress update as part of this Statement of Intent.'
	]
];

const wordingOf2020: Record<number, string> = {
	3: 'Work in partnership with local BAME communities, service users and relevant community agencies.'
};

const section = (key: string, title: string, instruction: string, commitment: number | null) => ({
	key,
	title,
	instruction,
	commitment
});

const template = (answer: string, nextSteps: string) =>
	JSON.stringify([
		section(
			'why',
			'Why we are a Pledge Maker',
			'Say in your own words why you have chosen to be a Pledge Maker.',
			null
		),
		...commitments.map(([title], index) =>
			section(`commitment-${index + 1}`, title, answer, index + 1)
		),
		section('next-steps', 'Next Steps', nextSteps, null),
		section(
			'statement-of-intent',
			'Your Statement of Intent',
			'What you intend, in a few sentences you are ready to be asked about in public.',
			null
		)
	]);

export async function up(db: Kysely<Rows>): Promise<void> {
	await db
		.insertInto('pledge_versions')
		.values([
			{
				version: '2020',
				effective_on: '2020-08-05',
				source: 'The pledge as launched on 5 August 2020'
			},
			{ version: '2021', effective_on: '2021-05-25', source: 'The report form of 2021' }
		])
		.execute();
	await db
		.insertInto('pledge_commitments')
		.values(
			['2020', '2021'].flatMap((version) =>
				commitments.map(([title, wording], index) => ({
					version,
					number: index + 1,
					title,
					wording: (version === '2020' ? wordingOf2020[index + 1] : undefined) ?? wording
				}))
			)
		)
		.execute();
	await db
		.insertInto('report_templates')
		.values([
			{
				version: '1',
				sections: template(
					'Say how you and your institution have responded to, prioritised or delivered on this commitment.',
					'Your goals and plans as a Pledge Maker over the next six months.'
				)
			},
			{
				version: '2',
				sections: template(
					'Say what has changed since your last report, and what the pandemic has meant for it.',
					'Your goals and plans as a Pledge Maker over the next six months.'
				)
			},
			{
				version: '3',
				sections: template(
					'Say what you did, what came of it, and what did not work. Give figures with their source.',
					'What you will do over the next six months, by when, and who will say whether it happened.'
				)
			}
		])
		.execute();
}
