// Following colleagues by ear: what is announced, quiet, going to somebody and coming back, with the keyboard alone.
import { expect, type Page } from '@playwright/test';
import { answer, expectSaved, goToEnd, moveToEnd, openDraft, textOnScreen } from './draft-page.ts';
import { expectAccessible, expectNoAxeFindings, test } from './support.ts';

/** Collects everything that is said to a screen reader from now on. */
async function listenTo(page: Page): Promise<() => Promise<string[]>> {
	await page.evaluate(() => {
		const said: string[] = [];
		Object.assign(window, { said });
		const regions = [...document.querySelectorAll('.visually-hidden > [role=status]')];
		for (const region of regions) {
			new MutationObserver(() => {
				const words = region.textContent.trim();
				if (words !== '') said.push(words);
			}).observe(region, { childList: true, characterData: true, subtree: true });
		}
	});
	return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}

const expectSaid = (said: () => Promise<string[]>, words: RegExp): Promise<void> =>
	expect.poll(said, { timeout: 15_000 }).toContainEqual(expect.stringMatching(words));

const dialog = (page: Page) => page.getByRole('dialog', { name: 'People here' });

/** From the text to the list of people, with the keyboard alone. */
async function openPeople(page: Page): Promise<void> {
	await page.keyboard.press('Alt+F10');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('button', { name: /here, and what is announced/ })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(dialog(page)).toBeVisible();
}

/** Tabs inside the dialog to what is called so, and presses it. */
async function choose(page: Page, name: string): Promise<void> {
	const box = dialog(page).getByRole('checkbox', { name });
	const target = box.or(dialog(page).getByRole('button', { name }));
	for (let pressed = 0; pressed < 30; pressed++) {
		if (await target.evaluate((element) => element === document.activeElement)) {
			await page.keyboard.press('Space');
			return;
		}
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab does not reach ${name}`);
}

test('coming, writing, removing and leaving are announced, gathered, with who and where', async ({
	signedIn
}) => {
	const listener = await signedIn('leeds.drafter');
	await openDraft(listener);
	await moveToEnd(listener, 'commitment-3');
	const said = await listenTo(listener);
	const writer = await signedIn('leeds.lead');
	await openDraft(writer);
	await expectSaid(said, /Leeds lead (has joined|is also here)\.$/);

	await goToEnd(writer, 'commitment-3');
	await writer.keyboard.type('Eight words that are typed one by one.', { delay: 30 });
	await expectSaid(said, /Leeds lead added eight words to commitment 3\.$/);
	for (let word = 0; word < 2; word++) await writer.keyboard.press('Control+Backspace');
	await expectSaid(said, /Leeds lead removed (one|two) words? from commitment 3\.$/);

	// Elsewhere in the report: not wanted unless asked for.
	await goToEnd(writer, 'commitment-5');
	await writer.keyboard.type('Far away.');
	await expectSaved(writer);
	await writer.context().close();
	await expectSaid(said, /Leeds lead has left\.$/);
	expect((await said()).join(' ')).not.toContain('commitment 5');
	// Gathered: one sentence each, however many letters there were.
	expect((await said()).filter((each) => each.includes('added'))).toHaveLength(1);
});

test('each kind is switched off and on with the keyboard, and the choice is remembered', async ({
	signedIn
}) => {
	const listener = await signedIn('leeds.drafter');
	const writer = await signedIn('leeds.lead');
	await openDraft(writer);
	// There before anybody listens, whatever other tests have left of this section.
	await goToEnd(writer, 'commitment-6');
	await writer.keyboard.type('Words that will go.');
	await expectSaved(writer);
	await openDraft(listener);
	await moveToEnd(listener, 'commitment-2');
	await openPeople(listener);
	await choose(listener, 'When somebody adds words');
	await choose(listener, 'Only words in the section I am in');
	await listener.keyboard.press('Escape');
	await expect(dialog(listener)).toBeHidden();
	await expect(listener.getByRole('button', { name: /here, and what is announced/ })).toBeFocused();

	let said = await listenTo(listener);
	await goToEnd(writer, 'commitment-6');
	await writer.keyboard.type('Not announced.', { delay: 10 });
	await expect(answer(listener, 'commitment-6')).toContainText('Not announced.');
	await writer.keyboard.press('Control+Backspace');
	await writer.keyboard.press('Control+Backspace');
	await writer.keyboard.press('Backspace');
	await writer.keyboard.press('Control+Shift+Home');
	await writer.keyboard.press('Delete');
	await expectSaid(said, /Leeds lead removed .* from commitment 6\.$/);
	expect((await said()).filter((each) => /added|changed/.test(each))).toEqual([]);

	await listener.reload();
	await expectSaved(listener);
	await moveToEnd(listener, 'commitment-2');
	await openPeople(listener);
	await expect(dialog(listener).getByLabel('When somebody adds words')).not.toBeChecked();
	await expect(dialog(listener).getByLabel('When somebody removes words')).toBeChecked();
	await choose(listener, 'When somebody adds words');
	await choose(listener, 'With the words that were added');
	await listener.keyboard.press('Escape');
	said = await listenTo(listener);
	await writer.keyboard.type('Said word for word', { delay: 10 });
	await expectSaid(said, /Leeds lead added four words to commitment 6: “Said word for word”$/);
});

test('quiet: nothing is announced, and what colleagues write comes in when one pauses', async ({
	signedIn
}) => {
	const listener = await signedIn('leeds.drafter');
	const writer = await signedIn('leeds.lead');
	await openDraft(listener);
	await openDraft(writer);
	await goToEnd(listener, 'commitment-4');
	await openPeople(listener);
	await choose(listener, 'Quiet while I write');
	await expect(dialog(listener).getByLabel('When somebody joins')).toBeDisabled();
	await listener.keyboard.press('Escape');
	await expect(listener.getByRole('button', { name: /here, and what is announced/ })).toContainText(
		'Quiet'
	);
	const said = await listenTo(listener);

	await listener.keyboard.press('Shift+Tab');
	await listener.keyboard.press('Escape');
	await expect(answer(listener, 'commitment-4')).toBeFocused();
	await goToEnd(writer, 'commitment-4');
	// Never a pause of one and a half seconds while the other writes.
	const others = 'Held back until you pause.';
	const writing = listener.keyboard.type(
		'I go on writing without a pause for quite a while here. ',
		{
			delay: 60
		}
	);
	await writer.keyboard.type(others, { delay: 10 });
	await expect(answer(writer, 'commitment-4')).toContainText(others);
	expect(await textOnScreen(listener, 'commitment-4')).not.toContain('Held');
	await writing;
	// One's own words were sent meanwhile.
	await expect(answer(writer, 'commitment-4')).toContainText('quite a while here.');
	await expect(answer(listener, 'commitment-4')).toContainText(others);
	await expectSaved(listener);
	expect((await said()).filter((each) => each.includes('Leeds lead'))).toEqual([]);

	await openPeople(listener);
	await choose(listener, 'Quiet while I write');
	await listener.keyboard.press('Escape');
	await writer.keyboard.type(' Heard again.', { delay: 10 });
	await expectSaid(said, /Leeds lead added \w+ words to commitment 4\.$/);
});

test('going to a colleague and back moves the caret, with the keyboard alone', async ({
	signedIn
}) => {
	const follower = await signedIn('leeds.drafter');
	const leader = await signedIn('leeds.lead');
	await openDraft(follower);
	await openDraft(leader);
	await goToEnd(leader, 'commitment-6');
	await leader.keyboard.type('Here I am');
	await moveToEnd(follower, 'commitment-1');
	const said = await listenTo(follower);

	await openPeople(follower);
	await expect(dialog(follower).getByText('In commitment 6')).toBeVisible();
	await choose(follower, 'Go there to Leeds lead');
	await expect(answer(follower, 'commitment-6')).toBeFocused();
	await expectSaid(said, /You are where Leeds lead is, in commitment 6\.$/);
	await follower.keyboard.type(', and so am I');
	await expect(answer(leader, 'commitment-6')).toContainText('Here I am, and so am I');

	await follower.keyboard.press('Alt+F10');
	await follower.keyboard.press('Tab');
	await follower.keyboard.press('Tab');
	await expect(follower.getByRole('button', { name: 'Back to where I was' })).toBeFocused();
	await follower.keyboard.press('Enter');
	await expect(answer(follower, 'commitment-1')).toBeFocused();
	await expectSaid(said, /You are back in commitment 1\.$/);
	await follower.keyboard.type(' Back again.');
	await expect(answer(leader, 'commitment-1').locator('p').last()).toHaveText(/ Back again\.$/);
	await expect(follower.getByRole('group', { name: 'Where you are' })).toBeHidden();
});

test('following keeps the caret with a colleague from section to section, until one writes', async ({
	signedIn
}) => {
	const follower = await signedIn('leeds.drafter');
	const leader = await signedIn('leeds.lead');
	await openDraft(follower);
	await openDraft(leader);
	await moveToEnd(leader, 'commitment-2');
	await moveToEnd(follower, 'commitment-1');
	const said = await listenTo(follower);
	await openPeople(follower);
	await choose(follower, 'Follow Leeds lead');
	await expect(answer(follower, 'commitment-2')).toBeFocused();
	await moveToEnd(leader, 'commitment-7');
	await expect(answer(follower, 'commitment-7')).toBeFocused();
	await expect(answer(follower, 'commitment-7')).toBeInViewport();
	await expectSaid(said, /Leeds lead is now in commitment 7\.$/);
	await goToEnd(leader, 'commitment-3');
	await leader.keyboard.type('With me');
	await expect(answer(follower, 'commitment-3')).toBeFocused();
	await expect(answer(follower, 'commitment-3')).toContainText('With me');

	const bar = follower.getByRole('group', { name: 'Where you are' });
	await expect(bar).toContainText('You follow Leeds lead');
	await follower.keyboard.type('x');
	await expect(bar).not.toContainText('You follow');
	await expectSaid(said, /You are writing now, and no longer follow Leeds lead\.$/);
	await moveToEnd(leader, 'commitment-5');
	await leader.keyboard.type('Alone again.');
	await expect(answer(follower, 'commitment-5')).toContainText('Alone again.');
	await expect(answer(follower, 'commitment-3')).toBeFocused();

	// Escape ends it as well.
	await openPeople(follower);
	await choose(follower, 'Follow Leeds lead');
	await expect(answer(follower, 'commitment-5')).toBeFocused();
	await follower.keyboard.press('Escape');
	await expectSaid(said, /You no longer follow Leeds lead\.$/);
});

test('the list of people and the bar have no accessibility findings, and fit a width of 320 px', async ({
	signedIn
}) => {
	const page = await signedIn('hackney.drafter');
	const colleague = await signedIn('hackney.lead');
	// Not the draft that other tests put unfinished tables into.
	for (const each of [page, colleague]) await openDraft(each, 'London Borough of Hackney');
	await moveToEnd(colleague, 'commitment-6');
	await moveToEnd(page, 'commitment-1');
	await openPeople(page);
	await expect(dialog(page).getByText('In commitment 6')).toBeVisible();
	await expectAccessible(page);
	await choose(page, 'Follow Hackney lead');
	await expect(page.getByRole('group', { name: 'Where you are' })).toBeVisible();
	await page.setViewportSize({ width: 320, height: 700 });
	await expectNoAxeFindings(page);
	const open = page.getByRole('button', { name: 'People: 2' });
	await open.click();
	await expect(dialog(page)).toBeVisible();
	await expectAccessible(page);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
	await page.keyboard.press('Escape');
	await expect(open).toBeFocused();
});
