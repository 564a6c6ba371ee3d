// The session cookie on this side: read with every request, set at sign-in, cleared at sign-out.
import type { RequestEvent } from '@sveltejs/kit';
import { sessionCookieName, sessionCookieOptions } from '#shared/session-cookie.ts';

export const readSessionCookie = ({ cookies }: RequestEvent): string | undefined =>
	cookies.get(sessionCookieName);

export function setSessionCookie({ cookies, locals }: RequestEvent, sessionId: string): void {
	cookies.set(sessionCookieName, sessionId, sessionCookieOptions(locals.app.config.origin));
}

export function clearSessionCookie({ cookies, locals }: RequestEvent): void {
	cookies.delete(sessionCookieName, sessionCookieOptions(locals.app.config.origin));
}
