// What came of a session goes further: only what may leave the room, once, by its facilitators; and each leads back.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentOf } from '#server/domain/collaboration/derive.ts';
import { becomeSchema } from '#shared/live-session/becoming-input.ts';
import { planSessionSchema, sessionCommandSchema } from '#shared/live-session-input.ts';
import { startNoteSchema } from '#shared/note-input.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';

forEachDialect((_, open) => {
	let alliance: Alliance;
	let house: Alliance['house'];
	let member: Alliance['member'];

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ house, member } = alliance);
	});
	afterAll(() => alliance.database.close());

	const give = (who: string, id: string, input: object) =>
		house.liveSessions.command(member(who), id, v.parse(sessionCommandSchema, input));

	/** A session that is over, with an action and a card, of which only the action may leave. */
	async function over(): Promise<{ id: string; action: string; card: string }> {
		const session = await house.liveSessions.plan(
			member('facilitator'),
			v.parse(planSessionSchema, {
				title: 'What changes when data is shared',
				inviteeIds: [member('leeds').memberId],
				commitments: [4],
				agenda: [
					{ kind: 'silent-writing', title: 'What stands in the way', minutes: 10 },
					{ kind: 'actions', title: 'What we will do', minutes: 10 }
				]
			})
		);
		const { id } = session;
		await house.liveSessions.enter(member('leeds'), id);
		await give('facilitator', id, { type: 'start' });
		for (const [index, words] of ['Nobody writes back', 'Write back in a week'].entries()) {
			const itemId = session.agenda[index]?.id;
			await give('leeds', id, { type: 'add-card', cardId: randomUUID(), itemId, words });
			await give('facilitator', id, { type: 'show-cards', itemId });
		}
		await give('facilitator', id, { type: 'end' });
		const { outcomes } = await house.sessionClosing.record(member('facilitator'), id);
		const idOf = (kind: string): string => outcomes.find((each) => each.kind === kind)?.id ?? '';
		await house.sessionClosing.change(member('facilitator'), id, idOf('action'), { leaves: true });
		return { id, action: idOf('action'), card: idOf('card') };
	}
	const become = (who: string, id: string, outcomeId: string, input: object) =>
		house.sessionBecoming.become(member(who), id, outcomeId, v.parse(becomeSchema, input));
	const becameOf = async (who: string, id: string, outcomeId: string) => {
		const { outcomes } = await house.sessionClosing.record(member(who), id);
		return outcomes.find((each) => each.id === outcomeId)?.became ?? null;
	};

	test('an action is taken on once, and leads back to the session', async () => {
		const { id, action } = await over();
		const made = await become('facilitator', id, action, { as: 'action' });
		const seen = await house.actions.byId(member('facilitator'), made.id);
		expect(seen).toMatchObject({
			words: 'Write back in a week (Leeds drafter)',
			origin: { kind: 'session', id, title: 'What changes when data is shared' }
		});
		expect(await becameOf('facilitator', id, action)).toMatchObject({
			kind: 'action',
			id: made.id
		});
		await expectRefused([become('facilitator', id, action, { as: 'action' })], 'conflict');
	});

	test('what was not chosen to leave stays in the room', async () => {
		const { id, card } = await over();
		const challenge = { as: 'challenge', title: 'Nobody writes back', commitments: [4] };
		await expectRefused([become('facilitator', id, card, challenge)], 'conflict');
	});

	test('a challenge comes out of a session', async () => {
		const { id, card } = await over();
		await house.sessionClosing.change(member('facilitator'), id, card, { leaves: true });
		const made = await become('facilitator', id, card, {
			as: 'challenge',
			title: 'How do others write back?',
			commitments: [4],
			audience: 'organisation'
		});
		const challenge = await house.challenges.byId(member('facilitator'), made.id);
		expect(challenge).toMatchObject({ body: 'Nobody writes back', commitments: [4] });
		const of = (who: string) => house.sessionBecoming.sessionsOf(member(who), 'challenge', made.id);
		expect(await of('facilitator')).toMatchObject([{ id, url: `/sessions/${id}` }]);
		// [F5] Who may not know of the session does not learn of it here.
		expect(await of('hackney')).toEqual([]);
	});

	test('a learning note begins with all that leaves the room, and with nothing else', async () => {
		const { id, action } = await over();
		const input = v.parse(startNoteSchema, { title: 'Writing back', visibility: 'only-me' });
		const note = await house.sessionBecoming.toNote(member('facilitator'), id, input);
		const { documentName } = await house.notes.byId(member('facilitator'), note.id);
		const rows = await alliance.database.store.documents.updatesAfter(documentName, 0);
		const { html = '' } = contentOf(rows.map(({ bytes }) => bytes))['body'] ?? {};
		expect(html).toBe(
			'<h3>What we will do</h3><ul><li><p>Write back in a week (Leeds drafter)</p></li></ul>' +
				`<p>From the session <a href="https://workspace.test/sessions/${id}/record" rel="noopener noreferrer nofollow">What changes when data is shared</a></p>`
		);
		expect(await becameOf('facilitator', id, action)).toMatchObject({ kind: 'note', id: note.id });
		// Who may not read the note does not learn of it from the record.
		await house.sessionClosing.close(member('facilitator'), id);
		expect(await becameOf('leeds', id, action)).toBeNull();
		expect(await house.sessionBecoming.sessionsOf(member('leeds'), 'note', note.id)).toMatchObject([
			{ url: `/sessions/${id}/record` }
		]);
	});

	test('only its facilitators take it further, and not before it is over', async () => {
		const { id, action } = await over();
		await expectRefused([become('leeds', id, action, { as: 'action' })], 'not-allowed');
		await expectRefused([become('hackney', id, action, { as: 'action' })], 'not-found');
		await expectRefused([become('facilitator', id, 'unknown', { as: 'action' })], 'not-found');
		const { id: coming } = await house.liveSessions.plan(
			member('facilitator'),
			v.parse(planSessionSchema, { title: 'To come' })
		);
		const input = v.parse(startNoteSchema, { title: 'Too early', visibility: 'only-me' });
		await expectRefused(
			[house.sessionBecoming.toNote(member('facilitator'), coming, input)],
			'conflict'
		);
	});
});
