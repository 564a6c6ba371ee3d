// What somebody reads who follows the link in an invitation, and their yes or no.
import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { setSessionCookie } from '$lib/server/session-cookie.ts';
import { nothingSchema } from '#shared/account-input.ts';
import { acceptAsNewSchema } from '#shared/group-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		// The address opens something: it goes nowhere else, and no search engine keeps it.
		event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
		return {
			invitation: await app.groups.invitation(actor, event.params.token),
			signedInAs: actor.kind === 'member' ? actor.email : null
		};
	});

export const actions: Actions = {
	accept: (event) =>
		act(event, nothingSchema, async (actor) => {
			const slug = await event.locals.app.groups.accept(actor, event.params.token ?? '');
			redirect(303, `/groups/${slug}`);
		}),
	make: (event) =>
		act(event, acceptAsNewSchema, async (_actor, input) => {
			const { accounts, groups } = event.locals.app;
			const { slug, email } = await groups.acceptAsNew(event.params.token ?? '', input);
			const { sessionId } = await accounts.signIn(
				{ email, password: input.password },
				{
					address: event.locals.clientAddress,
					userAgent: event.request.headers.get('user-agent') ?? ''
				}
			);
			setSessionCookie(event, sessionId);
			redirect(303, `/groups/${slug}`);
		}),
	decline: (event) =>
		act(event, nothingSchema, async (actor) => {
			await event.locals.app.groups.decline(actor, event.params.token ?? '');
			return { hasDeclined: true };
		})
};
