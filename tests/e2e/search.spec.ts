// Search in the browser: the palette by the keyboard alone, the page without a script, and a draft that only its writers
// find. It changes nothing: the words are those of the demonstration.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './support.ts';

/** Stands in the draft of Leeds and nowhere else. */
const inDraftOfLeeds = '“Thursday evenings”';

const field = (page: Page) => page.getByRole('combobox', { name: 'Search or go to' });
const lines = (page: Page) => page.getByRole('listbox', { name: 'Results' }).getByRole('option');

test('with the keyboard alone the palette opens, finds a word with a slip in it, leads there, and gives the focus back', async ({
	signedIn
}) => {
	const page = await signedIn('supporter');
	await page.goto('/commitments');
	const before = page.getByRole('link', { name: 'Learning', exact: true });
	await before.focus();
	await expect(async () => {
		await page.keyboard.press('Control+k');
		await expect(field(page)).toBeFocused({ timeout: 500 });
	}).toPass();
	await expect(page.getByRole('group', { name: 'Go to' })).toContainText('Commitments');

	await page.keyboard.type('payment');
	for (const sort of ['Reports', 'Learning notes', 'Discussions', 'Go to']) {
		await expect(page.getByRole('group', { name: sort, exact: true })).toBeVisible();
	}
	await expect(page.getByRole('status').filter({ hasText: /^\d+ results\.$/ })).toHaveCount(1);
	await expect(lines(page).first()).toHaveAttribute('aria-selected', 'true');
	await expectAccessible(page);
	await page.keyboard.press('ArrowUp');
	await expect(lines(page).last()).toHaveAttribute('aria-selected', 'true');
	await page.keyboard.press('Escape');
	await expect(field(page)).toBeHidden();
	await expect(before).toBeFocused();

	await page.keyboard.press('Control+k');
	await expect(field(page)).toBeFocused();
	await page.keyboard.type('detrimant');
	const found = page
		.getByRole('group', { name: 'Discussions' })
		.getByRole('option', { name: /How do you pay community partners on time\?/ });
	await expect(found.locator('mark').first()).toHaveText('detriment');
	await page.keyboard.press('ArrowDown');
	await expect(lines(page).nth(1)).toHaveAttribute('aria-selected', 'true');
	const chosen = await lines(page).nth(1).getAttribute('id');
	await expect(field(page)).toHaveAttribute('aria-activedescendant', chosen ?? '');
	await page.keyboard.press('ArrowUp');
	await expect(found).toHaveAttribute('aria-selected', 'true');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/threads\/[^#]+#post-4$/);
	await expect(field(page)).toBeHidden();
	await expect(page.getByRole('region', { name: /^Post 4 / })).toBeInViewport();
});

test('without a script the page finds and narrows; a draft is found by its writers and by nobody else', async ({
	signedIn
}) => {
	const page = await signedIn('supporter', { javaScriptEnabled: false });
	await page.goto('/home');
	await page.getByRole('link', { name: 'Search or go to' }).click();
	await page.getByRole('searchbox', { name: 'Words to look for' }).fill('payment');
	await page.getByRole('button', { name: 'Search', exact: true }).click();
	const results = page.getByRole('region', { name: /for “payment”$/ }).getByRole('listitem');
	const published = results.filter({ hasText: 'Published' });
	await expect(published).not.toHaveCount(0);
	await expect(results.locator('mark').first()).toHaveText(/payment/i);

	await page.getByText('Narrow the search').click();
	await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Learning notes' });
	await page.getByRole('button', { name: 'Search', exact: true }).click();
	await expect(results.filter({ hasText: 'Learning note ·' })).not.toHaveCount(0);
	await expect(results.filter({ hasNotText: 'Learning note ·' })).toHaveCount(0);
	await expect(page.getByRole('combobox', { name: 'Kind' })).toHaveValue('note');

	const search = `/search?q=${encodeURIComponent(inDraftOfLeeds)}`;
	await page.goto(search);
	await expect(page.getByText('Nothing that you may read holds these words')).toBeVisible();
	await expect(page.getByText('Synergi-Leeds')).toHaveCount(0);

	const writer = await signedIn('leeds.drafter');
	await writer.goto(search);
	await expect(writer.getByRole('heading', { level: 2 })).toContainText('One result');
	await expect(writer.getByRole('listitem').filter({ hasText: 'Draft' })).toContainText(
		'had to stop its Thursday evenings'
	);
	await writer.getByText('Narrow the search').click();
	await expectAccessible(writer);
});
