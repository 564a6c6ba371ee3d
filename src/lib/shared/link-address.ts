// Which addresses a text may link to. The editor, pasted text, the server's rendering and exports all ask here.

/** Anything relative, or with a scheme in disguise, is no link. */
const schemes: readonly string[] = ['http:', 'https:', 'mailto:'];

const longest = 2_000;

/** The address as it may stand in a page, or null. @param value comes from anywhere, a hostile client included */
export function safeHref(value: unknown): string | null {
	if (typeof value !== 'string' || value.length > longest || !URL.canParse(value)) return null;
	const url = new URL(value);
	return schemes.includes(url.protocol) ? url.href : null;
}

/**
 * What somebody typed into the address field, as an address: a missing "https://" or "mailto:" is filled in.
 * Null when no link can be made of it.
 */
export function addressFromInput(typed: string): string | null {
	const text = typed.trim();
	if (text === '' || /\s/.test(text)) return null;
	if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(text)) return safeHref(`mailto:${text}`);
	if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w-]+(\.[\w-]+)+:\d/.test(text))
		return safeHref(text);
	return /^[\w-]+(\.[\w-]+)+([:/?#].*)?$/.test(text) ? safeHref(`https://${text}`) : null;
}
