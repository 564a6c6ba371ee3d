// Ways to begin planning. Nobody has laid down how long these meetings take or how they go; every item can be changed.
import type { ItemKind } from './agenda.ts';

export type PlannedItem = { kind: ItemKind; title: string; minutes: number; prompt: string };

export const sessionKinds = [
	'creative-space',
	'learning-set',
	'report-clinic',
	'decision-meeting'
] as const;
export type SessionKind = (typeof sessionKinds)[number];

export type Template = { name: string; about: string; items: readonly PlannedItem[] };

const item = (kind: ItemKind, title: string, minutes: number, prompt = ''): PlannedItem => ({
	kind,
	title,
	minutes,
	prompt
});

export const templates: Readonly<Record<SessionKind, Template>> = {
	'creative-space': {
		name: 'Creative Space',
		about:
			'Service users, carers, community organisations, commissioners and trusts look for solutions together, and leave with actions.',
		items: [
			item('welcome', 'Arriving and the agreement', 10),
			item('check-in', 'Who is here', 15, 'Your name, and one thing you hope for today.'),
			item('input', 'What people have lived', 15, 'Listen first. Questions come after.'),
			item('silent-writing', 'What stands in the way', 10, 'What stands in the way?'),
			item(
				'breakouts',
				'What could be different',
				25,
				'What would you change first, and who is needed for it?'
			),
			item('discussion', 'What the rooms found', 20),
			item('actions', 'What we will do', 15, 'What will you do, and by when?'),
			item('closing', 'What leaves the room, and a last word', 10, 'What do you take with you?')
		]
	},
	'learning-set': {
		name: 'Learning set',
		about: 'One or two people bring what they are stuck with; the others ask, and do not advise.',
		items: [
			item('welcome', 'Arriving and the agreement', 5),
			item('check-in', 'What came of last time', 10, 'What did you try since we met?'),
			item('input', 'What I am stuck with', 10, 'Say it as it is. Nobody interrupts.'),
			item('discussion', 'Open questions', 25, 'Ask only what you do not know the answer to.'),
			item('silent-writing', 'What I heard', 5, 'What did you hear that was not said?'),
			item('actions', 'The next step', 10, 'What will you try before we meet again?'),
			item('closing', 'Closing round', 5, 'One word each.')
		]
	},
	'report-clinic': {
		name: 'Report clinic',
		about: 'Teams bring drafts of their progress reports, and others read with them.',
		items: [
			item('welcome', 'Arriving and the agreement', 5),
			item('check-in', 'Where the drafts stand', 10, 'Which section gives you trouble?'),
			item('input', 'What this round asks', 10),
			item(
				'breakouts',
				'Reading together',
				30,
				'Read one section aloud. What is clear, and what is missing?'
			),
			item('discussion', 'What helped', 15),
			item('actions', 'Who does what until review', 10, 'What will you change, and by when?'),
			item('closing', 'Closing round', 5)
		]
	},
	'decision-meeting': {
		name: 'Decision meeting',
		about: 'A group hears a proposal, improves it, and decides.',
		items: [
			item('welcome', 'Arriving and the agreement', 5),
			item('input', 'The proposal', 10),
			item('discussion', 'Questions', 15, 'Questions to understand, no opinions yet.'),
			item('poll', 'How it looks to us', 5, 'How near is the proposal to what you can support?'),
			item('discussion', 'Making it better', 20),
			item('decision', 'Decision', 10, 'Can you live with this proposal?'),
			item('actions', 'Who does what', 10, 'What will you do, and by when?'),
			item('closing', 'Closing round', 5)
		]
	}
};

/** What is proposed for the agreement of a new session; its facilitators say it in their own words. */
export const usualAgreement = {
	noted: 'Main points, without names. Nobody records the session.',
	leaving: 'Only what we choose together at the end, item by item.'
} as const;
