// Looking people up to mention them. Apart from discussion-input.ts: the post box needs it without the schemas.

/** A person is looked up from their second letter on. */
export const shortestQuery = 2;
