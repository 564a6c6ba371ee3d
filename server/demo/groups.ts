// Sample working groups of the demonstration workspace: an open one, one that is asked to, one by invitation.
import { newId } from '#server/kernel/ids.ts';
import type { Store } from '#server/storage/store.ts';
import type { GroupRole } from '#shared/group-output.ts';
import type { GroupJoining } from '#shared/states.ts';
import type { PersonKey } from './people.ts';

export type GroupKey = 'outOfAreaCare' | 'payingPartners' | 'experienceInTheRoom';

type SampleGroup = {
	slug: string;
	name: string;
	called: string;
	purpose: string;
	joining: GroupJoining;
	commitments: readonly number[];
	roles: readonly GroupRole[];
	reviewMonths: number;
	/** Days before the first start. */
	begunDaysAgo: number;
	reviewedDaysAgo: number;
	/** With their role; the first has begun it. */
	members: readonly (readonly [PersonKey, string])[];
	/** Who asks to come, and nobody has answered. */
	request?: { by: PersonKey; words: string; daysAgo: number };
};

const sampleGroups: Record<GroupKey, SampleGroup> = {
	outOfAreaCare: {
		slug: 'out-of-area-care',
		name: 'Out-of-area care',
		called: 'Working group',
		purpose: `People are sent far from home for a bed, and some of us send more people of some communities than of others. We compare how each area decides, what brings people back sooner, and what we have tried that did not work.`,
		joining: 'open',
		commitments: [1, 2],
		roles: [
			{ key: 'chair', title: 'Chair', manages: true },
			{ key: 'facilitator', title: 'Facilitator', manages: true },
			{ key: 'member', title: 'Member', manages: false }
		],
		reviewMonths: 6,
		begunDaysAgo: 160,
		reviewedDaysAgo: 160,
		members: [
			['leedsDrafter', 'chair'],
			['facilitator', 'facilitator'],
			['hackneyDrafter', 'member'],
			['supporter', 'member']
		]
	},
	payingPartners: {
		slug: 'paying-partners-on-time',
		name: 'Paying partners on time',
		called: 'Learning set',
		purpose: `Small organisations wait longest for their money. We share the notes that convinced our auditors.`,
		joining: 'on-request',
		commitments: [3],
		roles: [
			{ key: 'convener', title: 'Convener', manages: true },
			{ key: 'learner', title: 'Learner', manages: false }
		],
		reviewMonths: 12,
		begunDaysAgo: 90,
		reviewedDaysAgo: 90,
		members: [
			['hackneyDrafter', 'convener'],
			['coordinator', 'learner']
		],
		request: {
			by: 'manchesterDrafter',
			words:
				'Our thirty-day rule lasted until the finance system changed. We would like to hear why yours has held.',
			daysAgo: 2
		}
	},
	experienceInTheRoom: {
		slug: 'experience-in-the-room',
		name: 'Experience in the room',
		called: 'Circle',
		purpose: `How people with lived experience take part in commissioning without being asked to tell their story each time. What is said here stays here.`,
		joining: 'by-invitation',
		commitments: [3, 5],
		roles: [
			{ key: 'keeper', title: 'Keeper', manages: true },
			{ key: 'member', title: 'Member', manages: false }
		],
		reviewMonths: 3,
		begunDaysAgo: 60,
		reviewedDaysAgo: 60,
		members: [
			['facilitator', 'keeper'],
			['supporter', 'member'],
			['leedsDrafter', 'member']
		]
	}
};

/** @returns the groups' ids, for what stands in them. */
export async function seedGroups(
	inside: Store,
	memberIds: Record<PersonKey, string>,
	now: number
): Promise<Record<GroupKey, string>> {
	const ids = {} as Record<GroupKey, string>;
	const daysAgo = (days: number): string => new Date(now - days * 86_400_000).toISOString();
	for (const [key, group] of Object.entries(sampleGroups) as [GroupKey, SampleGroup][]) {
		const id = newId();
		ids[key] = id;
		const [first] = group.members;
		const begunAt = daysAgo(group.begunDaysAgo);
		const begunBy = first === undefined ? null : memberIds[first[0]];
		await inside.groups.add(
			{
				id,
				slug: group.slug,
				name: group.name,
				purpose: group.purpose,
				joining: group.joining,
				called: group.called,
				roles: JSON.stringify(group.roles),
				review_months: group.reviewMonths,
				reviewed_at: daysAgo(group.reviewedDaysAgo),
				reviewed_by: begunBy,
				review_asked_at: null,
				is_sample: 1,
				created_by: begunBy,
				created_at: begunAt,
				archived_at: null,
				archived_by: null,
				archived_reason: null
			},
			group.commitments
		);
		for (const [person, role] of group.members) {
			await inside.groups.setMember({
				group_id: id,
				member_id: memberIds[person],
				role,
				manages: group.roles.some((each) => each.key === role && each.manages) ? 1 : 0,
				is_guest: 0,
				until_on: null,
				joined_at: begunAt
			});
		}
		if (group.request !== undefined) {
			await inside.groups.addRequest({
				id: newId(),
				group_id: id,
				member_id: memberIds[group.request.by],
				words: group.request.words,
				created_at: daysAgo(group.request.daysAgo),
				outcome: null,
				reason: '',
				settled_by: null,
				settled_at: null
			});
		}
	}
	return ids;
}
