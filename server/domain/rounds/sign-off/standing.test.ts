import { describe, expect, test } from 'vitest';
import type { NamedSignatureRow } from '#server/storage/signatures.ts';
import { isSignedByAll, standingOf, voidedKeys } from './standing.ts';

const organisations = ['leeds', 'city'].map((id) => ({ id, name: id, shortName: id }));

const row = (
	id: string,
	organisationId: string,
	sha256: string,
	more: Partial<NamedSignatureRow> = {}
): NamedSignatureRow => ({
	id,
	report_id: 'report-1',
	organisation_id: organisationId,
	organisation_name: organisationId,
	member_id: `${organisationId}-lead`,
	member_name: `${organisationId} lead`,
	on_behalf_of: null,
	lead_name: null,
	signed_in_with: 'password',
	sha256,
	version_id: null,
	at: '2026-11-23T10:00:00.000Z',
	...more
});

/** Fingerprints of three sections, and of the whole. */
const text = (why: string, first: string, next: string) => ({
	sha256: `${why}${first}${next}`,
	sections: [
		{ key: 'why', sha256: why },
		{ key: 'commitment-1', sha256: first },
		{ key: 'next-steps', sha256: next }
	]
});

const sectionsOf = (signatureId: string, of: ReturnType<typeof text>) =>
	of.sections.map((section) => ({ signature_id: signatureId, ...section }));

const now = text('a', 'b', 'c');

describe('where the organisations of a report stand', () => {
	test('nobody has signed: not signed', () => {
		const standings = standingOf(organisations, [], [], now);
		expect(standings.map(({ state }) => state)).toEqual(['not-signed', 'not-signed']);
		expect(isSignedByAll(standings)).toBe(false);
	});

	test('a signature on exactly these words holds on every section', () => {
		const [leeds] = standingOf(
			organisations,
			[row('s1', 'leeds', now.sha256)],
			sectionsOf('s1', now),
			now
		);
		expect(leeds?.state).toBe('signed');
		expect(leeds?.signature?.sections.map(({ standing }) => standing)).toEqual([
			'valid',
			'valid',
			'valid'
		]);
	});

	test('other words in one section void it there and nowhere else', () => {
		const before = text('a', 'x', 'c');
		const [leeds] = standingOf(
			organisations,
			[row('s1', 'leeds', before.sha256)],
			sectionsOf('s1', before),
			now
		);
		expect(leeds?.state).toBe('voided');
		expect(leeds === undefined ? [] : voidedKeys(leeds)).toEqual(['commitment-1']);
	});

	test('the newest of an organisation counts, also when an older one fits better', () => {
		const later = text('a', 'b', 'z');
		const [leeds] = standingOf(
			organisations,
			[row('s1', 'leeds', now.sha256), row('s2', 'leeds', later.sha256)],
			[...sectionsOf('s1', now), ...sectionsOf('s2', later)],
			now
		);
		expect(leeds).toMatchObject({ state: 'voided', signature: { id: 's2' } });
	});

	test('an organisation is not signed for by another', () => {
		const standings = standingOf(
			organisations,
			[row('s1', 'leeds', now.sha256)],
			sectionsOf('s1', now),
			now
		);
		expect(standings.map(({ state }) => state)).toEqual(['signed', 'not-signed']);
		expect(isSignedByAll(standings)).toBe(false);
	});

	test('all have signed when each has, and nobody has when there is no organisation', () => {
		const standings = standingOf(
			organisations,
			[row('s1', 'leeds', now.sha256), row('s2', 'city', now.sha256)],
			[...sectionsOf('s1', now), ...sectionsOf('s2', now)],
			now
		);
		expect(isSignedByAll(standings)).toBe(true);
		expect(isSignedByAll([])).toBe(false);
	});

	test('a deputy stands with the lead in whose place they signed', () => {
		const deputy = row('s1', 'leeds', now.sha256, {
			member_id: 'deputy',
			member_name: 'Deputy',
			on_behalf_of: 'leeds-lead',
			lead_name: 'Leeds lead'
		});
		const [leeds] = standingOf(organisations, [deputy], sectionsOf('s1', now), now);
		expect(leeds?.signature).toMatchObject({
			member: { id: 'deputy', name: 'Deputy' },
			onBehalfOf: { id: 'leeds-lead', name: 'Leeds lead' }
		});
	});
});
