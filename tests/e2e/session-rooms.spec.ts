// Breakout rooms in the browser: a facilitator, one participant on a phone, one by keyboard alone.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './support.ts';

test.use({ server: 'session rooms', actionTimeout: 15_000 });

const phone = { viewport: { width: 360, height: 740 } };

/** Plans a session over the API. @returns its address */
async function planned(lead: Page, invited: readonly Page[]): Promise<string> {
	const idOf = async (page: Page): Promise<string> => {
		const me = (await (await page.request.get('/api/v1/me')).json()) as { member: { id: string } };
		return me.member.id;
	};
	await lead.goto('/sessions');
	const answer = await lead.request.post('/api/v1/live-sessions', {
		headers: { origin: new URL(lead.url()).origin },
		data: {
			title: 'In small groups',
			inviteeIds: await Promise.all(invited.map(idOf)),
			agenda: [
				{ kind: 'breakouts', title: 'Two and two', prompt: 'What would help?', minutes: 20 },
				{ kind: 'closing', title: 'Leaving', minutes: 5 },
				{ kind: 'actions', title: 'What we will do', minutes: 5 }
			]
		}
	});
	expect(answer.ok(), await answer.text()).toBe(true);
	const { id } = (await answer.json()) as { id: string };
	return `/sessions/${id}`;
}

async function comeIn(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.getByRole('button', { name: 'I agree, let me in' }).click();
	await expect(page.getByRole('button', { name: 'I agree, let me in' })).toBeHidden();
}

const notes = (page: Page) => page.getByRole('textbox', { name: /^Notes of/ });
async function write(page: Page, words: string): Promise<void> {
	await notes(page).focus();
	await page.keyboard.type(words);
	await expect(page.locator('.notes').getByText(/^Saved/)).toBeVisible();
}

test('people go into rooms, write there, call, and come back with what they wrote', async ({
	signedIn
}) => {
	test.setTimeout(120_000);
	const lead = await signedIn('facilitator');
	const onPhone = await signedIn('leeds.drafter', phone);
	const byKeys = await signedIn('hackney.lead');
	const address = await planned(lead, [onPhone, byKeys]);
	await comeIn(onPhone, address);
	await comeIn(byKeys, address);
	await lead.goto(`${address}/desk`);
	await lead.getByRole('button', { name: 'Begin the session' }).click();
	await expect(lead.getByText('3 people here').first()).toBeVisible();

	// Opened by a rule; each is told which room is theirs.
	const desk = lead.getByRole('region', { name: 'Breakout rooms' });
	await desk.getByLabel('How many').fill('2');
	await desk.getByLabel('Names of the rooms').fill('North\nSouth');
	await expectAccessible(lead);
	await desk.getByRole('button', { name: 'Open the rooms' }).click();
	const own = byKeys.getByRole('heading', { level: 2, name: /^(North|South)$/ });
	await expect(own).toBeVisible();
	const room = (await own.textContent()) ?? '';
	await expect(byKeys.getByText('What would help?')).toBeVisible();
	await expect(byKeys.getByText('until the rooms close').first()).toBeVisible();
	const other = onPhone.getByRole('heading', { level: 2, name: /^(North|South)$/ });
	await expect(other).not.toHaveText(room);
	await expectAccessible(onPhone);
	expect(await onPhone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
		360
	);

	// Notes of one's own room; two fields of one text at once.
	await byKeys.getByText('Shared notes', { exact: true }).focus();
	await byKeys.keyboard.press('Enter');
	await expect(byKeys.getByLabel('Notes of', { exact: true })).toContainText(room);
	await write(byKeys, 'An answer within a week');
	await onPhone.getByText('Shared notes', { exact: true }).click();
	await write(onPhone, 'Somebody who knows us');

	// A facilitator is asked for, and comes.
	await byKeys.getByRole('button', { name: 'Ask a facilitator to come' }).focus();
	await byKeys.keyboard.press('Enter');
	await lead.getByRole('button', { name: `I go there : ${room}` }).click();
	await expect(byKeys.getByRole('button', { name: 'Ask a facilitator to come' })).toBeVisible();

	// Somebody is moved.
	await desk.getByText('Move somebody').click();
	await desk.getByLabel('Leeds drafter').selectOption({ label: room });
	await expect(onPhone.getByText('With Hackney lead')).toBeVisible();

	// Told before they close, and back with what they wrote.
	await desk.getByRole('button', { name: 'Close in a minute' }).click();
	await expect(byKeys.getByText('Less than a minute until the rooms close')).toBeVisible();
	await desk.getByRole('button', { name: 'Bring everybody back now' }).click();
	await expect(byKeys.getByText(/The rooms are closed, and everybody is back/)).toBeAttached();
	for (const page of [lead, onPhone, byKeys]) {
		const found = page.locator('details', { hasText: 'What the rooms wrote' });
		await expect(found.getByText('An answer within a week')).toBeVisible();
		await expect(found.getByText('Somebody who knows us')).toBeVisible();
	}
	await expectAccessible(byKeys);

	// The session goes on; who was writing stays where they wrote, until they choose to follow.
	await lead.getByRole('button', { name: 'Next item' }).click();
	await expect(byKeys.getByText('The session is at “Leaving” now.')).toBeVisible();
	await expect(notes(byKeys)).toContainText('An answer within a week');
	await byKeys.getByRole('button', { name: 'Write there' }).focus();
	await byKeys.keyboard.press('Enter');
	await write(byKeys, 'Thank you all');
	await byKeys.getByLabel('Notes of', { exact: true }).selectOption({ label: room });
	await expect(notes(byKeys)).toContainText('An answer within a week');

	// All of it is in what the facilitators look through.
	lead.on('dialog', (dialog) => void dialog.accept());
	await lead.getByRole('button', { name: 'End the session…' }).click();
	await lead.getByRole('button', { name: 'End the session', exact: true }).click();
	await expect(lead).toHaveURL(/\/close$/);
	await lead.goto(`${address}/record`);
	for (const words of ['An answer within a week', 'Somebody who knows us', 'Thank you all'])
		await expect(lead.getByText(words)).toBeVisible();
});

test('one looks around by oneself, and is brought back without losing what one types', async ({
	signedIn
}) => {
	const lead = await signedIn('facilitator');
	const onPhone = await signedIn('leeds.drafter', phone);
	const address = await planned(lead, [onPhone]);
	await comeIn(onPhone, address);
	await lead.goto(`${address}/desk`);
	await lead.getByRole('button', { name: 'Begin the session' }).click();
	await onPhone.getByText('The whole agenda').click();
	const look = onPhone.getByRole('button', { name: /^Look at it ?: What we will do/ });

	await look.click();
	await expect(onPhone.getByRole('heading', { level: 2, name: 'What we will do' })).toBeFocused();
	await expect(onPhone.getByText('The session is at “Two and two”.')).toBeVisible();
	await expectAccessible(onPhone);
	await onPhone.getByRole('button', { name: /^Look at it ?: Leaving/ }).click();
	await expect(onPhone.getByRole('heading', { level: 2, name: 'Leaving' })).toBeFocused();
	await lead.getByRole('button', { name: 'Bring everyone here' }).click();
	await expect(onPhone.getByText('You look at this by yourself')).toBeHidden();

	await look.click();
	await onPhone.getByRole('textbox', { name: 'Add a card' }).fill('Write back in a week');
	await lead.getByRole('button', { name: 'Bring everyone here' }).click();
	await expect(
		onPhone.getByRole('status').filter({ hasText: 'The facilitator brings everybody back.' })
	).toBeVisible();
	await expect(onPhone.getByRole('textbox', { name: 'Add a card' })).toHaveValue(
		'Write back in a week'
	);
	await onPhone.getByRole('button', { name: 'Back to where the session is' }).click();
	await expect(onPhone.getByText('You look at this by yourself')).toBeHidden();
});
