import { describe, expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

const request = (remoteAddress: string, forwarded?: string) =>
	({
		socket: { remoteAddress },
		headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
	}) as never;

describe('[F13] the address a request is counted under', () => {
	test('is the connection’s own when nobody is trusted, whatever the header says', () => {
		expect(clientAddress(request('203.0.113.7', '198.51.100.1'), [])).toBe('203.0.113.7');
		expect(clientAddress(request('127.0.0.1', '198.51.100.1'), [])).toBe('127.0.0.1');
	});

	test('is what a trusted proxy saw, not what the client told the proxy', () => {
		const seen = clientAddress(request('10.0.0.2', '1.2.3.4, 203.0.113.7'), ['10.0.0.2']);
		expect(seen).toBe('203.0.113.7');
	});

	test('passes over a chain of our own proxies', () => {
		const trusted = ['10.0.0.2', '10.0.0.3'];
		expect(clientAddress(request('10.0.0.2', '203.0.113.7, 10.0.0.3'), trusted)).toBe(
			'203.0.113.7'
		);
	});

	test('is the proxy’s when it sends nothing', () => {
		expect(clientAddress(request('10.0.0.2'), ['10.0.0.2'])).toBe('10.0.0.2');
	});

	test('reads an IPv4 address in IPv6 clothing', () => {
		expect(clientAddress(request('::ffff:10.0.0.2', '203.0.113.7'), ['10.0.0.2'])).toBe(
			'203.0.113.7'
		);
	});
});
