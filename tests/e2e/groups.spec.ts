// Working groups in the browser: one is started, joined, asked to; a guest comes by mail with nothing but an address; who
// is taken out is shut out of what they have open.
import { linkInMail } from '../support/outbox.ts';
import { expect, expectNoAxeFindings, test } from './support.ts';

// It makes groups and an account that others would meet in their lists.
test.use({ server: 'groups' });

test('a group is started, asked to, and run by its own words', async ({ signedIn }) => {
	const leeds = await signedIn('leeds.drafter');
	await leeds.goto('/groups');
	await expectNoAxeFindings(leeds);
	await leeds.getByRole('link', { name: 'Start a group' }).click();
	await leeds.getByRole('button', { name: 'Start the group' }).click();
	await expect(leeds.getByRole('alert')).toContainText('Give the group a name.');
	await leeds.getByRole('textbox', { name: 'Name' }).fill('Night shifts');
	await leeds.getByRole('textbox', { name: 'What it is for' }).fill('To compare who is on call.');
	await leeds.getByRole('checkbox', { name: '5. Lasting change' }).check();
	await leeds.getByRole('button', { name: 'Start the group' }).click();
	await expect(leeds.getByRole('heading', { level: 1, name: 'Night shifts' })).toBeVisible();
	await expectNoAxeFindings(leeds);

	await leeds.getByRole('link', { name: 'Settings' }).click();
	await leeds.getByRole('textbox', { name: 'Name of the role Member' }).fill('Sharer');
	await leeds.getByRole('button', { name: 'Keep the roles' }).click();
	await expect(leeds.getByText('The roles are changed.')).toBeVisible();
	await expectNoAxeFindings(leeds);

	const hackney = await signedIn('hackney.drafter');
	await hackney.goto('/groups/night-shifts');
	await expect(hackney.getByText('Run by Leeds drafter')).toBeVisible();
	await hackney.getByRole('textbox', { name: 'What brings you here' }).fill('We ask the same.');
	await hackney.getByRole('button', { name: 'Ask to join' }).click();
	await expect(hackney.getByText('Those who run the group have been told.').first()).toBeVisible();

	await leeds.goto('/groups/night-shifts/people');
	await expect(leeds.getByText('“We ask the same.”')).toBeVisible();
	await leeds.getByRole('button', { name: 'Decline' }).click();
	await expect(leeds.getByRole('alert')).toContainText('Say why');
	await leeds.getByRole('button', { name: 'Let Hackney drafter in' }).click();
	await expect(leeds.getByText('They are in the group now.')).toBeVisible();
	await expectNoAxeFindings(leeds);
	// The page is told; nobody loads it again.
	await expect(hackney.getByText('You: Sharer')).toBeVisible();
});

test('somebody with nothing but an address comes as a guest, without script, and sees this group only [F6]', async ({
	app,
	browser,
	signedIn
}) => {
	const facilitator = await signedIn('facilitator');
	await facilitator.goto('/groups/experience-in-the-room/people');
	const form = facilitator.locator('form', {
		has: facilitator.getByRole('heading', { name: 'A guest, by mail' })
	});
	await form.getByRole('textbox', { name: 'Name' }).fill('Ada');
	await form.getByRole('textbox', { name: 'Email address' }).fill('ada@community.test');
	await form.getByRole('button', { name: 'Send the invitation' }).click();
	await expect(facilitator.getByText('A mail is on its way to ada@community.test.')).toBeVisible();

	let secret = '';
	await expect
		.poll(
			async () => {
				const to = { to: 'ada@community.test', beginning: '/invitations/' };
				secret = await linkInMail(app, to).catch(() => '');
				return secret;
			},
			{ timeout: 20_000 }
		)
		.not.toBe('');
	const context = await browser.newContext({ baseURL: app.origin, javaScriptEnabled: false });
	const ada = await context.newPage();
	await ada.goto(`/invitations/${secret}`);
	await expect(ada.getByRole('heading', { level: 1 })).toHaveText(
		'Facilitator invites you to “Experience in the room”'
	);
	await ada.getByLabel('Password').fill('short');
	await ada.getByRole('button', { name: 'Make the account and join' }).click();
	await expect(ada.getByRole('alert')).toContainText('Use at least 12 characters');
	await ada.getByLabel('Password').fill('four words that differ');
	await ada.getByRole('button', { name: 'Make the account and join' }).click();
	await expect(
		ada.getByRole('heading', { level: 1, name: 'Experience in the room' })
	).toBeVisible();
	await expect(ada.getByText('guest until')).toBeVisible();
	await ada.goto('/groups');
	await expect(ada.getByRole('heading', { level: 3 })).toHaveText(['Experience in the room']);
	expect((await ada.goto('/groups/out-of-area-care'))?.status()).toBe(404);
	await context.close();

	const again = await browser.newContext({ baseURL: app.origin });
	const late = await again.newPage();
	await late.goto(`/invitations/${secret}`);
	await expect(late.getByText('This invitation has been accepted already.')).toBeVisible();
	await expectNoAxeFindings(late);
	expect((await late.goto('/invitations/no-such-secret'))?.status()).toBe(404);
	await again.close();
});

test('a calendar reads the group’s dates; who is taken out reads nothing more [F3]', async ({
	signedIn
}) => {
	const supporter = await signedIn('supporter');
	await supporter.goto('/groups/experience-in-the-room');
	await supporter.getByRole('button', { name: 'Make an address for my calendar' }).click();
	const address = supporter.getByText('/calendar.ics?key=');
	await expect(address).toBeVisible();
	const url = (await address.textContent())?.trim() ?? '';
	const anybody = await supporter.context().browser()?.newContext();
	const read = async () => (await anybody?.request.get(url))?.status();
	expect(await read()).toBe(200);

	const facilitator = await signedIn('facilitator');
	await facilitator.goto('/groups/experience-in-the-room/people');
	const row = facilitator.getByRole('listitem').filter({ hasText: 'Inspire North' }).first();
	await row.getByText('Change').click();
	await row.getByRole('textbox', { name: 'Why they leave' }).fill('Asked to leave.');
	await row.getByRole('button', { name: 'Take Pledge Supporter out of the group' }).click();
	await expect(facilitator.getByText('They are no longer in the group.')).toBeVisible();
	expect(await read()).toBe(404);
	await anybody?.close();

	await facilitator.goto('/groups/experience-in-the-room/review');
	await expectNoAxeFindings(facilitator);
	await facilitator.getByRole('button', { name: 'I have looked through it' }).click();
	await expect(facilitator).toHaveURL(/experience-in-the-room$/);
});
