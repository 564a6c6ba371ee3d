// Signing out: a form post, so that no link or picture on another site can do it.
import { redirect } from '@sveltejs/kit';
import { clearSessionCookie } from '$lib/server/session-cookie.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { app, actor } = event.locals;
	if (actor.kind === 'member') await app.accounts.signOut(actor);
	clearSessionCookie(event);
	redirect(303, '/sign-in');
};
