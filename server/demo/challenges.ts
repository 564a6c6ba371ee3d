// Sample challenges of the demonstration workspace, with an offer of help, people who can be asked, and what a group has
// decided and taken on.
import { addDays } from '#server/domain/rounds/round-calendar.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Store } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import type { OrganisationKey, PersonKey } from './people.ts';

const dayMilliseconds = 86_400_000;

/** Makes them inside the transaction that makes the workspace; the groups are there. */
export async function seedChallenges(
	inside: Store,
	memberIds: Record<PersonKey, string>,
	organisationIds: Record<OrganisationKey, string>,
	groupId: string,
	now: number
): Promise<void> {
	const ago = (days: number): string => new Date(now - days * dayMilliseconds).toISOString();
	const today = dayOf(ago(0));
	const group = await inside.groups.find('out-of-area-care');

	const contacts = [
		['hackneyLead', 3, 'Paying small organisations within a week, and what the auditors said.'],
		['supporter', 3, 'What a community organisation needs before it says yes.'],
		['manchesterDrafter', 2, 'Counting small groups without naming anybody.']
	] as const;
	for (const [person, commitment, words] of contacts) {
		await inside.contacts.set(memberIds[person], [
			{ member_id: memberIds[person], commitment, words, since: ago(40) }
		]);
	}

	const stuck = newId();
	await inside.challenges.add(
		{
			id: stuck,
			title: 'Paying community partners before the work begins',
			body: 'Our rules pay on invoice, thirty days after the work. Small organisations cannot wait that long, and two have left.\n\nWe have tried:\n\n- a purchase card, which finance stopped at £500\n- a grant instead of a contract, which took nine months\n\nWho pays in advance, and what did you show your auditors?',
			audience: 'pledge-makers-and-supporters',
			organisation_id: organisationIds.leedsTrust,
			group_id: null,
			origin_kind: null,
			origin_id: null,
			origin_part: null,
			author_id: memberIds.leedsDrafter,
			is_sample: 1,
			created_at: ago(9),
			closed_at: null,
			closed_by: null,
			outcome: '',
			outcome_note_id: null
		},
		[3]
	);
	await inside.challenges.addOffer({
		id: newId(),
		challenge_id: stuck,
		member_id: memberIds.hackneyLead,
		words:
			'We pay half on signature since last spring. I can show you the two pages our auditors asked for.',
		created_at: ago(6),
		withdrawn_at: null,
		accepted_at: null,
		accepted_by: null
	});
	await inside.challenges.add(
		{
			id: newId(),
			title: 'Publishing figures when only four people are counted',
			body: 'Our out-of-area numbers are small. Left out, the gap disappears from the report; shown, somebody could be recognised.',
			audience: 'pledge-makers',
			organisation_id: organisationIds.hackney,
			group_id: groupId,
			origin_kind: 'group',
			origin_id: groupId,
			origin_part: null,
			author_id: memberIds.hackneyDrafter,
			is_sample: 1,
			created_at: ago(30),
			closed_at: ago(3),
			closed_by: memberIds.hackneyDrafter,
			outcome:
				'We report over two years together, with the range and a sentence on why. Nobody can be recognised, and the gap stays visible.',
			outcome_note_id: null
		},
		[2]
	);

	if (group === undefined) return;
	const decision = newId();
	await inside.decisions.add({
		id: decision,
		group_id: groupId,
		words:
			'We count a placement as out of area when the person says it is too far for those who matter to them.',
		reasons:
			'The thirty-mile rule left out people in the next town without a bus. It costs us comparison with the national figures; we give both.',
		decided_on: addDays(today, -20),
		origin_kind: null,
		origin_id: null,
		replaced_by: null,
		is_sample: 1,
		recorded_by: memberIds.leedsDrafter,
		recorded_at: ago(20)
	});
	const actions = [
		{
			words: 'Ask the crisis teams for last quarter’s placements by the new count',
			owner: 'hackneyDrafter',
			dueIn: 5,
			state: 'doing',
			outcome: ''
		},
		{
			words: 'Write the two sentences that explain the count in each report',
			owner: 'leedsDrafter',
			dueIn: 1,
			state: 'open',
			outcome: ''
		},
		{
			words: 'Find out who in each area decides on a placement at night',
			owner: 'supporter',
			dueIn: -8,
			state: 'done',
			outcome: 'Three different people in three areas. The list is with the chair.'
		}
	] as const;
	for (const { words, owner, dueIn, state, outcome } of actions) {
		await inside.actions.add({
			id: newId(),
			group_id: groupId,
			words,
			owner_id: memberIds[owner],
			due_on: addDays(today, dueIn),
			state,
			outcome,
			origin_kind: 'decision',
			origin_id: decision,
			is_sample: 1,
			created_by: memberIds.leedsDrafter,
			created_at: ago(20),
			settled_at: state === 'done' ? ago(8) : null
		});
	}
}
