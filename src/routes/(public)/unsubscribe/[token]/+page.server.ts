// Where the last line of a mail leads: such mails are turned off without signing in, and on again. Opening the page
// changes nothing, because programs that look at mails open every link in them.
import { act, read } from '$lib/server/act.ts';
import { nothingSchema } from '#shared/account-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	return read(event, ({ app }) => app.mail.unsubscribing(event.params.token));
};

export const actions: Actions = {
	off: (event) =>
		act(event, nothingSchema, () => event.locals.app.mail.turnOff(event.params.token)),
	on: (event) => act(event, nothingSchema, () => event.locals.app.mail.turnOn(event.params.token))
};
