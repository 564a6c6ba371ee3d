// The plan of a session in the browser: ordered by keyboard, fitted in words, rehearsed, taken over, cancelled.
import { expect, expectAccessible, test } from './support.ts';

test.use({ server: 'session plan', actionTimeout: 15_000 });

test('a plan is ordered by keys, fits in words, is rehearsed, taken over and cancelled', async ({
	signedIn
}) => {
	test.setTimeout(120_000);
	const lead = await signedIn('facilitator');
	await lead.goto('/sessions/new');
	await lead.getByRole('textbox', { name: 'Title' }).fill('To be planned');
	await lead.getByRole('radio', { name: /Learning set/ }).check();
	await lead.getByText('Invite people', { exact: true }).click();
	await lead
		.locator('details', { hasText: 'Invite people' })
		.getByRole('checkbox', { name: 'Hackney lead' })
		.check();
	await lead.getByRole('button', { name: 'Plan the session' }).click();
	await lead.getByRole('link', { name: 'Plan', exact: true }).click();
	await expect(lead.getByRole('heading', { level: 1, name: /Plan of/ })).toBeVisible();
	await expectAccessible(lead);

	const agenda = lead.getByRole('region', { name: 'Agenda' });
	const names = agenda.locator('summary bdi');
	const status = agenda.getByRole('status');
	await expect(names.first()).toHaveText('Arriving and the agreement');
	await expect(status).toContainText('just what there is');

	// By keyboard: the item moves and keeps the focus.
	const first = agenda.locator('summary').first();
	await first.focus();
	await lead.keyboard.press('Alt+ArrowDown');
	await expect(names.nth(1)).toHaveText('Arriving and the agreement');
	await expect(agenda.locator('summary').nth(1)).toBeFocused();
	// By button.
	await agenda.getByRole('button', { name: /^Up\s*: Arriving/ }).click();
	await expect(names.first()).toHaveText('Arriving and the agreement');
	// By dragging.
	await agenda.locator('li').nth(2).dragTo(agenda.locator('li').nth(0));
	await expect(names.first()).toHaveText('What I am stuck with');

	// What is typed counts before it is kept.
	await agenda.locator('summary').first().click();
	await agenda.getByRole('textbox', { name: 'Minutes' }).first().fill('40');
	await expect(status).toContainText('30 minutes more than there is');
	await agenda.getByRole('button', { name: /^Keep\s*: What I am stuck/ }).click();
	await expect(lead.getByText('What I am stuck with is changed.')).toBeVisible();
	await expect(status).toContainText('30 minutes more than there is');

	await lead.getByRole('button', { name: 'Rehearse' }).click();
	await expect(lead).toHaveURL(/\/desk$/);
	const rehearsal = lead.url();
	const other = await signedIn('hackney.lead');
	expect((await other.goto(rehearsal.replace(/\/desk$/, '')))?.status()).toBe(404);
	await lead.getByRole('link', { name: 'Plan', exact: true }).click();
	await expect(lead.getByText('This is a rehearsal')).toBeVisible();
	await lead.getByRole('link', { name: 'To the session itself' }).click();
	await lead.getByRole('button', { name: 'Throw the rehearsal away' }).click();
	await expect(lead.getByText('The rehearsal is thrown away.')).toBeVisible();
	const address = lead.url().replace(/\/plan.*$/, '');

	await lead.goto('/sessions/new');
	await lead
		.getByRole('combobox', { name: /Take over/ })
		.selectOption({ label: 'To be planned, The day is not settled yet' });
	await lead.getByRole('button', { name: 'Take it over' }).click();
	await expect(lead.getByText('seven items', { exact: false })).toBeVisible();
	await lead.getByRole('button', { name: 'Plan the session' }).click();
	await expect(lead.getByRole('region', { name: 'Agenda' }).locator('li').first()).toContainText(
		'What I am stuck with'
	);

	// Who is uninvited loses the page they have open.
	await other.goto(address);
	await lead.goto(`${address}/plan`);
	await lead.getByRole('button', { name: /^Take the invitation back\s*: Hackney lead/ }).click();
	await expect(lead.getByText('Not invited any more.')).toBeVisible();
	expect((await other.goto(address))?.status()).toBe(404);

	await lead.getByText('Cancel the session', { exact: true }).first().click();
	await lead.getByRole('textbox', { name: /Why it does not/ }).fill('Too few can come.');
	await lead.getByRole('button', { name: 'Cancel the session' }).click();
	await expect(lead).toHaveURL(/\/sessions$/);
	await expect(lead.getByText('Cancelled · Learning set').first()).toBeVisible();
});
