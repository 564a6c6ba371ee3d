import { expect, test } from 'vitest';
import { DomainError } from '#server/kernel/errors.ts';
import { addressKey, createThrottle } from './throttle.ts';

const limits = { failures: 2, window: 60_000, keys: 3 };

function setUp() {
	let now = 0;
	const throttle = createThrottle({ now: () => now, iso: () => '' }, limits);
	return {
		advance: (milliseconds: number) => (now += milliseconds),
		/** What comes of a try: its answer, or the code it is refused with. */
		try: (key: string, work: () => Promise<string>) =>
			throttle.attempt(key, work).catch((error: Error) => (error as DomainError).code ?? 'fault')
	};
}

const right = () => Promise.resolve('right');
const wrong = () => Promise.reject(new DomainError('wrong-credentials'));
const broken = () => Promise.reject(new Error('the database is away'));

test('after two failures there are no more tries until the window ends', async () => {
	const { try: attempt, advance } = setUp();
	await attempt('a', wrong);
	await attempt('a', wrong);
	expect(await attempt('a', right)).toBe('too-often');
	advance(59_999);
	expect(await attempt('a', right)).toBe('too-often');
	advance(1);
	expect(await attempt('a', right)).toBe('right');
});

test('successes and faults of our own are not counted', async () => {
	const { try: attempt } = setUp();
	for (let count = 0; count < 5; count += 1) {
		expect(await attempt('a', right)).toBe('right');
		expect(await attempt('a', broken)).toBe('fault');
	}
});

test('one key does not hold up another', async () => {
	const { try: attempt } = setUp();
	await Promise.all([attempt('a', wrong), attempt('a', wrong)]);
	expect(await attempt('a', right)).toBe('too-often');
	expect(await attempt('b', right)).toBe('right');
});

test('a flood of keys takes no more memory than it is given: the oldest is forgotten', async () => {
	const { try: attempt } = setUp();
	for (const key of ['a', 'a', 'b', 'c', 'd']) await attempt(key, wrong);
	expect(await attempt('a', right)).toBe('right');
	expect(await attempt('d', wrong)).toBe('wrong-credentials');
	expect(await attempt('d', right)).toBe('too-often');
});

test('[F13] the hosts of one IPv6 network count as one', () => {
	expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
	expect(addressKey('2001:db8:1:2::9')).toBe('2001:db8:1:2');
	expect(addressKey('2001:db8::9')).toBe('2001:db8:0:0');
	expect(addressKey('::1')).toBe('0:0:0:0');
	expect(addressKey('192.0.2.7')).toBe('192.0.2.7');
	expect(addressKey('::ffff:192.0.2.7')).toBe('::ffff:192.0.2.7');
});
