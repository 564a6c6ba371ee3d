// A copy to take away, from asking for it to having the file.
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { expect, expectAccessible, test } from './support.ts';

const leeds = 'Leeds and York Partnership NHS Foundation Trust';

test('A lead makes a copy of what is the organisation’s own, sees how far it is, downloads it and removes it', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.lead');
	await page.goto('/account');
	await page.getByRole('link', { name: 'Make a copy' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Copies to take away');
	await expect(page.getByRole('button', { name: 'the whole Alliance' })).toHaveCount(0);
	await page.getByRole('button', { name: `Make a copy of ${leeds}` }).click();
	const download = page.getByRole('link', { name: `Download ${leeds}` });
	await expect(download).toBeVisible({ timeout: 20_000 });
	await expectAccessible(page);

	const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
	expect(file.suggestedFilename()).toMatch(/^leeds-and-york-[a-z-]+\d{4}-\d\d-\d\d\.zip$/);
	const names = Object.keys(unzipSync(await readFile(await file.path())));
	expect(names.some((name) => name.endsWith('/index.html'))).toBe(true);

	await page.getByRole('button', { name: `Remove ${leeds}` }).click();
	await expect(page.getByText('That copy is gone.')).toBeVisible();
	await expect(download).toHaveCount(0);
});

test('Without JavaScript a copy is asked for and downloaded all the same', async ({ signedIn }) => {
	const page = await signedIn('coordinator', { javaScriptEnabled: false });
	await page.goto('/account/copies');
	await page.getByRole('button', { name: 'Make a copy of the whole Alliance' }).click();
	// The page asks again by itself.
	const download = page.getByRole('link', { name: 'Download The whole Alliance' });
	await expect(download).toBeVisible({ timeout: 30_000 });
	const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
	expect(file.suggestedFilename()).toContain('the-whole-alliance');
});

test('A published round is one PDF and one ZIP for everybody; an open round is neither', async ({
	request
}) => {
	for (const [file, type] of [
		['reports.pdf', 'application/pdf'],
		['reports.zip', 'application/zip']
	]) {
		const answer = await request.get(`/rounds/2/${file}`);
		expect(answer.status()).toBe(200);
		expect(answer.headers()).toMatchObject({ 'content-type': type });
		const etag = answer.headers()['etag'] ?? '';
		const again = await request.get(`/rounds/2/${file}`, { headers: { 'if-none-match': etag } });
		expect(again.status()).toBe(304);
		expect((await request.get(`/rounds/3/${file}`)).status()).toBe(404);
	}
});

test('A member chooses which notices come by mail', async ({ signedIn }) => {
	const page = await signedIn('leeds.lead');
	await page.goto('/account#mails');
	const dates = page.getByRole('checkbox', { name: 'When a round opens, and when its dates move' });
	await expect(dates).toBeChecked();
	await dates.uncheck();
	await page.getByRole('button', { name: 'Keep this choice' }).click();
	await expect(page.getByText('Your choice of mails is kept.')).toBeVisible();
	await page.reload();
	await expect(dates).not.toBeChecked();
});
