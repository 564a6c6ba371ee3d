// Who is at the other end of an upgrade request: the same for both sockets. The Origin header is checked before
// anything else, because a browser sends the cookie along from any page.
import type { IncomingMessage } from 'node:http';
import type { Caller, Member, SessionGuest } from '#server/kernel/actor.ts';
import { sessionCookieName } from '#shared/session-cookie.ts';
import { sessionGuestCookieName } from '#shared/session-guest-cookie.ts';

export type CallerDeps = {
	config: { origin: string };
	accounts: {
		authenticate(proof: { sessionId?: string; bearer?: string }): Promise<Member | null>;
	};
	sessionGuests: {
		/** @param secret of the link to a session, as the guest's browser keeps it */
		authenticate(secret: string): Promise<SessionGuest | null>;
	};
};

/** The caller, or the status to refuse with. */
export async function identify(
	{ config, accounts, sessionGuests }: CallerDeps,
	{ headers }: Pick<IncomingMessage, 'headers'>
): Promise<Caller | 401 | 403> {
	const { origin } = headers;
	if (origin !== undefined && origin !== config.origin) return 403;
	const bearer = /^Bearer ([\w.~+/=-]+)$/i.exec(headers.authorization ?? '')?.[1];
	const sessionId = bearer === undefined ? cookie(headers.cookie, sessionCookieName) : undefined;
	const guestSecret = cookie(headers.cookie, sessionGuestCookieName);
	if (bearer === undefined && sessionId === undefined && guestSecret === undefined) return 401;
	// Only a program leaves the Origin out, and programs come with a token.
	if (bearer === undefined && origin === undefined) return 403;
	const isMember = bearer !== undefined || sessionId !== undefined;
	const member = isMember ? await accounts.authenticate({ sessionId, bearer }) : null;
	const guest =
		member === null && guestSecret !== undefined
			? await sessionGuests.authenticate(guestSecret)
			: null;
	return member ?? guest ?? 401;
}

function cookie(header: string | undefined, name: string): string | undefined {
	for (const pair of (header ?? '').split(';')) {
		const [key, value] = pair.trim().split('=', 2);
		if (key === name && value !== undefined && value !== '') return value;
	}
	return undefined;
}
