// A session from its plan to the learning note that came of it, in five browsers: two facilitators, one participant on a
// phone, one by keyboard alone, one without an account.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './support.ts';

test.use({ server: 'live session', actionTimeout: 15_000 });

const phone = { viewport: { width: 360, height: 740 } };
const desk = (page: Page, name: string) => page.getByRole('region', { name });
const expectNoSideways = async (page: Page): Promise<void> =>
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
		page.viewportSize()?.width ?? 0
	);
/** Moves the focus by Tab alone until it is on this. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
	for (let step = 0; step < 80; step += 1) {
		await page.keyboard.press('Tab');
		const words = await page.evaluate(() => {
			const { activeElement: element } = document;
			const label =
				element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
					? element.labels?.[0]
					: null;
			return ((label ?? element)?.textContent ?? '').trim();
		});
		if (typeof name === 'string' ? words === name : name.test(words)) return;
	}
	throw new Error(`Tab does not lead to ${String(name)}`);
}

/** Plans a session by the form. @returns its address */
async function plan(page: Page, title: string, fill?: () => Promise<void>): Promise<string> {
	await page.goto('/sessions');
	await page.getByRole('link', { name: 'Plan a session' }).click();
	await page.getByRole('textbox', { name: 'Title' }).fill(title);
	await page.getByText('Invite people', { exact: true }).click();
	const invited = page.locator('details', { hasText: 'Invite people' });
	await invited.getByRole('checkbox', { name: 'Leeds drafter' }).check();
	await invited.getByRole('checkbox', { name: 'Hackney lead' }).check();
	await page.getByText('Who helps you to lead it', { exact: true }).click();
	await page
		.locator('details', { hasText: 'Who helps you' })
		.getByRole('checkbox', { name: 'Coordinator' })
		.check();
	await fill?.();
	await page.getByRole('button', { name: 'Plan the session' }).click();
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
	return new URL(page.url()).pathname.replace(/\/desk$/, '');
}

async function comeIn(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.getByRole('button', { name: 'I agree, let me in' }).click();
	await expect(page.getByRole('button', { name: 'I agree, let me in' })).toBeHidden();
}

test('a Creative Space, from its plan to a learning note that everybody can read', async ({
	signedIn,
	page: byLink,
	browser
}) => {
	test.setTimeout(180_000);
	const lead = await signedIn('facilitator');
	const onPhone = await signedIn('leeds.drafter', phone);
	const byKeys = await signedIn('hackney.lead');
	const helper = await signedIn('coordinator');
	const stranger = await signedIn('manchester.drafter');

	const address = await plan(lead, 'What stands in the way', async () => {
		await lead.getByRole('button', { name: 'Plan the session' }).focus();
		await expectAccessible(lead);
		// Nothing typed is lost over a mistake.
		await lead.getByRole('textbox', { name: 'Title' }).fill('');
		await lead.getByRole('button', { name: 'Plan the session' }).click();
		await expect(lead.getByRole('alert')).toContainText('Give the session a title.');
		await expect(lead.getByRole('checkbox', { name: 'Hackney lead' }).first()).toBeChecked();
		await lead.getByRole('textbox', { name: 'Title' }).fill('What stands in the way');
	});

	// The door.
	expect((await stranger.goto(address))?.status()).toBe(404);
	await onPhone.goto('/sessions');
	await onPhone.getByRole('link', { name: 'What stands in the way' }).click();
	await expect(onPhone.getByRole('heading', { name: 'What this room agrees on' })).toBeVisible();
	await expectNoSideways(onPhone);
	await expectAccessible(onPhone);
	await comeIn(onPhone, address);
	await expect(onPhone.getByText('You are in, and early')).toBeVisible();
	await byKeys.goto(address);
	await expect(byKeys.getByRole('button', { name: 'I agree, let me in' })).toBeEnabled();
	await tabTo(byKeys, 'I agree, let me in');
	await byKeys.keyboard.press('Enter');
	await expect(byKeys.getByText('You are in, and early')).toBeVisible();
	await comeIn(helper, `${address}/desk`);

	// A guest by link, without an account.
	await lead.getByRole('link', { name: 'Guests' }).click();
	await lead.getByRole('textbox', { name: 'Name' }).fill('Bernice');
	await lead.getByLabel('The link works until the end of').fill('2099-12-31');
	await lead.getByRole('button', { name: 'Make the link' }).click();
	await byLink.goto((await lead.locator('code').textContent()) ?? '');
	await expectAccessible(byLink);
	await byLink.getByRole('button', { name: 'Go to the door' }).click();
	await byLink.getByRole('button', { name: 'I agree, let me in' }).click();
	await expect(byLink.getByText('You are in, and early')).toBeVisible();
	await lead.goto(`${address}/desk`);
	await expect(lead.getByText('5 people here').first()).toBeVisible();

	// The agenda is changed by keys, and goes on.
	const agenda = desk(lead, 'Agenda');
	const items = agenda.getByRole('listitem');
	await items.filter({ hasText: 'What people have lived' }).getByText('Change').press('Enter');
	await items
		.filter({ hasText: 'What people have lived' })
		.getByRole('button', { name: 'Move down' })
		.press('Enter');
	await expect(items.nth(3)).toContainText('What people have lived');
	await agenda.getByRole('button', { name: 'Begin the session' }).click();
	for (const page of [onPhone, byKeys, byLink]) {
		await expect(page.getByRole('heading', { name: 'Arriving and the agreement' })).toBeVisible();
	}
	await expect(onPhone.getByText('About ten minutes left')).toBeVisible();
	await agenda.getByRole('button', { name: '5 more minutes' }).first().click();
	await expect(onPhone.getByText('About fifteen minutes left')).toBeVisible();

	// The queue: who has not spoken comes first.
	await onPhone.getByRole('button', { name: 'Raise your hand' }).click();
	await expect(onPhone.getByText('You are next')).toBeVisible();
	await desk(lead, 'Who speaks')
		.getByRole('button', { name: /^Call now ?: Leeds drafter/ })
		.click();
	await expect(onPhone.getByText('You are speaking', { exact: true })).toBeVisible();
	await desk(lead, 'Who speaks').getByRole('button', { name: 'Thank', exact: true }).click();
	await onPhone.getByRole('button', { name: 'Raise your hand' }).click();
	await tabTo(byKeys, 'Raise your hand');
	await byKeys.keyboard.press('Enter');
	await expect(byKeys.getByText('You are next')).toBeVisible();
	await expect(onPhone.getByText('You are next but one')).toBeVisible();
	await expect(desk(onPhone, 'Who speaks')).toContainText('Has not spoken yet');

	// Silent writing: on nobody's screen before all are shown.
	for (const title of ['Who is here', 'What stands in the way']) {
		await agenda.getByRole('button', { name: 'Next item' }).click();
		await expect(agenda.getByRole('heading', { name: title })).toBeVisible();
	}
	const cards = desk(onPhone, 'Cards');
	await cards.getByRole('textbox', { name: 'Add a card' }).fill('Nobody tells us what came of it.');
	// Whoever loses the page has not lost the words.
	await onPhone.reload();
	await expect(cards.getByRole('textbox', { name: 'Add a card' })).toHaveValue(
		'Nobody tells us what came of it.'
	);
	await cards.getByRole('button', { name: 'Add the card' }).click();
	await expect(cards.getByText('Your cards, not shown yet')).toBeVisible();
	await tabTo(byKeys, 'Add a card');
	await byKeys.keyboard.type('Small numbers could point at somebody.');
	await byKeys.keyboard.press('Tab');
	await byKeys.keyboard.press('Space');
	await tabTo(byKeys, 'Add the card');
	await byKeys.keyboard.press('Enter');
	await expect(byKeys.getByText('Your cards, not shown yet')).toBeVisible();
	await expect(byKeys.getByText('Nobody tells us what came of it.')).toBeHidden();
	await desk(byLink, 'Cards')
		.getByRole('textbox', { name: 'Add a card' })
		.fill('People are asked and never answered.');
	await byLink.getByRole('button', { name: 'Add the card' }).click();
	await expect(byLink.getByText('Your cards, not shown yet')).toBeVisible();
	await lead.getByRole('button', { name: 'Show all cards together' }).click();
	await expect(byLink.getByText('Small numbers could point at somebody.')).toBeVisible();
	await expect(byKeys.getByText('Nobody tells us what came of it.')).toBeVisible();
	await expect(cards.getByRole('listitem').filter({ hasText: 'Small numbers' })).toContainText(
		'Hackney lead'
	);
	await expect(cards.getByRole('listitem').filter({ hasText: 'Nobody tells us' })).toContainText(
		'No name kept'
	);
	await expectNoSideways(onPhone);
	await expectAccessible(onPhone);

	// Groups by keys; dots, counted together.
	await lead.getByText('Put cards into groups').press('Enter');
	await lead.getByRole('checkbox', { name: /Nobody tells us/ }).check();
	await lead
		.getByRole('textbox', { name: 'A new group for what you have chosen' })
		.fill('Coming back');
	await lead.getByRole('button', { name: 'Make the group' }).press('Enter');
	await expect(onPhone.getByRole('heading', { name: 'Coming back' })).toBeVisible();
	await lead.getByRole('button', { name: 'Ask for dots' }).click();
	await onPhone.getByRole('button', { name: /^Place a dot ?: Small numbers/ }).click();
	await expect(onPhone.getByText('You have two dots to place.')).toBeVisible();
	await lead.getByRole('button', { name: 'Count the dots' }).click();
	await expect(byKeys.getByText('Hackney lead, one dot')).toBeVisible();

	// Notes that all write together.
	for (const page of [onPhone, lead]) await page.getByText('Shared notes').press('Enter');
	const notes = (page: Page) => page.getByRole('textbox', { name: /^Notes of/ });
	await notes(onPhone).click();
	await onPhone.keyboard.type('A return date on every request.');
	await expect(notes(lead)).toContainText('A return date on every request.');
	await expect(onPhone.getByText(/^Saved/)).toBeVisible();
	await expectAccessible(onPhone);

	// A poll.
	const polls = desk(lead, 'Polls');
	await polls.getByText('New poll').press('Enter');
	await polls.getByRole('textbox', { name: 'Question' }).fill('Would you share waiting times?');
	await polls.getByRole('textbox', { name: 'Options' }).fill('Yes\nNot yet');
	await polls.getByRole('checkbox', { name: 'Without names' }).uncheck();
	await polls.getByRole('button', { name: 'Open the poll' }).click();
	await onPhone.getByRole('radio', { name: 'Yes' }).check();
	await onPhone.getByRole('button', { name: 'Vote' }).click();
	await expect(onPhone.getByText('You have voted.')).toBeVisible();
	await tabTo(byKeys, 'Yes');
	await byKeys.keyboard.press('ArrowDown');
	await tabTo(byKeys, 'Vote');
	await byKeys.keyboard.press('Enter');
	await expect(polls.getByText('2 of 5 voted')).toBeVisible();
	await expectAccessible(lead);
	await polls.getByRole('button', { name: /^Close the poll/ }).click();
	await expect(onPhone.getByText('Its result is not shown')).toBeHidden();
	await polls.getByRole('button', { name: /^Show to all/ }).click();
	await expect(onPhone.getByText('A tie: Yes and Not yet have equally many votes.')).toBeVisible();

	// The end.
	await lead.getByRole('button', { name: 'End the session…' }).click();
	await lead.getByRole('dialog').getByRole('button', { name: 'End the session' }).click();
	for (const page of [onPhone, byKeys]) {
		await expect(page.getByRole('heading', { name: 'The session is over' })).toBeVisible();
		await expect(page.getByRole('button', { name: 'Raise your hand' })).toBeHidden();
	}

	// What came of it.
	await expect(lead.getByRole('heading', { level: 1, name: /^What came of/ })).toBeVisible();
	await expect(lead.getByText('A return date on every request.')).toBeVisible();
	await expectAccessible(lead);
	const card = lead.getByRole('listitem').filter({ hasText: 'Small numbers could point' });
	await card.getByRole('checkbox', { name: 'May leave the room' }).check();
	await card.getByRole('button', { name: /^I have looked at it/ }).click();
	await expect(card.getByText('Looked at', { exact: true })).toBeVisible();
	await lead
		.getByRole('textbox', { name: 'Words' })
		.last()
		.fill('Send every partner the figures they gave');
	await lead.getByRole('textbox', { name: 'Who does it' }).last().fill('Leeds drafter');
	await lead.getByRole('button', { name: 'Write it down' }).click();
	const action = lead
		.getByRole('region', { name: 'What we will do' })
		.getByRole('listitem')
		.filter({ hasText: 'Send every partner' });
	await action.getByRole('checkbox', { name: 'May leave the room' }).check();
	await action.getByRole('button', { name: /^Keep the change/ }).click();
	await lead.getByRole('button', { name: 'Close the session' }).click();
	await expect(lead.getByRole('heading', { name: 'What stood on the cards' })).toBeVisible();

	// Its record, for who was there; and no more than its being over for nobody else.
	await onPhone.goto(`${address}/record`);
	await expect(onPhone.getByText('Send every partner the figures they gave')).toBeVisible();
	await expect(onPhone.getByText('A return date on every request.')).toBeVisible();
	await expectNoSideways(onPhone);
	await expectAccessible(onPhone);
	expect((await stranger.goto(`${address}/record`))?.status()).toBe(404);

	// It is taken away as a file.
	const download = lead.waitForEvent('download');
	await lead.getByRole('link', { name: 'Word (DOCX)' }).click();
	expect((await download).suggestedFilename()).toMatch(/^session-.+\.docx$/);

	// What may leave the room goes further: an action, and a learning note that everybody can read.
	await lead.getByRole('link', { name: 'Take it further' }).click();
	await expectAccessible(lead);
	await lead.getByRole('button', { name: /^Make it an action/ }).click();
	await expect(lead.getByText('It is done as the action')).toBeVisible();
	await lead.getByRole('link', { name: 'Write a learning note from it' }).click();
	await lead.getByRole('radio', { name: /^Everybody: public/ }).check();
	await expectAccessible(lead);
	await lead.getByRole('button', { name: 'Start writing' }).click();
	await expect(lead.getByText('Came out of')).toBeVisible();
	const anybody = await (await browser.newContext()).newPage();
	await anybody.goto(lead.url().replace('/learning/', '/notes/'));
	await expect(anybody.getByText('Small numbers could point at somebody.')).toBeVisible();
	await expect(anybody.getByText('Send every partner the figures they gave')).toBeVisible();
	// What was not chosen stayed in the room.
	await expect(anybody.getByText('A return date on every request.')).toBeHidden();
	await expect(anybody.getByText('Nobody tells us what came of it.')).toBeHidden();
	await expect(anybody.getByText('Came out of')).toBeHidden();
	await anybody.context().close();
});

test('when the one who leads is gone, the other takes over with one press; two who press at once take one step', async ({
	signedIn
}) => {
	const lead = await signedIn('facilitator');
	const other = await signedIn('coordinator');
	const address = await plan(lead, 'Two who lead');
	await comeIn(other, `${address}/desk`);
	await lead.getByRole('button', { name: 'Begin the session' }).click();
	await expect(other.getByText('About ten minutes left')).toBeVisible();

	await lead.close();
	await expect(other.getByRole('alert').filter({ hasText: 'is not here any more' })).toBeVisible({
		timeout: 20_000
	});
	await other.getByRole('button', { name: 'Take over now' }).click();
	await expect(other.getByText('You lead, Facilitator can take over')).toBeVisible();
	await other.getByRole('button', { name: 'Next item' }).dblclick();
	await expect(other.getByRole('heading', { name: 'Who is here' })).toBeVisible();
	const agenda = other.getByRole('region', { name: 'Agenda' });
	await expect(agenda.getByRole('listitem').nth(1)).toHaveAttribute('aria-current', 'step');
	await expect(agenda.getByRole('listitem').nth(2)).not.toHaveAttribute('aria-current', 'step');
});
