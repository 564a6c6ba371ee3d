import { describe, expect, test } from 'vitest';
import { ConfigurationMistakes, readConfig } from './config.ts';

const mistakesIn = (environment: Record<string, string>): readonly string[] => {
	try {
		readConfig(environment);
		return [];
	} catch (error) {
		if (error instanceof ConfigurationMistakes) return error.mistakes;
		throw error;
	}
};

describe('the configuration', () => {
	test('needs nothing: it then serves the demonstration from ./data on this machine', () => {
		const config = readConfig({});
		expect(config).toMatchObject({
			port: 3000,
			host: '127.0.0.1',
			origin: 'http://127.0.0.1:3000',
			demo: true,
			database: { kind: 'sqlite' }
		});
	});

	test('lists every mistake at once', () => {
		const mistakes = mistakesIn({
			PORT: 'eighty',
			ORIGIN: 'workspace.example.org',
			DATABASE_URL: 'mysql://host/db',
			LOG_LEVEL: 'loud',
			DEMO: 'yes',
			METRICS_TOKEN: 'short',
			REDIS_URL: 'redis://localhost'
		});
		expect(mistakes.map((mistake) => mistake.split(':')[0]).sort()).toEqual([
			'DATABASE_URL',
			'DEMO',
			'LOG_LEVEL',
			'METRICS_TOKEN',
			'ORIGIN',
			'PORT',
			'REDIS_URL'
		]);
	});

	test('mail is from the host of the address, or from whom it is told', () => {
		expect(readConfig({ ORIGIN: 'https://alliance.example' }).mailFrom).toEqual({
			name: 'Alliance Workspace',
			address: 'workspace@alliance.example'
		});
		expect(readConfig({}).mailFrom.address).toBe('workspace@localhost');
		expect(readConfig({ HOST: '::1' }).mailFrom.address).toBe('workspace@localhost');
		expect(readConfig({ MAIL_FROM: 'The Alliance <post@alliance.example>' }).mailFrom).toEqual({
			name: 'The Alliance',
			address: 'post@alliance.example'
		});
		expect(readConfig({ MAIL_FROM: 'post@alliance.example' }).mailFrom.address).toBe(
			'post@alliance.example'
		);
		for (const wrong of ['The Alliance', 'a@b>', 'x <a@b>\nBcc: <c@d>', '<a b@c>']) {
			expect(mistakesIn({ MAIL_FROM: wrong }), wrong).toHaveLength(1);
		}
	});

	test('takes an empty value for none', () => {
		expect(mistakesIn({ DATABASE_URL: '', PORT: '' })).toEqual([]);
	});

	test('an address with a path is no origin', () => {
		expect(mistakesIn({ ORIGIN: 'https://example.org/workspace' })).toHaveLength(1);
		expect(readConfig({ ORIGIN: 'https://example.org/' }).origin).toBe('https://example.org');
	});

	test('the demonstration starts by itself on a loopback address only', () => {
		expect(readConfig({ HOST: '0.0.0.0' }).demo).toBe(false);
		expect(readConfig({ HOST: '0.0.0.0', DEMO: '1' }).demo).toBe(true);
		expect(readConfig({ DEMO: '0' }).demo).toBe(false);
	});

	test('an IPv6 host stands in brackets in the address', () => {
		expect(readConfig({ HOST: '::1' }).origin).toBe('http://[::1]:3000');
	});
});
