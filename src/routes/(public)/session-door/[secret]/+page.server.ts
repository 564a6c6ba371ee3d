// Where a guest's link leads: it says what for, and asks before it lets anybody in. Opening the page alone does nothing,
// because mail programs open links by themselves.
import { error, redirect } from '@sveltejs/kit';
import { sessionGuestCookieName, sessionGuestCookieOptions } from '#shared/session-guest-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	const door = await locals.app.sessionGuests.door(params.secret);
	if (door === null) error(404, 'This link leads nowhere.');
	return { door };
};

export const actions: Actions = {
	default: async ({ locals, params, cookies }) => {
		const door = await locals.app.sessionGuests.door(params.secret);
		if (door?.state !== 'open') redirect(303, `/session-door/${params.secret}`);
		cookies.set(
			sessionGuestCookieName,
			params.secret,
			sessionGuestCookieOptions(door.endsAt, locals.app.config.origin)
		);
		redirect(303, `/sessions/${door.session.id}`);
	}
};
