// "We are stuck on …" from a section to what came of it; and what a group decides and takes on.
import { expect, expectAccessible, test } from './support.ts';
import { findReport } from './draft-page.ts';

test.use({ server: 'challenges' });

test('A section is stuck, somebody who can be asked offers help, it is accepted, and what came of it stays', async ({
	signedIn
}) => {
	// Manchester's drafter says what they can be asked about.
	const helper = await signedIn('manchester.drafter');
	await helper.goto('/account/contact');
	await helper.getByLabel('Commitment 5', { exact: true }).fill('Lasting change in small teams');
	await helper.getByRole('button', { name: 'Keep it so' }).click();
	await expect(helper.getByText('You are listed')).toBeVisible();

	const stuck = await signedIn('leeds.drafter');
	const report = await findReport(stuck);
	await stuck.goto(`/reports/${report.id}/sections/commitment-5`);
	await stuck.getByRole('link', { name: 'Say what you are stuck on' }).click();
	await expect(stuck.getByText('None of the draft’s words are shown')).toBeVisible();
	await expect(stuck.getByRole('checkbox', { name: /^5 / })).toBeChecked();
	await stuck.getByRole('button', { name: 'Show it to them' }).click();
	await expect(stuck.getByRole('alert')).toContainText('Say in a few words what you are stuck on.');
	await stuck.getByLabel('We are stuck on …').fill('Keeping change when the team changes');
	await stuck
		.getByLabel('What you have tried, and what would help')
		.fill('Two of three left, and with them what had been agreed.');
	await stuck.getByRole('button', { name: 'Show it to them' }).click();
	await expect(stuck.getByRole('heading', { level: 1 })).toHaveText(
		'Keeping change when the team changes'
	);
	await expect(stuck.getByRole('complementary', { name: 'On the same matter' })).toContainText(
		'Lasting change in small teams'
	);
	await expectAccessible(stuck);

	// Who can be asked has it in the inbox, sees no way to the draft, and offers help.
	await helper.goto(new URL(stuck.url()).pathname);
	await expect(helper.getByText('It came up in')).toHaveCount(0);
	await helper
		.getByLabel('Offer your help')
		.fill('We write it on one page that stays with the post.');
	await helper.getByRole('button', { name: 'Offer help' }).click();
	await expect(helper.getByText('Your offer stands here')).toBeVisible();

	// The page of who is stuck shows it by itself.
	await stuck.getByRole('button', { name: /^Accept the offer of/ }).click();
	await expect(
		stuck.getByRole('link', { name: 'manchester.drafter@demo.test' }).first()
	).toBeVisible();
	await expect(helper.getByRole('link', { name: 'leeds.drafter@demo.test' })).toBeVisible();

	await stuck
		.getByLabel('What came of it')
		.fill('One page for each agreement. It has survived a winter.');
	await stuck.getByRole('button', { name: 'Close it' }).click();
	await expect(stuck.getByRole('region', { name: 'What came of it' })).toContainText(
		'survived a winter'
	);
	await stuck.goto('/challenges?state=closed&commitment=5');
	await expect(
		stuck.getByRole('link', { name: 'Keeping change when the team changes' })
	).toBeVisible();
	await expectAccessible(stuck);
});

test('A group decides, decides anew, and takes on what follows', async ({ signedIn }) => {
	const page = await signedIn('leeds.drafter');
	await page.goto('/groups/out-of-area-care/decisions/record');
	await page.getByLabel('What was decided').fill('We meet on the first Tuesday');
	await page.getByLabel('Why').fill('Most of us can.');
	await page.getByRole('button', { name: 'Write it down' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('We meet on the first Tuesday');
	const first = page.url();

	await page.getByRole('link', { name: 'Write down what is to be done for it' }).click();
	await page.getByLabel('What is to be done').fill('Send out the dates');
	await page
		.getByLabel('Who does it')
		.selectOption({ label: 'Leeds drafter, Leeds and York Partnership NHS Foundation Trust' });
	await page.getByRole('button', { name: 'Write it down' }).click();
	await expect(page.getByRole('link', { name: 'Send out the dates' })).toBeVisible();
	await expectAccessible(page);
	await page.goto('/actions');
	await page.getByRole('link', { name: 'Send out the dates' }).click();
	await page.getByLabel('Dropped').check();
	await page.getByRole('button', { name: 'Keep it so' }).click();
	await expect(page.getByRole('alert')).toContainText('Say why it is dropped');
	await page.getByLabel('What came of it').fill('The calendar does it.');
	await page.getByRole('button', { name: 'Keep it so' }).click();
	await expect(page.getByText('done or dropped')).toBeVisible();

	await page.goto(first);
	await page.getByRole('link', { name: 'Decide it anew' }).click();
	await page.getByLabel('What was decided').fill('We meet on the first Thursday');
	await page.getByLabel('Why').fill('Two of us work elsewhere on Tuesdays.');
	await page.getByRole('button', { name: 'Write it down' }).click();
	await expect(page.getByRole('heading', { level: 2, name: 'What it replaced' })).toBeVisible();
	await page.goto(first);
	await expect(page.getByText('A later decision has taken its place.')).toBeVisible();
	await expectAccessible(page);
});
