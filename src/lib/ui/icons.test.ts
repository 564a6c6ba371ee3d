import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { iconNames } from './icon-names.ts';

test('every icon that can be named is drawn, and no other', () => {
	const drawn = readFileSync(new URL('icons.svg', import.meta.url), 'utf8').matchAll(
		/ id="([^"]+)"/g
	);
	expect([...drawn].map(([, id]) => id)).toEqual(iconNames);
});
