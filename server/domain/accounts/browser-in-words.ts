// Names a browser for the "signed in here" list, from what it says of itself. For people to recognise, not to trust.

// The first that fits wins: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
const browsers: readonly (readonly [RegExp, string])[] = [
	[/\bEdg(?:e|A|iOS)?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\b(?:Firefox|FxiOS)\//, 'Firefox'],
	[/(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
];

const systems: readonly (readonly [RegExp, string])[] = [
	[/\biPhone\b/, 'an iPhone'],
	[/\biPad\b/, 'an iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac(?:intosh| OS X)\b/, 'a Mac'],
	[/\bLinux\b/, 'Linux']
];

const firstFit = (table: readonly (readonly [RegExp, string])[], text: string) =>
	table.find(([pattern]) => pattern.test(text))?.[1];

/** "Firefox on Windows", "Safari on an iPhone", "A browser we do not know". */
export function browserInWords(userAgent: string): string {
	const browser = firstFit(browsers, userAgent) ?? 'A browser we do not know';
	const system = firstFit(systems, userAgent);
	return system === undefined ? browser : `${browser} on ${system}`;
}
