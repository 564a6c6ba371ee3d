// From a draft to a corrected report, by five people: one who writes, two leads who sign, the coordinator who publishes,
// and somebody who reads it without signing in. On a server of its own: publishing a round changes it for everybody.
import type { Page } from '@playwright/test';
import {
	answer,
	expectSaved,
	findReport,
	goToEnd,
	openToWrite,
	type Report
} from './draft-page.ts';
import { expect, test } from './support.ts';

test.use({ server: 'the whole path' });

const address = '/rounds/3/reports/synergi-leeds-partnership';

/** Signs what stands there now, as somebody who has just read it. */
async function sign(page: Page, report: Report): Promise<void> {
	await page.goto(`/reports/${report.id}/sign`);
	await page.getByRole('button', { name: /^Sign/ }).click();
	await expect(page.getByText(/^Signed at/)).toBeVisible();
}

async function write(page: Page, report: Report, key: string, words: string): Promise<void> {
	await openToWrite(page, report);
	await goToEnd(page, key);
	await page.keyboard.type(words);
	await expect(answer(page, key)).toContainText(words);
	await expectSaved(page);
}

/** What the board says of a signature. */
async function signatureStates(page: Page, report: Report): Promise<Record<string, string>> {
	const response = await page.request.get(`/api/v1/reports/${report.id}/signatures`);
	const { items } = (await response.json()) as {
		items: {
			organisation: { name: string };
			sections: { key: string; standing: string }[];
		}[];
	};
	const newest = items.filter(
		({ organisation }, index) =>
			items.findIndex((each) => each.organisation.name === organisation.name) === index
	);
	return Object.fromEntries(
		newest.map(({ organisation, sections }) => [
			organisation.name,
			sections
				.filter(({ standing }) => standing === 'voided')
				.map(({ key }) => key)
				.join(' ')
		])
	);
}

const trust = 'Leeds and York Partnership NHS Foundation Trust';
const council = 'Leeds City Council (Public Health)';

test('five people write, review, sign, change, sign again, rehearse, publish and correct a report', async ({
	signedIn,
	page: visitor
}) => {
	test.setTimeout(240_000);
	const drafter = await signedIn('leeds.drafter');
	const lead = await signedIn('leeds.lead');
	const councilLead = await signedIn('council.lead');
	const coordinator = await signedIn('coordinator');
	await drafter.goto('/home');
	const report = await findReport(drafter);

	await test.step('the drafter answers what was promised, settles what was asked, and writes', async () => {
		await drafter.goto(`/reports/${report.id}/promises`);
		const open = drafter
			.getByRole('article')
			.filter({ has: drafter.locator('summary', { hasText: 'Did it happen?' }) });
		for (let left = await open.count(); left > 0; left -= 1) {
			await open.first().getByRole('radio', { name: 'Done', exact: true }).check();
			await open
				.first()
				.getByRole('button', { name: /^Save the answer/ })
				.click();
			await expect(open).toHaveCount(left - 1);
		}
		await drafter.goto(`/reports/${report.id}/remarks`);
		const settle = drafter.getByRole('button', { name: /^Settled/ });
		for (let left = await settle.count(); left > 0; left -= 1) {
			await settle.first().click();
			await expect(settle).toHaveCount(left - 1);
		}
		await write(
			drafter,
			report,
			'commitment-6',
			'Two universities now share their findings with us.'
		);
	});

	await test.step('the section is reviewed: handed over by its writer, agreed by a lead', async () => {
		const section = `/reports/${report.id}/sections/commitment-6`;
		await drafter.goto(section);
		await drafter.getByRole('button', { name: /^It is ready for review/ }).click();
		await expect(drafter.getByText('Ready for review').first()).toBeVisible();
		await lead.goto(section);
		await expect(lead.getByText('Two universities now share')).toBeVisible();
		await lead.getByRole('button', { name: /^Agree these words/ }).click();
		await expect(lead.getByText('Agreed').first()).toBeVisible();
	});

	await test.step('both leads sign exactly these words', async () => {
		await sign(lead, report);
		await sign(councilLead, report);
		expect(await signatureStates(lead, report)).toEqual({ [trust]: '', [council]: '' });
	});

	await test.step('an edit voids both signatures on the section it touched, and on no other', async () => {
		await write(drafter, report, 'commitment-6', 'A third joins in the spring.');
		expect(await signatureStates(lead, report)).toEqual({
			[trust]: 'commitment-6',
			[council]: 'commitment-6'
		});
		await coordinator.goto('/reports');
		await expect(coordinator.getByRole('table').getByText('Words changed since')).toHaveCount(2);
	});

	await test.step('each lead sees just the words that changed, and signs again', async () => {
		await lead.goto(`/reports/${report.id}/sign`);
		await expect(lead.locator('ins')).toHaveText([/A third joins in the spring\.$/]);
		await sign(lead, report);
		await sign(councilLead, report);
		expect(await signatureStates(lead, report)).toEqual({ [trust]: '', [council]: '' });
	});

	await test.step('the coordinator rehearses, and nobody outside knows of it yet', async () => {
		await coordinator.goto('/reports');
		await coordinator.getByRole('link', { name: 'Rehearse publication day' }).click();
		const leeds = coordinator.getByRole('listitem').filter({
			has: coordinator.getByRole('link', { name: report.title })
		});
		await expect(leeds).toContainText('Ready');
		await expect(coordinator.getByText('Two universities')).toHaveCount(0);
		expect((await visitor.goto(address))?.status()).toBe(404);
	});

	await test.step('at the minute it is public, in the words that were signed', async () => {
		await coordinator.getByText('Publish now…').click();
		await coordinator.getByRole('button', { name: 'Publish what is ready now' }).click();
		await expect(coordinator.getByText('This round is public')).toBeVisible();
		expect((await visitor.goto(address))?.status()).toBe(200);
		await expect(visitor.locator('#commitment-6')).toContainText('A third joins in the spring.');
		await expect(
			visitor.getByRole('contentinfo').or(visitor.locator('.colophon')).first()
		).toContainText(trust);
		await visitor.goto('/rounds/3');
		await expect(visitor.getByRole('link', { name: report.title })).toBeVisible();
		await expect(visitor.getByText('Not yet reported').first()).toBeVisible();
	});

	await test.step('a lead begins a correction; the public reads what stands until it is signed and published', async () => {
		await lead.goto(`/reports/${report.id}/correction`);
		await lead.getByLabel('What is corrected').fill('The third university joins in the summer.');
		await lead.getByRole('button', { name: 'Begin the correction' }).click();
		await expect(lead.getByRole('heading', { name: 'Under way' })).toBeVisible();
		await write(drafter, report, 'commitment-6', 'It joins in the summer.');
		await visitor.goto(address);
		await expect(visitor.locator('#commitment-6')).not.toContainText('summer');
		await sign(lead, report);
		await sign(councilLead, report);
		await lead.goto(`/reports/${report.id}/correction`);
		await lead.getByRole('button', { name: 'Publish edition 2' }).click();
		await expect(lead.getByRole('main').getByText('Edition 2 is public.')).toBeVisible();
	});

	await test.step('the new edition stands with its note, and the first one stays readable', async () => {
		await visitor.goto(address);
		await expect(visitor.locator('#commitment-6')).toContainText('It joins in the summer.');
		await expect(
			visitor.getByText('The third university joins in the summer.', { exact: true })
		).toBeVisible();
		await visitor.goto(`${address}/editions/1`);
		await expect(visitor.locator('#commitment-6')).toContainText('A third joins in the spring.');
		await expect(visitor.locator('#commitment-6')).not.toContainText('summer');
	});
});
