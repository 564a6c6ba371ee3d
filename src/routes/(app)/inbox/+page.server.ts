// What needs me, apart from what is new in what I follow; or what I have put off.
import { act, read } from '$lib/server/act.ts';
import { dayOf } from '#shared/dates.ts';
import { nothingSchema } from '#shared/account-input.ts';
import { inboxFormSchema } from '#shared/inbox-input.ts';
import type { Actions, PageServerLoad } from './$types';

const day = 86_400_000;
const inDays = (count: number): string => dayOf(new Date(Date.now() + count * day).toISOString());

/** The Monday after today. */
function monday(): string {
	const weekday = new Date(`${inDays(0)}T12:00:00Z`).getUTCDay();
	return inDays((8 - weekday) % 7 || 7);
}

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:inbox');
		const isLater = event.url.searchParams.get('show') === 'later';
		const inbox = await app.inbox.list(actor, isLater ? 'later' : 'now');
		return {
			runningHead: isLater
				? [{ label: 'Inbox', href: '/inbox' }, { label: 'Put off' }]
				: [{ label: 'Inbox' }],
			isLater,
			inbox,
			tomorrow: inDays(1),
			monday: monday()
		};
	});

export const actions: Actions = {
	mark: (event) =>
		act(event, inboxFormSchema, async (actor, { id, ...mark }) => {
			await event.locals.app.inbox.mark(actor, id, mark);
			return { done: mark.state };
		}),
	readAll: (event) =>
		act(event, nothingSchema, async (actor) => {
			await event.locals.app.inbox.markAllRead(actor);
			return { done: 'read' as const };
		})
};
