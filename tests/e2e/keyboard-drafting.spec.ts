// The drafting journey with the keyboard alone: find the section, write, format, make a table, leave.
import { expect, type Page } from '@playwright/test';
import { answer, expectSaved, goToEnd, openDraft } from './draft-page.ts';
import { test } from './support.ts';

const focusedName = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const { activeElement } = document;
		if (activeElement === null || activeElement === document.body) return '';
		return activeElement.getAttribute('aria-label') ?? activeElement.textContent.trim();
	});

/** Presses Tab until what has the focus is called so; the way a keyboard finds things. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
	for (let pressed = 0; pressed < most; pressed++) {
		if (name.test(await focusedName(page))) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab does not reach ${name}; it stands at “${await focusedName(page)}”`);
}

const announced = (page: Page, words: string | RegExp): Promise<void> =>
	expect(page.locator('[role=status]').filter({ hasText: words }).first()).toHaveText(words);

test('a section is found, written, formatted and left with the keyboard alone', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter');
	await openDraft(page);

	await test.step('the contents lead to a section, and Tab goes on into its editor', async () => {
		await tabTo(page, /Research and policy/);
		await page.keyboard.press('Enter');
		await expect(page.locator('#commitment-6 h2')).toBeInViewport();
		await tabTo(page, /^Commitment 6, Research and policy, answer$/, 3);
	});

	await test.step('shortcuts format, and say so', async () => {
		await goToEnd(page, 'commitment-6');
		await page.keyboard.press('Control+b');
		await announced(page, 'Bold on');
		await page.keyboard.type('Plainly said');
		await page.keyboard.press('Control+b');
		await announced(page, 'Bold off');
		await page.keyboard.type(' and then on.');
		await expect(answer(page, 'commitment-6').locator('strong')).toHaveText('Plainly said');
	});

	await test.step('Alt+F10 goes to the toolbar, arrows move in it, Escape comes back', async () => {
		await page.keyboard.press('Enter');
		await page.keyboard.press('Alt+F10');
		await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('ArrowRight');
		expect(await focusedName(page)).toBe('Paragraph style: Paragraph');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('menuitemcheckbox', { name: 'Paragraph' })).toBeFocused();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await announced(page, 'Heading');
		await expect(answer(page, 'commitment-6')).toBeFocused();
		await page.keyboard.type('What we asked');
		await expect(
			answer(page, 'commitment-6').getByRole('heading', { level: 3, name: 'What we asked' })
		).toBeVisible();
		await page.keyboard.press('Enter');
		await page.keyboard.press('Alt+F10');
		await page.keyboard.press('Escape');
		await expect(answer(page, 'commitment-6')).toBeFocused();
	});

	await test.step('a list, indented and outdented', async () => {
		await page.keyboard.press('Control+Shift+8');
		await announced(page, 'Bulleted list on');
		await page.keyboard.type('first');
		await page.keyboard.press('Enter');
		await page.keyboard.type('under it');
		await page.keyboard.press('Control+]');
		await expect(answer(page, 'commitment-6').locator('li li')).toHaveText('under it');
		await page.keyboard.press('Control+[');
		await expect(answer(page, 'commitment-6').locator('li li')).toHaveCount(0);
		await page.keyboard.press('Enter');
		await page.keyboard.press('Enter');
	});

	await test.step('a link, in a dialog that gives the focus back', async () => {
		await page.keyboard.type('The minutes');
		await page.keyboard.press('Shift+Home');
		await page.keyboard.press('Alt+F10');
		while ((await focusedName(page)) !== 'Link') await page.keyboard.press('ArrowRight');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('dialog', { name: 'Add a link' })).toBeVisible();
		await page.keyboard.type('javascript:alert(1)');
		await page.keyboard.press('Enter');
		await expect(page.getByText('Type a web address such as')).toBeVisible();
		await page.keyboard.press('Control+a');
		await page.keyboard.type('example.org/minutes');
		await page.keyboard.press('Enter');
		await expect(
			answer(page, 'commitment-6').getByRole('link', { name: 'The minutes' })
		).toHaveAttribute('href', 'https://example.org/minutes');
		await expect(answer(page, 'commitment-6')).toBeFocused();
		await page.keyboard.press('End');
		await page.keyboard.press('Enter');
	});

	await test.step('a table, its rows and columns, without a mouse', async () => {
		const more = async (item: string): Promise<void> => {
			await page.keyboard.press('Alt+F10');
			await page.keyboard.press('End');
			await page.keyboard.press('ArrowDown');
			while ((await focusedName(page)) !== item) await page.keyboard.press('ArrowDown');
			await page.keyboard.press('Enter');
			await expect(answer(page, 'commitment-6')).toBeFocused();
		};
		await more('Insert a table');
		await announced(page, /^Table of three rows and three columns/);
		await page.keyboard.type('Year');
		const table = answer(page, 'commitment-6').getByRole('table');
		await expect(table.getByRole('row')).toHaveCount(3);
		await expect(table.getByRole('columnheader').first()).toHaveText('Year');
		await more('Add row below');
		await expect(table.getByRole('row')).toHaveCount(4);
		await more('Delete column');
		await expect(table.getByRole('columnheader')).toHaveCount(2);
		await more('Delete the table');
		await expect(table).toHaveCount(0);
	});

	await test.step('Tab leaves the editor, also from a list, and Shift+Tab comes back', async () => {
		await page.keyboard.press('Control+Shift+7');
		await page.keyboard.type('in a list');
		await page.keyboard.press('Tab');
		await expect(answer(page, 'commitment-6')).not.toBeFocused();
		await tabTo(page, /^Commitment 7, Biannual update, answer$/, 3);
		await page.keyboard.press('Shift+Tab');
		await expect(answer(page, 'commitment-6')).toBeFocused();
		await expectSaved(page);
	});
});

test('bars never cover the caret', async ({ signedIn }) => {
	const page = await signedIn('leeds.drafter', { viewport: { width: 360, height: 640 } });
	await openDraft(page);
	await goToEnd(page, 'commitment-3');
	for (let line = 0; line < 12; line++) {
		await page.keyboard.type(`Line ${line}`);
		await page.keyboard.press('Enter');
	}
	await page.keyboard.type('last');
	const gaps = (): Promise<{ above: number; below: number }> =>
		page.evaluate(() => {
			const caret = getSelection()?.getRangeAt(0).getBoundingClientRect() ?? new DOMRect();
			const bottomOf = (selector: string): number =>
				document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
			const topOf = (selector: string): number =>
				document.querySelector(selector)?.getBoundingClientRect().top ?? innerHeight;
			return {
				above: caret.top - bottomOf('.desk-bars'),
				below: Math.min(topOf('.phone-bar'), topOf('.spine')) - caret.bottom
			};
		});
	await expect.poll(async () => (await gaps()).below).toBeGreaterThan(0);
	expect((await gaps()).above).toBeGreaterThan(0);
	for (let line = 0; line < 12; line++) await page.keyboard.press('ArrowUp');
	await expect.poll(async () => (await gaps()).above).toBeGreaterThan(0);
});
