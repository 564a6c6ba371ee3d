// The cookie that carries a login session's id: set by the sign-in page, read by HTTP and both sockets.

export const sessionCookieName = 'session';

/**
 * Without an expiry: on a shared computer closing the browser forgets it; the server ends it twelve hours after
 * its last use in any case.
 * @param origin the address people use; on https the cookie never travels unencrypted.
 */
export const sessionCookieOptions = (origin: string) =>
	({
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: origin.startsWith('https:')
	}) as const;
