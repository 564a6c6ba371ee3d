// The cookie of somebody who came by the link in a mail: it goes to the page of that link and to nothing else.

export const signingCookieName = 'signing';

/** @param secret of the link, as it stands in the address  @param origin the address people use */
export const signingCookieOptions = (secret: string, origin: string) =>
	({
		path: `/sign/${encodeURIComponent(secret)}`,
		httpOnly: true,
		sameSite: 'lax',
		secure: origin.startsWith('https:')
	}) as const;
