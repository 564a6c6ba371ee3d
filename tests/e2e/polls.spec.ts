// Polls in the browser: a proposal is answered and blocked with a reason, and what is asked anonymously stays covered
// until it is closed; by the keyboard, and without a script.
import type { Locator, Page } from '@playwright/test';
import type { RunningApp } from '../support/app.ts';
import { expect, expectAccessible, expectNoAxeFindings, test, type Person } from './support.ts';

// It adds discussions that others would meet in their lists and inboxes.
test.use({ server: 'polls' });

type Call = { method?: 'POST' | 'PUT'; body?: unknown };

/** A call of the API as this person. */
async function call(app: RunningApp, person: Person, path: string, { method, body }: Call) {
	const response = await fetch(`${app.origin}/api/v1${path}`, {
		method: method ?? 'POST',
		headers: {
			authorization: `Bearer ${await app.token(`${person}@demo.test`)}`,
			'content-type': 'application/json'
		},
		body: JSON.stringify(body)
	});
	expect(response.ok).toBe(true);
	return (await response.json()) as { id: string };
}

const start = async (app: RunningApp, title: string): Promise<string> => {
	const body = { title, body: 'Let us agree how we do it.' };
	return `/commitments/5/threads/${(await call(app, 'supporter', '/commitments/5/threads', { body })).id}`;
};
const poll = (page: Page, question: string): Locator =>
	page.getByRole('region', { name: question });
/** Written into the form and sent with the keyboard, which the page has taken over by then. */
async function openPoll(page: Page, question: string): Promise<void> {
	await expect(page.getByRole('toolbar', { name: /^Marks for/ }).last()).toBeVisible();
	await page.getByText('Ask everybody here: open a poll').click();
	await page.getByRole('textbox', { name: 'What do you ask?' }).fill(question);
}

test('a proposal that a moderator makes is answered by two, and a block asks for its reason', async ({
	app,
	signedIn
}) => {
	const address = await start(app, 'Half on signature');
	const question = 'Shall we all pay half on signature?';
	const facilitator = await signedIn('facilitator');
	await facilitator.goto(address);
	await openPoll(facilitator, question);
	await expectNoAxeFindings(facilitator);
	await facilitator.getByRole('button', { name: 'Open the poll' }).click();
	const asked = poll(facilitator, question);
	await expect(asked).toContainText('Nobody has voted yet.');

	// With the keyboard alone.
	const agrees = await signedIn('leeds.drafter');
	await agrees.goto(address);
	await expect(agrees.getByRole('toolbar', { name: /^Marks for/ }).last()).toBeVisible();
	await expect(agrees.getByText('Ask everybody here: open a poll')).toHaveCount(0);
	const ballot = poll(agrees, question);
	await ballot.getByRole('radio', { name: 'I agree' }).focus();
	await agrees.keyboard.press('ArrowDown');
	await expect(ballot.getByRole('radio', { name: 'I abstain' })).toBeChecked();
	await agrees.keyboard.press('ArrowUp');
	await agrees.keyboard.press('Tab');
	await expect(ballot.getByRole('textbox', { name: 'Why' })).toBeFocused();
	await agrees.keyboard.press('Tab');
	await agrees.keyboard.press('Enter');
	await expect(ballot.getByText('You have voted')).toBeVisible();
	await expect(
		agrees.getByRole('status').filter({ hasText: 'Your vote has been counted.' })
	).toHaveCount(1);

	// Without a script.
	const blocks = await signedIn('hackney.drafter', { javaScriptEnabled: false });
	await blocks.goto(address);
	await poll(blocks, question).getByRole('radio', { name: 'I block it' }).check();
	await poll(blocks, question).getByRole('button', { name: 'Vote' }).click();
	await expect(blocks.getByRole('alert').first()).toContainText('Say why you block it');
	await expect(poll(blocks, question).getByRole('radio', { name: 'I block it' })).toBeChecked();
	const why = poll(blocks, question).getByRole('textbox', { name: 'Why' });
	await expect(why).toHaveAttribute('aria-invalid', 'true');
	await why.fill('Audit allows it up to £10,000 only.');
	await poll(blocks, question).getByRole('button', { name: 'Vote' }).click();
	await expect(poll(blocks, question)).toContainText('Blocked by 1: the reasons stand below.');

	// The page of who asked shows it by itself.
	await expect(asked).toContainText('2 have voted.');
	await expect(asked.getByRole('listitem').filter({ hasText: 'I agree' })).toContainText('1 of 2');
	await expect(asked.getByRole('listitem').filter({ hasText: 'Audit allows it' })).toContainText(
		'I block it, Hackney drafter:'
	);
	await expectAccessible(facilitator);
});

test('what is asked anonymously shows nothing until it is closed, and then counts without names', async ({
	app,
	signedIn
}) => {
	const address = await start(app, 'When we meet');
	const question = 'Which day suits you?';
	// Who began the discussion may ask as well.
	const asker = await signedIn('supporter');
	await asker.goto(address);
	await openPoll(asker, question);
	await asker.getByRole('radio', { name: /^One of several/ }).check();
	await asker.getByRole('checkbox', { name: /^Anonymous/ }).check();
	await asker.getByRole('textbox', { name: 'Options, one to a line' }).fill('Monday');
	await asker.getByRole('button', { name: 'Open the poll' }).click();
	await expect(asker.getByRole('alert').first()).toContainText('Write at least two options');
	await expect(asker.getByRole('checkbox', { name: /^Anonymous/ })).toBeChecked();
	await asker.getByRole('textbox', { name: 'Options, one to a line' }).fill('Monday\nThursday');
	await asker.getByRole('button', { name: 'Open the poll' }).click();
	const asked = poll(asker, question);
	await expect(asked).toContainText('your vote is only counted, and cannot be changed');
	await expect(asked).toContainText('Nobody sees how it stands until it is closed.');
	await asked.getByRole('radio', { name: 'Monday' }).press('Space');
	await asked.getByRole('button', { name: 'Vote' }).press('Enter');
	await expect(asked).toContainText('Nobody can tell which one it is, so it cannot be changed.');
	await expect(asked).toContainText('Nobody sees how it stands until it is closed.');

	const id = (await asked.getAttribute('id'))?.replace(/^poll-/, '') ?? '';
	for (const person of ['leeds.lead', 'council.lead', 'hackney.lead', 'facilitator'] as const) {
		await call(app, person, `/polls/${id}/vote`, { method: 'PUT', body: { choice: 2 } });
	}
	await expect(asked).toContainText('5 have voted.');
	await expect(asked.getByRole('figure')).toHaveCount(0);
	await expectNoAxeFindings(asker);

	await asked.getByRole('button', { name: /^Close the poll for good/ }).click();
	await expect(asked).toContainText('Most votes: Thursday.');
	await asked.getByText('How it was voted').click();
	await expect(asked.getByRole('listitem').filter({ hasText: 'Thursday' })).toContainText('4 of 5');
	await expect(asked).not.toContainText(/Leeds lead|Council lead|Hackney lead|Facilitator/);
	await asked.getByText('The same as a table').click();
	await expect(asked.getByRole('row', { name: /Monday/ })).toBeVisible();
	await expectAccessible(asker);
});

test('options are put in order with the keyboard alone, and each count is told in words', async ({
	app,
	signedIn
}) => {
	const address = await start(app, 'Where we meet');
	const question = 'Where do we meet?';
	const thread = address.split('/').at(-1) ?? '';
	const body = { kind: 'ranked', question, options: ['Leeds', 'Hackney', 'Manchester'] };
	const { id } = await call(app, 'supporter', `/threads/${thread}/polls`, { body });
	const vote = (person: Person, choice: number[]) =>
		call(app, person, `/polls/${id}/vote`, { method: 'PUT', body: { choice } });
	await vote('hackney.drafter', [2, 1]);
	await vote('hackney.lead', [2]);
	await vote('leeds.lead', [1]);
	await vote('council.lead', [1]);

	const page = await signedIn('leeds.drafter');
	await page.goto(address);
	await expect(page.getByRole('toolbar', { name: /^Marks for/ }).last()).toBeVisible();
	const ballot = poll(page, question);
	const inOrder = ballot.getByRole('group', { name: 'Your order' }).locator('ol > li');
	const said = (words: string): Promise<void> =>
		expect(page.getByRole('status').filter({ hasText: words })).toHaveCount(1);
	const press = (name: RegExp): Promise<void> =>
		ballot.getByRole('button', { name }).press('Enter');

	// Nothing chosen is refused in words.
	await press(/^Vote$/);
	await expect(page.getByRole('alert').first()).toContainText('Give at least one option a place.');
	await press(/^Put it first.*Hackney/);
	await said('Hackney: now number 1');
	await press(/^Put it next.*Manchester/);
	await said('Manchester: now number 2');
	// The focus stays with what was moved: the next key goes on from there.
	await expect(ballot.getByRole('button', { name: /Move Manchester Up/ })).toBeFocused();
	await page.keyboard.press('Enter');
	await said('Manchester: now number 1');
	await expect(inOrder).toHaveText([/^Manchester/, /^Hackney/]);
	await press(/^Leave out Hackney/);
	await said('Hackney: left out');
	await press(/^Put it next.*Leeds/);
	await page.setViewportSize({ width: 360, height: 740 });
	await expectAccessible(page);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
	await press(/^Vote$/);

	await expect(ballot.getByText('You have voted')).toBeVisible();
	await expect(ballot).toContainText('As it stands: Leeds.');
	await expect(ballot).toContainText('Out, with the fewest votes: Manchester.');
	await ballot.getByText('The same as a table').last().click();
	await expect(ballot.getByRole('row', { name: /^Leeds/ })).toContainText('3');
	await ballot.getByText('Who put what in which order').click();
	await expect(ballot.getByText('Leeds drafter: Manchester, then Leeds')).toBeVisible();
	await expectNoAxeFindings(page);

	// Voted anew: the order is the one that was given.
	await ballot.getByText('Change your vote').press('Enter');
	await expect(inOrder).toHaveText([/^Manchester/, /^Leeds/]);
});
