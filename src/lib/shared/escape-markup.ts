// Text put into HTML or XML, in an element or between double quotes. Pure.

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;'
};

export const escapeMarkup = (text: string): string =>
	text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
