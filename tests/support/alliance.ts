// A small alliance over a real database: one member of each kind that discussions tell apart.
import { expect } from 'vitest';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { PlaceRef } from '#server/domain/discussions/places.ts';
import type { Thread } from '#server/domain/discussions/thread-view.ts';
import type { StartThread } from '#shared/discussion-input.ts';
import type { Opened } from './dialects.ts';
import { addMember, manualClock, wireDomains } from './domain.ts';

export type Alliance = Awaited<ReturnType<typeof openAlliance>>;

export async function openAlliance(open: () => Promise<Opened>) {
	const database = await open();
	const { store } = database;
	const clock = manualClock();
	const house = wireDomains(store, clock);
	const { discussions } = house;
	/** Who can sign in, by name. */
	const everyone: Record<string, Member> = {};
	const add = async (id: string, more: Omit<Parameters<typeof addMember>[1], 'id'>) => {
		everyone[id] = await addMember(store, { id, ...more });
	};
	const supporters = {
		organisationId: 'o-supporter',
		organisationKind: 'pledge-supporter'
	} as const;
	const convenor = { organisationId: 'o-convenor', organisationKind: 'convenor' } as const;
	await add('leeds', { organisationId: 'o-leeds', name: 'Leeds drafter' });
	await add('reader', { organisationId: 'o-leeds', role: 'reader', name: 'Zoë Reader' });
	await add('hackney', { organisationId: 'o-hackney', name: 'Sam' });
	await add('supporter', { ...supporters, name: 'Sam' });
	await add('facilitator', { ...convenor, allianceRoles: ['facilitator'] });
	await add('coordinator', { ...convenor, allianceRoles: ['coordinator'] });
	await addMember(store, { id: 'left', organisationId: 'o-leeds', name: 'Leeds leaver' });
	await store.accounts.deactivateMember('left', clock.iso());

	return {
		database,
		clock,
		house,
		discussions,
		everyone,
		member(name: string): Member {
			const found = everyone[name];
			if (found === undefined) throw new Error(`nobody is called ${name}`);
			return found;
		},
		start: (
			actor: Actor,
			{
				commitment = 3,
				...more
			}: Partial<StartThread> & { commitment?: number; place?: PlaceRef } = {}
		) =>
			discussions.startThread(actor, {
				place: { kind: 'commitment', number: commitment },
				title: 'How do you pay partners on time?',
				body: 'We waited eleven weeks.',
				...more
			}),
		listed: async (actor: Actor, commitment = 3): Promise<string[]> =>
			(await discussions.ofPlace(actor, { kind: 'commitment', number: commitment })).items.map(
				({ id }) => id
			)
	};
}

/** The id of a thread's first post. */
export const firstPost = (thread: Thread): string => thread.posts[0]?.id ?? '';

/** Each is refused with this code (and field). Waits for all of them before looking at any. */
export async function expectRefused(
	attempts: Promise<unknown> | Promise<unknown>[],
	code: string,
	field?: string
): Promise<void> {
	for (const result of await Promise.allSettled([attempts].flat())) {
		expect(result).toMatchObject({
			status: 'rejected',
			reason: field === undefined ? { code } : { code, details: { field } }
		});
	}
}
