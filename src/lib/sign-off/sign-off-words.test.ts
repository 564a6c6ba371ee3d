import { describe, expect, test } from 'vitest';
import type { OrganisationStanding, Signature } from '#server/domain/rounds/sign-off/standing.ts';
import type { ComparedRun } from '#shared/version-output.ts';
import {
	changedBy,
	readingTime,
	shortFingerprint,
	signerOf,
	standingInWords
} from './sign-off-words.ts';

const signature: Signature = {
	id: 'signature-1',
	organisation: { id: 'leeds', name: 'Leeds City Council' },
	member: { id: 'deputy', name: 'Deputy Director' },
	onBehalfOf: { id: 'lead', name: 'Director' },
	at: '2026-11-20T17:20:00.000Z',
	sha256: '7c419e0b52d8a6f3'.padEnd(60, '0') + '1b90',
	signedInWith: 'password',
	versionId: null,
	sections: []
};

const standing = (state: OrganisationStanding['state']): OrganisationStanding => ({
	organisation: { id: 'leeds', name: 'Leeds City Council', shortName: 'Leeds' },
	state,
	signature: state === 'not-signed' ? null : signature
});

describe('signatures in words', () => {
	test('a fingerprint is short enough to compare by eye', () => {
		expect(shortFingerprint(signature.sha256)).toBe('7c41 9e0b 52d8 a6f3 … 1b90');
	});

	test('a deputy is named with the lead in whose place they signed', () => {
		expect(signerOf(signature)).toBe('Deputy Director, in place of Director');
		expect(signerOf({ ...signature, onBehalfOf: null })).toBe('Deputy Director');
	});

	test('where an organisation stands is one sentence', () => {
		expect(standingInWords(standing('not-signed'))).toBe('Leeds City Council has not signed yet.');
		expect(standingInWords(standing('voided'))).toMatch(
			/^Leeds City Council signed on .*words have/
		);
		expect(standingInWords(standing('signed'))).toContain(
			'(Deputy Director, in place of Director)'
		);
	});

	test('who changed the words is named once, with the latest time', () => {
		const run = (name: string, at: string): ComparedRun => ({
			text: 'word',
			change: 'added',
			author: { id: name, name },
			at
		});
		const words = changedBy([
			run('Joel', '2026-11-23T11:32:00.000Z'),
			run('Sam', '2026-11-23T09:00:00.000Z'),
			run('Joel', '2026-11-22T09:00:00.000Z')
		]);
		expect(words).toMatch(/^Changed by Joel and Sam, last on Monday 23 November.*11:32\.$/);
		expect(changedBy([{ text: 'word', change: 'same', author: null, at: null }])).toBe('');
	});

	test('nothing takes less than a minute to read', () => {
		expect(readingTime(40)).toBe('about a minute');
		expect(readingTime(2400)).toBe('about 12 minutes');
	});
});
