// The cookie of somebody who came by a link to a facilitated session. It holds the link's secret, opens that session and
// nothing else, and counts for nothing beside a member's own.

export const sessionGuestCookieName = 'session-guest';

/** @param endsAt when the invitation ends, ISO-8601  @param origin the address people use */
export const sessionGuestCookieOptions = (endsAt: string, origin: string) =>
	({
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: origin.startsWith('https:'),
		expires: new Date(endsAt)
	}) as const;
