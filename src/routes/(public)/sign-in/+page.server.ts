import { redirect } from '@sveltejs/kit';
import { act } from '$lib/server/act.ts';
import { setSessionCookie } from '$lib/server/session-cookie.ts';
import { signInSchema } from '#shared/account-input.ts';
import { sameOriginPath } from '#shared/same-origin-path.ts';
import type { Actions, PageServerLoad } from './$types';

const wanted = (url: URL): string => sameOriginPath(url.searchParams.get('next'), '/home');

export const load: PageServerLoad = ({ locals, url }) => {
	const { app, actor } = locals;
	if (actor.kind === 'member') redirect(303, wanted(url));
	return {
		isSentHere: url.searchParams.has('next'),
		demonstrationAccounts: app.isDemonstration ? app.demonstrationAccounts : []
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, signInSchema, async (actor, input) => {
			const { accounts } = event.locals.app;
			const { sessionId } = await accounts.signIn(input, {
				address: event.locals.clientAddress,
				userAgent: event.request.headers.get('user-agent') ?? ''
			});
			// A form kept open in another tab: the browser forgets the earlier session, so it ends.
			if (actor.kind === 'member') await accounts.signOut(actor);
			setSessionCookie(event, sessionId);
			redirect(303, wanted(event.url));
		})
};
