import { act, read } from '$lib/server/act.ts';
import { contactsFormSchema } from '#shared/challenge-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const [mine, pledge] = await Promise.all([app.contacts.mine(actor), app.pledge.current()]);
		return {
			runningHead: [{ label: 'Your account', href: '/account' }, { label: 'Be asked about …' }],
			email: actor.kind === 'member' ? actor.email : '',
			mayBeAsked: app.access.can(actor, 'contact.offer', { kind: 'alliance' }),
			commitments: pledge.commitments.map(({ number, wording }) => ({
				number,
				wording,
				words: mine.find(({ commitment }) => commitment === number)?.words ?? ''
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, contactsFormSchema, async (actor, lines) => {
			const items = Object.entries(lines)
				.filter(([, words]) => words !== '')
				.map(([name, words]) => ({ commitment: Number(name.slice('about'.length)), words }));
			await event.locals.app.contacts.set(actor, { items });
			return {
				said:
					items.length === 0
						? 'You are not listed any more.'
						: 'You are listed with those commitments. You can take it back here at any time.'
			};
		})
};
