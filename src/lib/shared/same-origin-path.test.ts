import { expect, test } from 'vitest';
import { sameOriginPath, signInPath } from './same-origin-path.ts';

test('after signing in one comes to the page one wanted', () => {
	expect(sameOriginPath('/reports/1?view=all#why', '/')).toBe('/reports/1?view=all#why');
	expect(signInPath(new URL('https://a.test/reports/1?view=all'))).toBe(
		'/sign-in?next=%2Freports%2F1%3Fview%3Dall'
	);
});

test.each([
	'https://elsewhere.test/',
	'//elsewhere.test/',
	'/\\elsewhere.test',
	'/\t/elsewhere.test',
	'/\n/elsewhere.test',
	'/.//elsewhere.test',
	'/a/..//elsewhere.test',
	'javascript:alert(1)',
	'elsewhere.test',
	''
])('a way out of the site is not followed: %j', (wanted) => {
	expect(sameOriginPath(wanted, '/home')).toBe('/home');
});

test('without a wanted page one comes to the fallback', () => {
	expect(sameOriginPath(null, '/home')).toBe('/home');
});
