// What is under embargo: every address of the workspace, asked by people who must not know, before the minute and
// after.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressPatterns, ask } from '../support/addresses.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { openRoundThree } from '../support/round-three.ts';

/** Words of Hackney's draft that stand nowhere else. */
const written = 'Larkspur seventeen';
const answered = 'Foxglove thirty-one';
/** Of those who write it, and nobody else's even when it is published. */
const remarked = 'Samphire forty-two';
const accepted = 'Teasel fifty-eight';

let app: RunningApp;
let three: Awaited<ReturnType<typeof openRoundThree>>;
/** Addresses, with every id put in that belongs to the draft. */
let addresses: string[];
const outsiders: Record<string, Record<string, string>> = {};

beforeAll(async () => {
	app = await startApp();
	three = await openRoundThree(app);
	const { as, report } = three;
	await three.write(`${written}: of whom n=4.`);
	const { items: promises } = await as.drafter<{ items: { id: string }[] }>(
		'GET',
		`/reports/${report.id}/promises`
	);
	const [promise] = promises;
	await as.drafter('PUT', `/promises/${promise?.id}`, { outcome: 'partly', explanation: answered });
	await as.lead('POST', `/reports/${report.id}/remarks`, {
		sectionKey: 'commitment-1',
		body: remarked
	});
	outsiders['nobody in particular'] = {};
	for (const [who, email] of [
		['a Pledge Supporter', 'supporter@demo.test'],
		['another organisation', 'leeds.lead@demo.test']
	] as const) {
		outsiders[who] = { cookie: await app.signIn(email) };
	}
	addresses = await everyAddress();
});
afterAll(() => app.stop());

const ofDraft = ['/reports/', '/documents/', '/rounds/'];

/** Every GET there is. */
async function everyAddress(): Promise<string[]> {
	const { as, round, report } = three;
	const patterns = await addressPatterns(app);
	const versions = await as.lead<{ items: { id: string }[] }>(
		'GET',
		`/documents/${report.documentName}/versions`
	);
	const version = versions.items[0]?.id ?? '';
	const formats = ['html', 'txt', 'json', 'zip'];
	return patterns.flatMap((pattern) => {
		const id = /\/rounds\//.test(pattern) ? round.id : report.id;
		const isRound = pattern.startsWith('/rounds/') || pattern.includes('/rounds/');
		const filled = pattern
			.replace('/versions/[id]', `/versions/${version}`)
			.replace('[version]', version)
			.replace('[place=textplace]', 'reports')
			.replace('[documentName]', report.documentName)
			.replace('/editions/[number]', '/editions/1')
			.replace('[edition]', '1')
			.replace('[key]', 'commitment-5')
			.replace('[number]', isRound ? '3' : '5')
			.replace('[n]', '5')
			.replace('[slug]', pattern.includes('organisations') ? 'hackney' : report.slug)
			.replace('[id]', id)
			.replace('[token]', 'made-up')
			.replace('[...unknown]', 'elsewhere');
		return filled.includes('[format]')
			? formats.map((format) => filled.replace('[format]', format))
			: [`${filled}${extra(filled)}`];
	});
}

/** Without these the address answers that something is missing. */
function extra(address: string): string {
	if (address.endsWith('/compare')) return '?from=empty&to=now';
	if (address.includes('/across')) return '?round=3';
	if (address.endsWith('/mentionable')) return '?q=ha';
	if (address.endsWith('/visibility')) return '?visibility=public';
	return '';
}

/** Addresses where somebody finds one of these words. */
async function findable(headers: Record<string, string>, words: readonly string[]) {
	const found: string[] = [];
	for (const address of addresses) {
		const { text } = await ask(app, address, headers);
		if (words.some((each) => text.includes(each))) found.push(address);
	}
	return found;
}

test('the test asks every address, with nothing left to be put in', () => {
	expect(addresses.filter((address) => address.includes('['))).toEqual([]);
	expect(addresses.length).toBeGreaterThan(80);
	for (const part of ofDraft) {
		expect(addresses.filter((address) => address.includes(part)).length).toBeGreaterThan(2);
	}
});

test('its own people find the words at these addresses', async () => {
	const found = await findable({ cookie: await app.signIn('hackney.lead@demo.test') }, [written]);
	expect(found).toContain(`/api/v1/reports/${three.report.id}/content`);
	expect(found).toContain(`/reports/${three.report.id}`);
	expect(found).toContain(`/reports/${three.report.id}/rehearsal/look`);
});

test.each(['nobody in particular', 'a Pledge Supporter', 'another organisation'])(
	'[F5] [F7] before the minute %s finds none of the words anywhere',
	async (who) => {
		const headers = outsiders[who] ?? {};
		expect(await findable(headers, [written, answered, remarked])).toEqual([]);
		// Compressed, they could not be seen.
		for (const address of addresses.filter((each) => /\/3\/.*\.(zip|pdf)$/.test(each))) {
			expect([address, (await ask(app, address, headers)).status]).toEqual([address, 404]);
		}
	}
);

test('[F5] before the minute the coordinator finds none of the words either', async () => {
	const cookie = await app.signIn('coordinator@demo.test');
	expect(await findable({ cookie }, [written, answered, remarked])).toEqual([]);
});

test.each(['nobody in particular', 'a Pledge Supporter', 'another organisation'])(
	'[F4] [F7] what belongs to the draft is not there for %s, rather than forbidden',
	async (who) => {
		const own = addresses.filter((address) => address.includes(three.report.id));
		for (const address of own.filter((each) => each.startsWith('/api/'))) {
			const { status } = await ask(app, address, outsiders[who] ?? {});
			expect([address, status]).toEqual([address, status === 401 ? 401 : 404]);
		}
	}
);

test('after the minute everybody finds what was published, and nothing of how it came about', async () => {
	const { as, report } = three;
	const { items } = await as.lead<{ items: { id: string }[] }>(
		'GET',
		`/reports/${report.id}/remarks`
	);
	for (const { id } of items) await as.lead('POST', `/remarks/${id}/resolution`);
	const rehearsal = await as.lead<{ holdsBack: { id: string; mayBeAccepted: boolean }[] }>(
		'GET',
		`/reports/${report.id}/rehearsal`
	);
	for (const { id } of rehearsal.holdsBack.filter(({ mayBeAccepted }) => mayBeAccepted)) {
		await as.lead('POST', `/reports/${report.id}/acceptances`, { finding: id, reason: accepted });
	}
	await three.sign();
	await three.setMinute(Date.now() + 200);
	await three.published();

	for (const headers of Object.values(outsiders)) {
		const found = await findable(headers, [written]);
		const address = `/rounds/3/reports/${report.slug}`;
		for (const each of [address, `${address}/editions/1`, `${address}/editions/1.json`]) {
			expect(found).toContain(each);
		}
		expect(found).toContain(`/api/v1/reports/${report.id}/content`);
		expect(found).toContain('/commitments/5/across?round=3');
		expect(found.filter((each) => /history|versions|compare|rehearsal|sign/.test(each))).toEqual(
			[]
		);
		expect(await findable(headers, [answered])).toContain(address);
		expect(await findable(headers, [remarked, accepted])).toEqual([]);
	}
}, 60_000);
