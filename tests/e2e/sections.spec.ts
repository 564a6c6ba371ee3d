// A section's way from being written to agreed, between those who write and those who review; and what was promised.
import type { Page } from '@playwright/test';
import { findReport, goToEnd, openDraft } from './draft-page.ts';
import { expect, expectAccessible, expectNoAxeFindings, test } from './support.ts';

test.use({ server: 'sections' });

const panel = (page: Page) => page.getByRole('complementary', { name: /^Beside/ });
/** What stands beside the words on a section's own page. */
const work = (page: Page) => page.getByRole('complementary', { name: 'State, people and remarks' });
/** A section's line in the contents. */
const inContents = (page: Page, title: string) =>
	page
		.getByRole('navigation', { name: 'Sections of this report' })
		.getByRole('link', { name: title });

test('A drafter says that a section is ready, the lead reads and agrees it, and a changed word asks again', async ({
	signedIn
}) => {
	const drafter = await signedIn('leeds.drafter');
	const report = await openDraft(drafter);
	await goToEnd(drafter, 'commitment-6');
	await expect(panel(drafter)).toContainText('Being written');
	await panel(drafter)
		.getByRole('button', { name: 'It is ready for review in commitment 6' })
		.click();
	await expect(inContents(drafter, 'Research and policy')).toContainText('Ready for review');

	// The lead finds it at home, and reads it on a page of its own.
	const lead = await signedIn('leeds.lead');
	await lead.goto('/home');
	await lead
		.getByRole('link', { name: 'Read and review Commitment 6, Synergi-Leeds Partnership' })
		.click();
	await expect(lead.getByRole('heading', { level: 1 })).toHaveText(
		'Commitment 6: Research and policy'
	);
	await expect(lead.getByRole('article', { name: 'The draft’s answer' })).toContainText(
		'Two research questions'
	);
	await lead.getByRole('button', { name: 'Agree these words' }).click();
	await expect(work(lead)).toContainText('Agreed');

	// The drafter's page says so by itself; and a word more takes it back.
	await expect(inContents(drafter, 'Research and policy')).toContainText('Agreed');
	await goToEnd(drafter, 'commitment-6');
	await drafter.keyboard.type('A third is being drawn up.');
	await expect(inContents(drafter, 'Research and policy')).toContainText('Ready for review');
	await expect(lead.getByRole('article', { name: 'The draft’s answer' })).not.toContainText(
		'third'
	);
	await lead.goto(`/reports/${report.id}/sections/commitment-6`);
	await expect(work(lead)).toContainText('Ready for review');
});

test('Changes asked stand beside the section with their reason, until they are settled', async ({
	signedIn
}) => {
	const lead = await signedIn('leeds.lead');
	const report = await findReport(lead);
	await lead.goto(`/reports/${report.id}/sections/commitment-4`);
	const beside = work(lead);
	await beside.getByText('Ask for changes').first().click();
	await beside.getByRole('button', { name: 'Ask for changes' }).click();
	await expect(beside.getByText('Say what should change, and why.')).toBeVisible();
	await beside.getByLabel('What should change, and why').fill('Name the four who use it.');
	await beside.getByRole('button', { name: 'Ask for changes' }).click();
	await expect(beside).toContainText('Changes asked');
	await expect(beside).toContainText('Name the four who use it.');

	const drafter = await signedIn('leeds.drafter');
	await openDraft(drafter);
	await goToEnd(drafter, 'commitment-4');
	await expect(panel(drafter)).toContainText('Name the four who use it.');
	await panel(drafter).getByRole('button', { name: 'Settled what Leeds lead asks' }).click();
	await expect(panel(drafter)).not.toContainText('Name the four who use it.');
	await drafter.goto(`/reports/${report.id}/remarks`);
	await expect(drafter.getByRole('region', { name: 'Settled' })).toContainText(
		'Name the four who use it.'
	);
	await expectAccessible(drafter);
});

test('Who writes and reviews a section, and until when, is said beside it', async ({
	signedIn
}) => {
	const drafter = await signedIn('hackney.drafter');
	await openDraft(drafter, 'London Borough of Hackney');
	await goToEnd(drafter, 'commitment-1');
	const beside = panel(drafter);
	await beside.getByText('Change who and when').click();
	await beside.getByLabel('Who reviews it').selectOption({ label: 'Hackney lead' });
	await beside.getByLabel('Due').fill('2031-01-15');
	await beside.getByRole('button', { name: 'Keep this' }).click();
	await expect(beside).toContainText('Wednesday 15 January 2031');
	await expect(beside.locator('summary', { hasText: 'Change who and when' })).toBeFocused();
	await expect(beside).toContainText('Hackney lead');
});

test('What was promised last is answered beside the draft; a colleague sees it at once, and keeps what is being typed there', async ({
	signedIn
}) => {
	const drafter = await signedIn('leeds.drafter');
	const report = await openDraft(drafter);
	await goToEnd(drafter, 'next-steps');
	const promise = panel(drafter).getByRole('article', { name: /say in public/ });
	await promise.getByLabel('Not yet done').check();
	await promise.getByRole('button', { name: /Save the answer/ }).click();
	await expect(promise).toContainText('Say why, in words that can stand in the published report.');

	const lead = await signedIn('leeds.lead');
	await openDraft(lead);
	await goToEnd(lead, 'next-steps');
	const same = panel(lead).getByRole('article', { name: /say in public/ });
	await same.getByLabel('Done', { exact: true }).check();
	await same.getByRole('textbox').fill('In this report, at every place.');

	await promise.getByLabel('Why not yet, and until when').fill('We will say it in spring.');
	await promise.getByRole('button', { name: /Save the answer/ }).click();
	await expect(same).toContainText('Leeds drafter has answered meanwhile.');
	await expect(same).toContainText('Not yet done. We will say it in spring.');
	await expect(same.getByRole('textbox')).toHaveValue('In this report, at every place.');
	await same.getByLabel('The answer stands in').selectOption('Commitment 7, Biannual update');
	await same.getByRole('button', { name: /Save the answer/ }).click();
	await expect(panel(drafter).getByText('You said, you did')).toBeHidden();
	await goToEnd(drafter, 'commitment-7');
	await expect(panel(drafter)).toContainText('Done. In this report, at every place.');

	await lead.goto(`/reports/${report.id}/promises`);
	await expect(lead.getByText('Each has an answer.')).toBeVisible();
	await expectAccessible(lead);
});

test('Without script a section is agreed and a promise answered just the same', async ({
	signedIn
}) => {
	const lead = await signedIn('leeds.lead', { javaScriptEnabled: false });
	const report = await findReport(lead);
	await lead.goto(`/reports/${report.id}/sections/commitment-5`);
	await lead.getByRole('button', { name: 'Back to writing in commitment 5' }).click();
	await expect(lead.getByText('It is being written again.')).toBeVisible();
	await lead.getByRole('button', { name: 'It is ready for review' }).click();
	await expect(lead.getByText('It is ready for review.', { exact: true })).toBeVisible();
	await lead.goto(`/reports/${report.id}/promises`);
	const promise = lead.getByRole('article', { name: /every invoice/ });
	await promise.getByText('Change the answer').click();
	await promise.getByLabel('What was done, what was not, and why').fill('');
	await promise.getByRole('button', { name: /Save the answer/ }).click();
	await expect(lead.getByRole('alert')).toContainText('Say why');
});

test('The pages of sections, remarks and promises can be used by everyone, on a phone too', async ({
	signedIn
}) => {
	const drafter = await signedIn('leeds.drafter', { viewport: { width: 360, height: 780 } });
	const report = await findReport(drafter);
	for (const path of ['sections/commitment-2', 'sections/next-steps', 'promises', 'remarks']) {
		await drafter.goto(`/reports/${report.id}/${path}`);
		await expectAccessible(drafter);
		expect(await drafter.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
	}
	await openDraft(drafter);
	await drafter.getByRole('button', { name: 'Beside' }).click();
	await expect(drafter.getByRole('dialog')).toContainText('Signatures');
	await expectNoAxeFindings(drafter);
});
