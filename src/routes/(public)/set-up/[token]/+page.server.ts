import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { setSessionCookie } from '$lib/server/session-cookie.ts';
import { createCoordinatorSchema } from '#shared/account-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, ({ app }) => app.accounts.requireSetupLink(event.params.token));

export const actions: Actions = {
	default: (event) =>
		act(event, createCoordinatorSchema, async (_actor, input) => {
			const { accounts } = event.locals.app;
			await accounts.useSetupLink(event.params.token, input);
			const { sessionId } = await accounts.signIn(input, {
				address: event.locals.clientAddress,
				userAgent: event.request.headers.get('user-agent') ?? ''
			});
			setSessionCookie(event, sessionId);
			redirect(303, '/home');
		})
};
