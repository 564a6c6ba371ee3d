// The convenor's synthesis: two people write it at once, cite published sections by keyboard alone, and publish what was
// read; the public reads it without a script and is told when the cited words were corrected.
import type { Page } from '@playwright/test';
import { expectSaved } from './draft-page.ts';
import { expect, expectNoAxeFindings, test } from './support.ts';

async function roundId(page: Page, number: number): Promise<string> {
	const answer = await page.request.get('/api/v1/rounds');
	const { items } = (await answer.json()) as { items: { id: string; number: number }[] };
	return items.find((each) => each.number === number)?.id ?? '';
}

async function openSynthesis(page: Page, number: number): Promise<void> {
	await page.goto(`/reports/rounds/${await roundId(page, number)}/synthesis`);
	await expect(page.locator('.save-done')).toHaveText(/^Saved/);
}

const editorOf = (page: Page) => page.getByRole('textbox', { name: 'The synthesis' });
/** Waits until it is on the server's disk. */
async function writeAtTheEnd(page: Page, words: string): Promise<void> {
	await editorOf(page).click();
	await page.keyboard.press('Control+End');
	await page.keyboard.type(words);
	await expectSaved(page);
}

const sources = (page: Page) => page.getByRole('complementary', { name: /^Sources/ });

test('two members of the convenor write at once; a section is found, read and cited by keys alone', async ({
	signedIn
}) => {
	const coordinator = await signedIn('coordinator');
	const facilitator = await signedIn('facilitator');
	await coordinator.goto(`/reports/rounds/${await roundId(coordinator, 1)}/synthesis`);
	await expect(coordinator.getByRole('heading', { name: 'Nobody has begun it' })).toBeVisible();
	await expectNoAxeFindings(coordinator);
	await coordinator.getByRole('button', { name: 'Begin' }).click();
	await openSynthesis(facilitator, 1);

	await editorOf(coordinator).click();
	await coordinator.keyboard.type('Grants are short, as ');
	await expect(editorOf(facilitator)).toContainText('Grants are short, as');

	await coordinator.keyboard.press('Alt+F10');
	await coordinator.getByRole('button', { name: 'Cite a section' }).focus();
	await coordinator.keyboard.press('Enter');
	const dialog = coordinator.getByRole('dialog', { name: 'Cite a section' });
	await expect(dialog.getByRole('searchbox', { name: 'Find a section' })).toBeVisible();
	await dialog.getByRole('searchbox', { name: 'Find a section' }).focus();
	await coordinator.keyboard.type('hackney recurrent');
	await expect(dialog.getByRole('status')).toContainText('One section');
	await expectNoAxeFindings(coordinator);
	await dialog.getByRole('radio').first().focus();
	await coordinator.keyboard.press('Space');
	await expect(dialog).toContainText('The fund is for one year.');
	await coordinator.keyboard.press('Enter');
	await expect(dialog).toBeHidden();

	await expect(editorOf(coordinator)).toBeFocused();
	await coordinator.keyboard.type(' says.');
	await expect(editorOf(coordinator)).toContainText(
		'Grants are short, as London Borough of Hackney, commitment 5 says.'
	);
	for (const page of [coordinator, facilitator]) {
		await expect(
			sources(page).getByRole('link', { name: 'London Borough of Hackney, commitment 5' })
		).toHaveAttribute(
			'href',
			'/rounds/1/reports/london-borough-of-hackney/editions/1#commitment-5'
		);
	}
});

test('[F23] one leaves the text to read and publish it when every word is saved', async ({
	signedIn
}) => {
	const coordinator = await signedIn('coordinator');
	await openSynthesis(coordinator, 2);
	await expect(
		coordinator.getByText('A section that is cited here was corrected since.')
	).toBeVisible();
	await expectNoAxeFindings(coordinator);
	await editorOf(coordinator).click();
	await coordinator.keyboard.press('Control+End');
	await coordinator.context().setOffline(true);
	await coordinator.keyboard.type(' A last sentence.');
	await expect(coordinator.getByText(/only on this device/)).toBeVisible();
	const questions: string[] = [];
	coordinator.on('dialog', (dialog) => {
		questions.push(dialog.message());
		void dialog.dismiss();
	});
	await coordinator.getByRole('link', { name: 'Read and publish' }).click();
	await expect.poll(() => questions).toHaveLength(1);
	await expect(editorOf(coordinator)).toBeVisible();
	await coordinator.context().setOffline(false);
	await expectSaved(coordinator);
	await coordinator.getByRole('link', { name: 'Read and publish' }).click();
	await expect(coordinator.getByRole('heading', { name: 'Read, then publish' })).toBeVisible();
	await expect(coordinator.getByRole('article')).toContainText('A last sentence.');
	await expectNoAxeFindings(coordinator);
});

test('what is published is what was read, and stays', async ({ signedIn, browser, app }) => {
	const coordinator = await signedIn('coordinator');
	const facilitator = await signedIn('facilitator');
	await openSynthesis(facilitator, 2);
	await writeAtTheEnd(facilitator, ' A sentence to read.');
	await coordinator.goto(`/reports/rounds/${await roundId(coordinator, 2)}/synthesis/publication`);
	await expect(coordinator.getByRole('article')).toContainText('A sentence to read.');
	await writeAtTheEnd(facilitator, ' Nobody has read this.');
	await coordinator.getByLabel('What is different').fill('A sentence was added.');
	await coordinator.getByRole('button', { name: 'Publish', exact: true }).click();
	await expect(coordinator.getByRole('alert')).toContainText('The text has changed since');

	await coordinator.reload();
	await expect(coordinator.getByRole('article')).toContainText('Nobody has read this.');
	await coordinator.getByLabel('What is different').fill('A sentence was added.');
	await coordinator.getByRole('button', { name: 'Publish', exact: true }).click();
	await coordinator.waitForURL('**/rounds/2/synthesis');

	const reader = await (
		await browser.newContext({ baseURL: app.origin, javaScriptEnabled: false })
	).newPage();
	await reader.goto('/rounds/2/synthesis');
	await expect(reader.getByRole('article')).toContainText('Nobody has read this.');
	await expect(reader.getByText('“A sentence was added.”').first()).toBeVisible();
	await reader.goto('/rounds/2/synthesis/editions/1');
	await expect(reader.getByText('This is an earlier edition.')).toBeVisible();
	await expect(reader.getByRole('article')).not.toContainText('Nobody has read this.');
	await reader.context().close();
});

test('the public is led from a claim to the words that were cited, and to what was corrected since', async ({
	page,
	browser,
	app
}) => {
	await page.goto('/rounds/2/synthesis/editions/1');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('What the reports say together');
	await expect(
		page.getByRole('navigation', { name: 'Themes' }).getByRole('link').first()
	).toHaveText(/Money that lasts/);
	await expectNoAxeFindings(page);
	expect(await page.locator('script').count()).toBe(0);

	const reader = await (
		await browser.newContext({ baseURL: app.origin, javaScriptEnabled: false })
	).newPage();
	await reader.goto('/rounds/2/synthesis/editions/1');
	await reader.getByRole('link', { name: '(these words were corrected since)' }).click();
	const source = reader.getByRole('listitem').filter({ hasText: 'Corrected since' });
	await expect(source).toBeInViewport();
	await source.getByText('Show what changed').click();
	await expect(source.getByRole('deletion')).toContainText('57');
	await expect(source.getByRole('insertion')).toContainText('52');

	await reader.getByRole('link', { name: 'in Hackney the gap is widest' }).click();
	await expect(reader).toHaveURL(/\/editions\/1#commitment-2$/);
	await expect(reader.locator('#commitment-2')).toContainText('57 in 100');
	await reader.context().close();
});

test('[F5] nobody but the convenor finds a synthesis that is being written', async ({
	signedIn
}) => {
	for (const who of ['leeds.lead', 'supporter'] as const) {
		const page = await signedIn(who);
		const id = await roundId(page, 3);
		for (const path of ['synthesis', 'synthesis/publication']) {
			expect((await page.goto(`/reports/rounds/${id}/${path}`))?.status()).toBe(404);
		}
		expect((await page.goto('/rounds/3/synthesis'))?.status()).toBe(404);
	}
});

test('a synthesis has its past, like every text that is written here', async ({ signedIn }) => {
	const page = await signedIn('facilitator');
	await openSynthesis(page, 2);
	await page.getByRole('link', { name: 'History' }).click();
	await expect(page.getByRole('heading', { name: 'History', exact: true })).toBeVisible();
	const first = page.getByRole('listitem').filter({ hasText: 'Published as edition 1' });
	await first.getByRole('link', { name: /^Read/ }).click();
	await expect(page.getByRole('heading', { name: 'The second appointment' })).toBeVisible();
	await page.getByRole('link', { name: /^Compare/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('What changed');
	await expectNoAxeFindings(page);
	await page.getByRole('link', { name: 'Synthesis of Progress Report No. 2' }).first().click();
	await expect(editorOf(page)).toBeVisible();
});
