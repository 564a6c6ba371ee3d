// The past of a report in real browsers: who wrote when, a moment with a name, what changed, and what comes back.
import { expect, type Locator, type Page } from '@playwright/test';
import {
	answer,
	expectSaved,
	findReport,
	goToEnd,
	openDraft,
	textOnScreen,
	textOnServer
} from './draft-page.ts';
import { expectNoAxeFindings, test } from './support.ts';

/** Writes a paragraph of its own at the end of a section and waits until it is saved. */
async function addParagraph(page: Page, key: string, text: string): Promise<void> {
	await goToEnd(page, key);
	await page.keyboard.type(text);
	await expect(answer(page, key)).toContainText(text);
	await expectSaved(page);
}

/** Selects a whole paragraph and types over it; nothing to type removes it. */
async function replaceParagraph(page: Page, key: string, old: string, text: string): Promise<void> {
	await answer(page, key).getByText(old).click({ clickCount: 3 });
	await page.keyboard.press('Delete');
	await expect(answer(page, key)).not.toContainText(old);
	if (text !== '') await page.keyboard.type(text);
	await expectSaved(page);
}

/** Names the text as it is now, in the page of its history. */
async function nameMoment(page: Page, name: string): Promise<void> {
	await page.getByText('Name this moment').click();
	await page.getByLabel('Name', { exact: true }).fill(name);
	await page.getByRole('button', { name: 'Keep it by this name' }).click();
	await expect(page.getByText(`The text as it is now is kept as “${name}”.`).first()).toBeVisible();
}

/** The entry of the timeline with these words. */
const entry = (page: Page, words: string): Locator =>
	page.getByRole('listitem').filter({ hasText: words }).first();

async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const tooWide = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(tooWide).toBe(0);
}

/** Wide and light, narrow and dark: each scheme and each layout once. */
async function expectReadable(page: Page): Promise<void> {
	await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
	await expectNoAxeFindings(page);
	await page.setViewportSize({ width: 320, height: 640 });
	await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
	await expectNoAxeFindings(page);
	await expectNoSidewaysScroll(page);
	await page.setViewportSize({ width: 1280, height: 900 });
}

test('Two people write: the history says who and when, and what changed since a moment with a name', async ({
	signedIn
}) => {
	const [drafter, lead] = [await signedIn('leeds.drafter'), await signedIn('leeds.lead')];
	const report = await openDraft(drafter);
	await openDraft(lead);
	const section = 'commitment-5';
	await addParagraph(drafter, section, 'We will pay everyone who comes, on the day.');
	await addParagraph(lead, section, 'The board meets every month.');

	const reader = await drafter.context().newPage();
	await test.step('the timeline has the day and both names', async () => {
		await reader.goto(`/reports/${report.id}/history`);
		await expect(reader.getByRole('heading', { level: 2, name: /, today$/ })).toBeVisible();
		await expect(reader.getByRole('main')).toContainText(/You.* wrote/);
		await expect(reader.getByRole('main')).toContainText(/Leeds lead.* wrote/);
		await expect(reader.getByText('From the first word on, every change is kept.')).toBeVisible();
		await expectReadable(reader);
	});

	await test.step('a moment gets a name and stands out', async () => {
		await nameMoment(reader, 'Sent to the board');
		await expect(entry(reader, 'Sent to the board')).toContainText('Named by you');
	});

	await replaceParagraph(
		lead,
		section,
		'We will pay everyone who comes, on the day.',
		'We will see about money.'
	);

	await test.step('compared with now, each change has its words, its author and its number', async () => {
		await entry(reader, 'Sent to the board')
			.getByRole('link', { name: 'Compare with now' })
			.click();
		await expect(reader.getByRole('heading', { level: 1, name: 'What changed' })).toBeVisible();
		const text = reader.getByRole('article', { name: 'The text with its changes marked' });
		await expect(text.locator('del').first()).toContainText('pay everyone who comes, on the day');
		await expect(text.locator('ins').first()).toContainText('see about money');
		const list = reader.getByRole('region', { name: /^\S+ changes?$/ });
		await expect(list).toContainText('Removed by Leeds lead');
		await expect(list).toContainText('Added by Leeds lead');
		await expectReadable(reader);
	});

	await test.step('the keyboard alone goes from change to change', async () => {
		await reader.keyboard.press('Alt+ArrowDown');
		await expect(reader.locator('#change-1')).toBeFocused();
		await expect(reader.getByRole('navigation', { name: 'Go through the changes' })).toContainText(
			/Change 1 of \d+: removed by Leeds lead, .*; added by Leeds lead/
		);
		await reader.keyboard.press('Alt+ArrowUp');
		await expect(
			reader.locator('[role=status]').filter({ hasText: 'That was the first change.' })
		).toHaveCount(1);
	});
});

test('A section is put back as it stood: everybody sees it at once, and nothing is lost by it', async ({
	signedIn
}) => {
	const [drafter, lead] = [await signedIn('leeds.drafter'), await signedIn('leeds.lead')];
	const report = await openDraft(drafter);
	await openDraft(lead);
	const section = 'commitment-4';
	const words = 'We asked for one national dataset.';
	await addParagraph(drafter, section, words);
	const reader = await drafter.context().newPage();
	await reader.goto(`/reports/${report.id}/history`);
	await nameMoment(reader, 'As agreed');
	await expect(answer(lead, section)).toContainText(words);
	await replaceParagraph(lead, section, words, 'We asked for nothing.');

	await test.step('one moment is read as it stood', async () => {
		await entry(reader, 'As agreed').getByRole('link', { name: /^Read/ }).click();
		await expect(reader.getByRole('heading', { level: 1, name: 'As agreed' })).toBeVisible();
		await expect(reader.getByText(words)).toBeVisible();
		await expectReadable(reader);
	});

	await test.step('putting a section back says what it will do, and everybody sees it at once', async () => {
		await reader.getByRole('link', { name: /Put this section back.*National leadership/s }).click();
		await expect(reader.getByRole('heading', { level: 1 })).toHaveText(
			'Put Commitment 4, National leadership back?'
		);
		await expect(reader.getByText('Nothing is lost: the text as it is now')).toBeVisible();
		await expect(reader.locator('ins')).toContainText(['one national dataset']);
		await expectReadable(reader);
		await reader.getByRole('button', { name: 'Put it back' }).click();
		await expect(reader.getByRole('heading', { level: 1 })).toHaveText('It is put back');
		await expect(reader.getByRole('heading', { level: 1 })).toBeFocused();
		for (const page of [drafter, lead]) {
			await expect(answer(page, section)).toContainText(words);
			await expect(answer(page, section)).not.toContainText('We asked for nothing.');
		}
		expect(await textOnServer(reader, report, section)).toContain(words);
	});

	await test.step('the text before that is kept too, and can be put back in the same way', async () => {
		await reader.getByRole('link', { name: 'Take it back…' }).click();
		await reader.getByRole('button', { name: 'Put it back' }).click();
		await expect(answer(lead, section)).toContainText('We asked for nothing.');
		await reader.goto(`/reports/${report.id}/history`);
		await expect(entry(reader, 'Kept before an earlier text was put back')).toContainText('by you');
	});
});

test('My paragraph that a colleague removed is found and put back with the keyboard alone', async ({
	signedIn
}) => {
	const [drafter, lead] = [await signedIn('leeds.drafter'), await signedIn('leeds.lead')];
	const report = await openDraft(drafter);
	await openDraft(lead);
	const section = 'commitment-6';
	const words = 'Three wards asked for a telephone circle in the evening.';
	await addParagraph(drafter, section, words);
	await expect(answer(lead, section)).toContainText(words);
	await replaceParagraph(lead, section, words, '');

	const reader = await drafter.context().newPage();
	await reader.goto(`/reports/${report.id}/history/lost`);
	const passage = reader.getByRole('list', { name: 'What you wrote that is no longer there' });
	await expect(entry(reader, words)).toContainText('removed by Leeds lead on');
	await expect(entry(reader, words)).toContainText('Commitment 6, Research and policy');
	await expectReadable(reader);

	const button = entry(reader, words).getByRole('button', { name: /^Put it back/ });
	for (let pressed = 0; pressed < 40; pressed++) {
		await reader.keyboard.press('Tab');
		if (await button.evaluate((element) => element === document.activeElement)) break;
	}
	await expect(button).toBeFocused();
	await reader.keyboard.press('Enter');
	await expect(
		reader.getByRole('heading', { level: 1, name: 'Where did my paragraph go?' })
	).toBeFocused();
	await expect(reader.locator('.banner')).toContainText('words are back in Commitment 6');
	await expect(passage.getByText(words)).toHaveCount(0);
	await expect.poll(() => textOnScreen(lead, section)).toContain(words);
});

test('Without script the history is read, compared and put back', async ({ signedIn }) => {
	const writer = await signedIn('hackney.drafter');
	const page = await signedIn('hackney.drafter', { javaScriptEnabled: false });
	const title = 'London Borough of Hackney';
	const report = await openDraft(writer, title);
	await addParagraph(writer, 'commitment-2', 'A sentence to come back to.');
	await page.goto(`/reports/${report.id}/history`);
	await nameMoment(page, 'Before the long evening');
	await replaceParagraph(writer, 'commitment-2', 'A sentence to come back to.', 'Another one.');

	await page.goto(`/reports/${report.id}/history`);
	await page.getByText('Compare two moments').click();
	const from = page.getByLabel('From');
	const moment = from.getByRole('option', { name: /Before the long evening/ });
	await from.selectOption(await moment.getAttribute('value'));
	await page.getByRole('button', { name: 'Compare' }).click();
	await expect(page.locator('ins').first()).toContainText('Another one');
	await page.getByRole('link', { name: 'Next change' }).click();
	await expect(page).toHaveURL(/#change-1$/);

	await page.getByRole('link', { name: /Put this section back/ }).click();
	await page.getByRole('button', { name: 'Put it back' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('It is put back');
	await expect(answer(writer, 'commitment-2')).toContainText('A sentence to come back to.');
});

test('[F25] When most of a section is removed at once, a colleague is told who did it and puts it back in one step', async ({
	signedIn
}) => {
	const [drafter, lead] = [await signedIn('leeds.drafter'), await signedIn('leeds.lead')];
	const report = await openDraft(drafter);
	await openDraft(lead);
	const section = 'commitment-3';
	const words = (await textOnScreen(drafter, section)).slice(0, 60);

	await answer(lead, section).focus();
	await lead.keyboard.press('Control+a');
	await lead.keyboard.press('Delete');
	await expect(answer(lead, section)).toHaveText('');
	const notice = drafter.locator('.banner').filter({ hasText: 'Leeds lead removed' });
	await expect(notice).toContainText(
		/removed \d+ words from Commitment 3, Partnership at \d\d:\d\d/
	);
	await expect(
		drafter.locator('[role=status]').filter({ hasText: 'Leeds lead removed' })
	).toHaveCount(1);
	await expect(lead.locator('.banner').filter({ hasText: 'You removed' })).toBeVisible();
	await expectNoAxeFindings(drafter);

	await notice.getByRole('button', { name: 'Put it back' }).focus();
	await drafter.keyboard.press('Enter');
	await expect.poll(() => textOnScreen(lead, section)).toContain(words);
	await expect(
		drafter.getByText('Commitment 3, Partnership stands as it did').last()
	).toBeVisible();
	await expect(drafter.getByRole('button', { name: 'Close this message' })).toBeFocused();

	await drafter.goto(`/reports/${report.id}/history`);
	await expect(entry(drafter, 'Before commitment 3 was cleared')).toContainText('by Leeds lead');
});

test('A name that is too short is said at its field', async ({ signedIn }) => {
	const page = await signedIn('leeds.drafter');
	const report = await findReport(page);
	await page.goto(`/reports/${report.id}/history`);
	await page.getByText('Name this moment').click();
	await page.getByLabel('Name', { exact: true }).fill('x');
	await page.getByRole('button', { name: 'Keep it by this name' }).click();
	await expect(page.getByRole('alert')).toContainText('A name needs at least 3 characters.');
	await expect(page).toHaveTitle(/^Error: /);
});

test('[F5] The history of a draft is closed to everybody who may not read the draft', async ({
	signedIn
}) => {
	const owner = await signedIn('leeds.drafter');
	const report = await findReport(owner);
	for (const person of ['supporter', 'coordinator', 'hackney.drafter'] as const) {
		const page = await signedIn(person);
		for (const address of ['', '/lost', '/compare?from=0&to=now', '/1', '/1/restore']) {
			const response = await page.goto(`/reports/${report.id}/history${address}`);
			expect(response?.status(), `${person} at history${address}`).toBe(404);
		}
	}
});
