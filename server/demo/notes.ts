// Sample learning notes of the demonstration workspace: one of each circle, one that did not work among them.
import { newId } from '#server/kernel/ids.ts';
import type { Store } from '#server/storage/store.ts';
import { noteField } from '#shared/document-fields.ts';
import type { NoteKind, NoteVisibility } from '#shared/states.ts';
import { doc, h, p, ul, type Block } from './blocks.ts';
import type { GroupKey } from './groups.ts';
import type { PersonKey } from './people.ts';

type SampleNote = {
	title: string;
	kind: NoteKind;
	by: PersonKey;
	with: readonly PersonKey[];
	group?: GroupKey;
	visibility: NoteVisibility;
	commitments: readonly number[];
	themes: readonly string[];
	contentNote: string;
	isSuggested: boolean;
	daysAgo: number;
	text: readonly Block[];
};

const sampleNotes: readonly SampleNote[] = [
	{
		title: 'A telephone circle when people are placed out of area',
		kind: 'did-not-work',
		by: 'supporter',
		with: ['leedsDrafter'],
		group: 'outOfAreaCare',
		visibility: 'pledge-makers-and-supporters',
		commitments: [1, 3],
		themes: ['out-of-area care', 'peer support'],
		contentNote: 'Being in hospital far from home.',
		isSuggested: true,
		daysAgo: 12,
		text: [
			p(
				'We wanted people placed in hospitals far from home to have a weekly circle with people from their own city. Two wards agreed. We ran it for nine weeks by telephone.'
			),
			h('What we tried'),
			p(
				'One facilitator, one free number, Thursdays at four. The ward staff handed out the number and offered a quiet room.'
			),
			h('What happened'),
			p(
				'A few people came, most of them once. The quiet room was the meeting room and was needed on Thursdays. Nobody had asked the people themselves when they could talk.'
			),
			h('What we would do next time'),
			ul(
				'Ask for the hour before choosing the number.',
				'Let people ring in from their own telephone, and pay for the call.',
				'Agree the room in writing with the ward manager.'
			)
		]
	},
	{
		title: 'Paying people for their time on the day they give it',
		kind: 'worked',
		by: 'hackneyDrafter',
		with: [],
		visibility: 'public',
		commitments: [3, 5],
		themes: ['payment', 'lived experience'],
		contentNote: '',
		isSuggested: true,
		daysAgo: 26,
		text: [
			h('What we tried'),
			p(
				'Whoever speaks at a meeting is paid before they leave the building, by voucher or by bank transfer as they choose, and asked for one signature.'
			),
			h('What happened'),
			p(
				'People came back. Two who had said no before said yes. The finance team needed one page of reasons, which we share with whoever asks.'
			)
		]
	},
	{
		title: 'Bringing people home sooner: what our weekly call asks',
		kind: 'practice',
		by: 'leedsDrafter',
		with: [],
		group: 'outOfAreaCare',
		visibility: 'group',
		commitments: [1],
		themes: ['out-of-area care'],
		contentNote: '',
		isSuggested: false,
		daysAgo: 5,
		text: [
			h('What we do'),
			p('Every Monday at nine, for each person placed away, we ask the same three questions.'),
			ul('What does the person want?', 'What would have to be there?', 'Who asks for it today?')
		]
	}
];

/** Comes after the groups. */
export async function seedNotes(
	inside: Store,
	memberIds: Record<PersonKey, string>,
	groupIds: Record<GroupKey, string>,
	now: number,
	updatesOf: (states: readonly Record<string, Block>[]) => Uint8Array[]
): Promise<void> {
	for (const note of sampleNotes.toSorted((one, other) => other.daysAgo - one.daysAgo)) {
		const id = newId();
		const documentName = `note-${id}`;
		const at = new Date(now - note.daysAgo * 86_400_000).toISOString();
		const authorId = memberIds[note.by];
		const [seat] = await inside.accounts.seatsOf(authorId);
		if (seat === undefined) throw new Error(`${note.by} has no seat`);
		await inside.documents.create(documentName, 'note', at);
		await inside.documents.appendToLogs(
			updatesOf([{ [noteField]: doc([...note.text]) }]).map((bytes) => ({
				document_name: documentName,
				seq: 1,
				member_id: authorId,
				at,
				bytes
			}))
		);
		await inside.notes.add(
			{
				id,
				title: note.title,
				kind: note.kind,
				author_id: authorId,
				organisation_id: seat.organisation_id,
				group_id: note.group === undefined ? null : groupIds[note.group],
				visibility: note.visibility,
				content_note: note.contentNote,
				is_suggested: note.isSuggested ? 1 : 0,
				document_name: documentName,
				is_sample: 1,
				created_at: at,
				archived_at: null,
				archived_by: null,
				archived_reason: null
			},
			{ commitments: note.commitments, themes: note.themes }
		);
		await inside.notes.setAuthors(
			id,
			note.with.map((person) => memberIds[person])
		);
	}
}
