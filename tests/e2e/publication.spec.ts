// Publication day in the browser: what would hold a report back, what can stand, the minute, taking it all back, and a
// correction that everybody can read.
import type { Page } from '@playwright/test';
import { openRoundThree } from '../support/round-three.ts';
import { expect, expectAccessible, test } from './support.ts';

test.use({ server: 'publication day' });

const published = (page: Page) => page.getByText('This round is public');

test('publication day, from the rehearsal to a corrected edition', async ({
	app,
	page: reader,
	signedIn
}) => {
	test.setTimeout(120_000);
	const { round, report, write, publications } = await openRoundThree(app);
	const publicAddress = `/rounds/3/reports/${report.slug}`;
	await write('Those who came back to us were few: n=3.', 'commitment-4');
	const lead = await signedIn('hackney.lead');
	const coordinator = await signedIn('coordinator');

	await test.step('the coordinator sees what holds it back and where, not the words', async () => {
		await coordinator.goto(`/reports/rounds/${round.id}/publication`);
		const hackney = coordinator
			.getByRole('listitem')
			.filter({ hasText: 'London Borough of Hackney' });
		await expect(hackney.first()).toContainText('Held back');
		await expect(hackney.first()).toContainText('Commitment 4: A group of fewer than five people');
		await expect(coordinator.getByText('n=3')).toHaveCount(0);
		await expectAccessible(coordinator);
	});

	await test.step('the lead sees the words, and says why they can stand', async () => {
		await lead.goto(`/reports/${report.id}/rehearsal`);
		await expect(lead.getByRole('blockquote')).toHaveText('n=3');
		await lead.getByText('It can stand…').click();
		await lead.getByRole('button', { name: 'Let it stand' }).click();
		await expect(lead.getByRole('alert')).toContainText('why it can stand');
		await lead.getByLabel('Why can it stand?').fill('Three boroughs, not three people.');
		await lead.getByRole('button', { name: 'Let it stand' }).click();
		await expect(lead.getByText('“Three boroughs, not three people.”')).toBeVisible();
		await expectAccessible(lead);
		await lead.getByRole('link', { name: 'As it will look' }).click();
		await expect(lead.getByRole('heading', { level: 1 })).toHaveText('London Borough of Hackney');
		await expect(lead.getByText('Those who came back to us were few: n=3.')).toBeVisible();
		await expectAccessible(lead);
	});

	await test.step('the lead signs, and the coordinator’s page says that it is ready', async () => {
		await lead.goto(`/reports/${report.id}/sign`);
		await lead.getByRole('button', { name: /^Sign/ }).first().click();
		await expect(lead.getByText(/Signed at/).first()).toBeVisible();
		await expect(coordinator.getByText('one report would appear').first()).toBeVisible();
	});

	await test.step('before the minute nobody finds it, at the minute everybody does', async () => {
		expect((await reader.goto(publicAddress))?.status()).toBe(404);
		await coordinator.getByText('Publish now…').click();
		await coordinator.getByRole('button', { name: 'Publish what is ready now' }).click();
		await expect(published(coordinator)).toBeVisible();
		expect((await reader.goto(publicAddress))?.status()).toBe(200);
		await expect(reader.getByText('Those who came back to us were few: n=3.')).toBeVisible();
		await reader.goto('/rounds/3');
		await expect(reader.getByText('Not yet reported').first()).toBeVisible();
	});

	await test.step('it is withdrawn with a reason, and published again', async () => {
		await coordinator.getByText('Withdraw every report…').click();
		await coordinator.getByRole('button', { name: 'Withdraw every report' }).click();
		await expect(coordinator.getByRole('alert')).toContainText('Say why');
		await coordinator.getByLabel('Why', { exact: true }).fill('A name was left in a table.');
		await coordinator.getByRole('button', { name: 'Withdraw every report' }).click();
		await expect(coordinator.getByText('Why: A name was left in a table.')).toBeVisible();
		expect((await reader.goto(publicAddress))?.status()).toBe(404);
		await expectAccessible(coordinator);
		await coordinator.getByText('Publish now…').click();
		await coordinator.getByRole('button', { name: 'Publish what is ready now' }).click();
		await expect(published(coordinator)).toBeVisible();
		expect(await publications()).toHaveLength(2);
	});

	await test.step('a correction is begun, written, signed and published as the second edition', async () => {
		await lead.goto(`/reports/${report.id}/correction`);
		await lead.getByLabel('What is corrected').fill('A sentence on money was missing.');
		await lead.getByRole('button', { name: 'Begin the correction' }).click();
		await expect(lead.getByText('So far the words are those that are public.')).toBeVisible();
		await write('It cost £45,000.', 'commitment-5');
		await expect(lead.getByText('The words differ from those that are public.')).toBeVisible();
		await expectAccessible(lead);
		await lead.goto(`/reports/${report.id}/sign`);
		await lead.getByRole('button', { name: /^Sign/ }).first().click();
		await expect(lead.getByText(/Signed at/).first()).toBeVisible();
		await reader.goto(publicAddress);
		await expect(reader.getByText('It cost £45,000.')).toHaveCount(0);
		await lead.goto(`/reports/${report.id}/correction`);
		await lead.getByRole('button', { name: 'Publish edition 2' }).click();
		await expect(lead.getByText('Edition 2 is public.').first()).toBeVisible();
		await reader.goto(publicAddress);
		await expect(reader.getByText('A sentence on money was missing.').first()).toBeVisible();
		await expect(reader.getByText('It cost £45,000.')).toBeVisible();
	});
});
