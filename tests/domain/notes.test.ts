// Learning notes: what they say, whom they are written with, and that nobody comes to read one unless its authors agree.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { anonymous, type Member } from '#server/kernel/actor.ts';
import { changeOf } from '#server/domain/notes/circles.ts';
import * as v from 'valibot';
import { startNoteSchema } from '#shared/note-input.ts';
import type { Note } from '#shared/note-output.ts';
import { noteVisibilities, type NoteVisibility } from '#shared/states.ts';
import { expectRefused } from '../support/alliance.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, wireDomains } from '../support/domain.ts';

const at = '2026-11-01T10:00:00.000Z';
const groupId = 'out-of-area';

test('letting a group in is always wider, taking people out is narrower, and the same is the same', () => {
	const circle = (visibility: NoteVisibility, group: string | null = null) => ({
		visibility,
		groupId: group
	});
	for (const visibility of noteVisibilities) {
		expect(changeOf(circle(visibility), circle(visibility))).toBe('same');
	}
	expect(changeOf(circle('only-me'), circle('pledge-makers'))).toBe('wider');
	expect(changeOf(circle('public'), circle('pledge-makers'))).toBe('narrower');
	expect(changeOf(circle('public'), circle('group', 'g'))).toBe('wider');
	expect(changeOf(circle('group', 'g'), circle('group', 'other'))).toBe('wider');
	expect(changeOf(circle('only-me', 'g'), circle('group', 'g'))).toBe('wider');
	expect(changeOf(circle('public', 'g'), circle('group', 'g'))).toBe('narrower');
	expect(changeOf(circle('group', 'g'), circle('only-me', 'g'))).toBe('narrower');
	expect(changeOf(circle('pledge-makers', 'g'), circle('pledge-makers'))).toBe('narrower');
});

forEachDialect((_, open) => {
	let database: Opened;
	let house: ReturnType<typeof wireDomains>;
	const people = {} as Record<'ann' | 'ben' | 'cem' | 'supporter' | 'guest', Member>;

	beforeAll(async () => {
		database = await open();
		house = wireDomains(database.store);
		const { store } = database;
		people.ann = await addMember(store, { id: 'ann', organisationId: 'leeds' });
		people.ben = await addMember(store, { id: 'ben', organisationId: 'hackney' });
		people.cem = await addMember(store, { id: 'cem', organisationId: 'city' });
		people.supporter = await addMember(store, {
			id: 'supporter',
			organisationId: 'community',
			organisationKind: 'pledge-supporter'
		});
		await store.accounts.addMember({
			id: 'guest',
			email: 'guest@demo.test',
			name: 'guest',
			password_hash: null,
			is_sample: 1,
			created_at: at,
			deactivated_at: null
		});
		await house.groups.start(people.ann, {
			name: 'Out of area',
			purpose: 'Bringing people home.',
			commitments: [1],
			joining: 'by-invitation',
			called: 'Working group',
			reviewMonths: 6
		} as never);
		const [group] = await store.groups.all();
		if (group === undefined) throw new Error('no group was started');
		await store.groups.setMember({
			group_id: group.id,
			member_id: 'guest',
			role: group.id,
			manages: 0,
			is_guest: 1,
			joined_at: at,
			until_on: '2027-06-01'
		} as never);
		const place = { groupId: group.id, manages: true, isGuest: false };
		people.ann = { ...people.ann, groups: [place] };
		people.guest = {
			...people.ann,
			memberId: 'guest',
			name: 'guest',
			seats: [],
			groups: [{ groupId: group.id, manages: false, isGuest: true }]
		};
	});
	afterAll(() => database.close());
	beforeEach(() => (house.emitted.length = 0));

	const group = (): string => people.ann.groups[0]?.groupId ?? groupId;
	const start = (visibility: NoteVisibility, more: object = {}): Promise<Note> =>
		house.notes.start(
			people.ann,
			v.parse(startNoteSchema, { title: 'Paid on the day', visibility, ...more })
		);

	test('a note says what it is, and the headings of its kind stand in it when wanted', async () => {
		const note = await start('pledge-makers', {
			kind: 'did-not-work',
			commitments: [3, 1],
			themes: ['Interpreters', 'interpreters '],
			organisationIds: ['hackney'],
			contentNote: 'Restraint.',
			outline: true
		});
		expect(note).toMatchObject({
			kind: 'did-not-work',
			commitments: [1, 3],
			themes: ['interpreters'],
			organisations: [{ id: 'hackney' }],
			contentNote: 'Restraint.'
		});
		const seqs = await database.store.documents.lastSeqs([note.documentName]);
		expect(seqs.get(note.documentName)).toBe(1);
		const changed = await house.notes.change(people.ann, note.id, { themes: [], title: 'Another' });
		expect(changed).toMatchObject({ title: 'Another', themes: [], commitments: [1, 3] });
		await expectRefused(
			house.notes.change(people.ben, note.id, { title: 'Not mine' }),
			'not-allowed'
		);
	});

	test('a list is narrowed, and tells nobody of what they may not see [F5]', async () => {
		const note = await start('only-me', { themes: ['hidden'], commitments: [6] });
		const wanted = { limit: 10, theme: 'hidden', commitment: 6 };
		expect((await house.notes.list(people.ann, wanted)).items.map(({ id }) => id)).toEqual([
			note.id
		]);
		for (const actor of [people.ben, people.supporter, people.guest, anonymous]) {
			expect((await house.notes.list(actor, wanted)).items).toEqual([]);
			await expectRefused(house.notes.byId(actor, note.id), 'not-found');
			expect((await house.notes.titles(actor, [note.id])).size).toBe(0);
		}
		const others = await house.notes.list(people.ann, { ...wanted, kind: 'resource' });
		expect(others.items).toEqual([]);
	});

	test('a sole author lets more people in at once, after having been told who they are', async () => {
		const note = await start('only-me');
		const preview = await house.notes.previewSharing(people.ann, note.id, {
			visibility: 'pledge-makers',
			groupId: null
		});
		expect(preview).toMatchObject({
			change: 'wider',
			gains: { count: 2, kinds: [{ who: 'at Pledge Makers', count: 2 }] },
			asks: []
		});
		expect(preview.gains.names).toEqual(['ben, Organisation hackney', 'cem, Organisation city']);
		await expectRefused(house.notes.byId(people.ben, note.id), 'not-found');
		await house.notes.share(people.ann, note.id, { visibility: 'pledge-makers', groupId: null });
		expect((await house.notes.byId(people.ben, note.id)).abilities.share).toBe(false);
		await expectRefused(house.notes.byId(people.supporter, note.id), 'not-found');
	});

	test('with several authors more people read it only when all have agreed', async () => {
		const note = await start('only-me');
		await house.notes.setCoAuthors(people.ann, note.id, ['ben', 'supporter']);
		const to = { visibility: 'public', groupId: null } as const;
		const asked = await house.notes.share(people.ann, note.id, to);
		expect(asked.note.visibility).toBe('only-me');
		expect(asked.widening?.waitsFor.map(({ id }) => id).toSorted()).toEqual(['ben', 'supporter']);
		await expectRefused(house.notes.byId(people.cem, note.id), 'not-found');
		await expectRefused(
			house.notes.answerWidening(people.cem, note.id, { agrees: true, reason: '' }),
			'not-found'
		);

		const first = await house.notes.answerWidening(people.ben, note.id, {
			agrees: true,
			reason: ''
		});
		expect(first.note.visibility).toBe('only-me');
		await expectRefused(house.notes.byId(anonymous, note.id), 'not-found');
		const second = await house.notes.answerWidening(people.supporter, note.id, {
			agrees: true,
			reason: ''
		});
		expect(second.note.visibility).toBe('public');
		expect((await house.notes.byId(anonymous, note.id)).title).toBe('Paid on the day');
		expect(house.emitted).toContainEqual({ type: 'record-changed' });
	});

	test('one author who says no, with a reason, keeps it as it is', async () => {
		const note = await start('pledge-makers');
		await house.notes.setCoAuthors(people.ann, note.id, ['ben']);
		await house.notes.share(people.ann, note.id, { visibility: 'public', groupId: null });
		await expectRefused(
			house.notes.answerWidening(people.ben, note.id, { agrees: false, reason: '' }),
			'invalid'
		);
		const answered = await house.notes.answerWidening(people.ben, note.id, {
			agrees: false,
			reason: 'One of them could be recognised.'
		});
		expect(answered.note.visibility).toBe('pledge-makers');
		expect(answered.widening).toMatchObject({
			outcome: 'declined',
			answers: [{ agrees: true }, { agrees: false, reason: 'One of them could be recognised.' }]
		});
		await expectRefused(
			house.notes.answerWidening(people.ben, note.id, { agrees: true, reason: '' }),
			'conflict'
		);
	});

	test('an author who comes in while the others are asked has a say too, and one who goes has none', async () => {
		const note = await start('only-me');
		await house.notes.setCoAuthors(people.ann, note.id, ['ben']);
		await house.notes.share(people.ann, note.id, { visibility: 'pledge-makers', groupId: null });
		await house.notes.setCoAuthors(people.ann, note.id, ['ben', 'cem']);
		const still = await house.notes.answerWidening(people.ben, note.id, {
			agrees: true,
			reason: ''
		});
		expect(still.note.visibility).toBe('only-me');
		const after = await house.notes.setCoAuthors(people.ann, note.id, ['ben']);
		expect(after?.visibility).toBe('pledge-makers');
	});

	test('fewer people at once: sockets on it are checked again [F3]', async () => {
		const note = await start('pledge-makers-and-supporters');
		await house.notes.setCoAuthors(people.ann, note.id, ['ben']);
		house.emitted.length = 0;
		const { note: after, widening } = await house.notes.share(people.ben, note.id, {
			visibility: 'only-me',
			groupId: null
		});
		expect(after.visibility).toBe('only-me');
		expect(widening).toBeNull();
		expect(house.emitted).toContainEqual({
			type: 'access-changed',
			scope: { kind: 'document', documentName: note.documentName }
		});
		await expectRefused(house.notes.byId(people.supporter, note.id), 'not-found');
	});

	test('a group is let in by its members only, guests among its readers, and nobody else', async () => {
		await expectRefused(
			house.notes.start(
				people.ben,
				v.parse(startNoteSchema, {
					title: 'Not my group',
					visibility: 'group',
					groupId: group()
				})
			),
			'invalid'
		);
		const note = await start('group', { groupId: group() });
		expect(note.group?.name).toBe('Out of area');
		expect((await house.notes.byId(people.guest, note.id)).abilities.write).toBe(true);
		await expectRefused(house.notes.byId(people.ben, note.id), 'not-found');
	});

	test('a guest who writes a note with others is told numbers, and no names of people outside the group [F6]', async () => {
		const note = await start('group', { groupId: group() });
		await house.notes.setCoAuthors(people.ann, note.id, ['guest']);
		const preview = await house.notes.previewSharing(people.guest, note.id, {
			visibility: 'pledge-makers',
			groupId: group()
		});
		expect(preview.gains).toMatchObject({ count: 2, names: [] });
		const known = await house.notes.possibleAuthors(people.guest, note.id);
		expect(known.map(({ id }) => id)).toEqual(['guest']);
		await expectRefused(
			house.notes.setCoAuthors(people.guest, note.id, ['guest', 'cem']),
			'invalid'
		);
	});

	test('an archived note leaves the lists, is read with its reason, and comes back as it was', async () => {
		const note = await start('pledge-makers', { themes: ['put away'] });
		const wanted = { limit: 10, theme: 'put away' };
		await expectRefused(house.notes.archive(people.ben, note.id, { reason: 'Old' }), 'not-allowed');
		const archived = await house.notes.archive(people.ann, note.id, { reason: 'Out of date.' });
		expect(archived).toMatchObject({
			archived: { by: 'ann', reason: 'Out of date.' },
			abilities: { write: false }
		});
		expect((await house.notes.list(people.ben, wanted)).items).toEqual([]);
		expect((await house.notes.list(people.ben, { ...wanted, archived: 'yes' })).items).toHaveLength(
			1
		);
		await house.notes.bringBack(people.ann, note.id);
		expect((await house.notes.list(people.ben, wanted)).items).toHaveLength(1);
	});
});
