// Reading and signing: by the lead on a phone, by the link in a mail, without script; and what the pages say when words
// have changed since.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { demoPassword, type RunningApp } from '../support/app.ts';
import { answer, expectSaved, findReport, moveToEnd, openDraft } from './draft-page.ts';
import { expect, expectAccessible, test } from './support.ts';

test.use({ server: 'signing' });

const phone = { viewport: { width: 390, height: 780 } };

const hackneyDraft = 'London Borough of Hackney';

const pathOf = ({ id }: { id: string }): string => `/reports/${id}`;

/** Writes at the end of a section, until it is saved. */
async function write(page: Page, key: string, words: string): Promise<void> {
	await moveToEnd(page, key);
	await page.keyboard.type(words);
	await expect(answer(page, key)).toContainText(words.trim());
	await expectSaved(page);
}

/** The link in the newest mail to this address. */
async function linkTo(app: RunningApp, address: string): Promise<string> {
	const outbox = path.join(app.dataDir, 'outbox');
	let link: string | undefined;
	await expect(async () => {
		for (const file of (await readdir(outbox)).toSorted().toReversed()) {
			const mail = (await readFile(path.join(outbox, file), 'utf8')).replace(/=\r?\n/g, '');
			link = mail.includes(address) ? /\/sign\/[\w-]+/.exec(mail)?.[0] : undefined;
			if (link !== undefined) break;
		}
		expect(link).toBeDefined();
	}).toPass({ timeout: 30_000 });
	return link ?? '';
}

test('a lead reads just the words that changed since they signed, and signs again', async ({
	signedIn
}) => {
	const page = await signedIn('council.lead', phone);
	const draft = pathOf(await findReport(page));
	await page.goto(`${draft}/sign`);
	await expect(page.getByText('To read again: 12 words added.')).toBeVisible();
	await expect(page.getByText('On the other nine sections the signature holds.')).toBeVisible();
	const changed = page.getByRole('region', { name: 'Changed since the signature' });
	await expect(changed.locator('ins')).toContainText('at the Health and Wellbeing Board');
	await changed.getByText('Clean text').click();
	await expect(changed.locator('ins')).toBeHidden();
	await expect(changed.locator('.prose').last()).toContainText('by the organisations named in it.');
	await changed.getByText('Changes marked').click();
	await expectAccessible(page);

	const foot = page.getByRole('region', { name: 'Sign or return' });
	await expect(foot).toBeInViewport();
	await foot.getByRole('button', { name: 'Sign these words' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Signed at' })).toContainText(
		'exactly these words for Leeds City Council (Public Health)'
	);
	await expect(foot).toBeHidden();
	await page.reload();
	await expect(page.getByText('Not a word has changed since.')).toBeVisible();
	await expectAccessible(page);
});

test('[F16] an edit voids the signature in its section, and the lead is asked again', async ({
	signedIn
}) => {
	const drafter = await signedIn('hackney.drafter');
	const lead = await signedIn('hackney.lead', phone);
	const draft = pathOf(await openDraft(drafter, hackneyDraft));
	await lead.goto(`${draft}/sign`);
	await lead.getByRole('button', { name: 'Sign these words' }).click();
	await expect(lead.getByText('Signed at')).toBeVisible();

	await moveToEnd(drafter, 'commitment-2');
	await drafter.keyboard.type(' Three words more.');
	await drafter.getByRole('link', { name: 'Read and sign' }).first().click();
	await expect(drafter).toHaveURL(`${draft}/sign`);
	await expect(drafter.getByText('words have changed since.')).toBeVisible();

	await lead.reload();
	await expect(lead.getByText('To read again: 3 words added.')).toBeVisible();
	await expect(lead.getByText('Since then commitment 2 has changed.')).toBeVisible();
	await expect(lead.locator('ins')).toHaveText(/Three words more\./);
});

test('[F23] the way to signing opens when everything on the page is saved', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.lead');
	const draft = pathOf(await openDraft(page));
	await moveToEnd(page, 'commitment-6');
	await page.context().setOffline(true);
	await page.keyboard.type(' Written in a tunnel.');
	await page.getByRole('link', { name: 'Read and sign' }).first().click();
	await expect(
		page.getByText('It opens as soon as everything here is saved.').first()
	).toBeVisible();
	await expect(page).toHaveURL(new RegExp(draft));
	expect(page.url()).not.toContain('/sign');
	await page.context().setOffline(false);
	await expect(page).toHaveURL(`${draft}/sign`);
	await expect(page.getByRole('main')).toContainText('Written in a tunnel.');
});

test('what was not read is not signed', async ({ signedIn }) => {
	const drafter = await signedIn('leeds.drafter');
	const lead = await signedIn('leeds.lead', phone);
	const draft = pathOf(await openDraft(drafter));
	await lead.goto(`${draft}/sign`);
	await write(drafter, 'commitment-5', ' While you read.');
	await lead.getByRole('button', { name: 'Sign these words' }).click();
	await expect(lead.getByRole('alert')).toContainText('Nothing was signed');
	await expect(lead.getByRole('main')).toContainText('While you read.');
	await lead.getByRole('button', { name: 'Sign these words' }).click();
	await expect(lead.getByText('Signed at')).toBeVisible();
});

test('a lead returns a report with a reason, without script', async ({ signedIn }) => {
	const lead = await signedIn('leeds.lead', { ...phone, javaScriptEnabled: false });
	const drafter = await signedIn('leeds.drafter');
	const draft = pathOf(await openDraft(drafter));
	await write(drafter, 'commitment-4', ' Something to read.');
	await lead.goto(`${draft}/sign`);
	await lead.getByRole('button', { name: 'Return with this reason' }).click();
	await expect(lead.getByRole('alert')).toContainText('Say what should change');
	await lead.getByLabel('What should change?').fill('Say who has been asked.');
	await lead.getByLabel('Where?').selectOption({ label: 'Commitment 4, National leadership' });
	await lead.getByRole('button', { name: 'Return with this reason' }).click();
	await expect(
		lead.getByText('Those who write the report have been sent your reason.')
	).toBeVisible();
	await drafter.goto(`${draft}/sign`);
	await expect(drafter.getByText('“Say who has been asked.”').first()).toBeVisible();
});

test('the link in a mail leads to that signature, with the password, and to nothing else', async ({
	app,
	browser,
	signedIn
}) => {
	// A mail leaves within seconds, not at once.
	test.slow();
	const drafter = await signedIn('leeds.drafter');
	const draft = pathOf(await openDraft(drafter));
	await write(drafter, 'commitment-7', ' Newly said.');
	await drafter.goto(`${draft}/sign`);
	await drafter
		.getByRole('button', { name: /Ask.*for the signature of Leeds and York Partnership/ })
		.click();
	await expect(drafter.getByText('Leeds lead has been sent a link')).toBeVisible();

	const link = await linkTo(app, 'leeds.lead@demo.test');
	const context = await browser.newContext({ baseURL: app.origin, ...phone });
	const page = await context.newPage();
	const signIn = async (email: string, password: string) => {
		await page.getByLabel('Email address').fill(email);
		await page.getByLabel('Password').fill(password);
		await page.getByRole('button', { name: 'Open the report' }).click();
	};
	await page.goto(link);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to read and sign');
	await expect(page.getByRole('main')).not.toContainText('Synergi-Leeds');
	await expectAccessible(page);
	await signIn('hackney.lead@demo.test', demoPassword);
	await expect(page.getByRole('alert')).toContainText('sent to somebody else');
	await signIn('leeds.lead@demo.test', 'a guess');
	await expect(page.getByRole('alert')).toContainText('do not go together');
	await signIn('leeds.lead@demo.test', demoPassword);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Synergi-Leeds Partnership');
	await expect(page.getByRole('main')).toContainText('Newly said.');
	await expectAccessible(page);

	const elsewhere = await context.newPage();
	await elsewhere.goto(draft);
	await expect(elsewhere).toHaveURL(/\/sign-in/);
	expect((await context.request.get('/api/v1/me')).status()).toBe(401);

	await page.getByRole('button', { name: 'Sign these words' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Signed at/);
	await page.goto(link);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link has done its work');
	await page.goto('/sign/nothing-of-the-kind');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByRole('main')).not.toContainText('Synergi-Leeds');
	await context.close();
});

test('a lead puts a deputy on record, and ends it', async ({ signedIn }) => {
	const lead = await signedIn('leeds.lead');
	await lead.goto('/account/deputies');
	await lead.getByRole('button', { name: 'Put it on record' }).click();
	await expect(lead.getByRole('alert')).toContainText('Choose who signs for you.');
	await expectAccessible(lead);
	await lead.getByLabel('Who').selectOption({ label: 'Leeds drafter' });
	const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
	await lead.getByLabel('Until, that day included').fill(nextWeek);
	await lead.getByLabel('Why').fill('On leave.');
	await lead.getByRole('button', { name: 'Put it on record' }).click();
	await expect(lead.getByText('Leeds drafter signs in your place')).toBeVisible();

	const deputy = await signedIn('leeds.drafter');
	const draft = pathOf(await findReport(deputy));
	await deputy.goto(`${draft}/sign`);
	await expect(deputy.getByText('in place of Leeds lead').first()).toBeVisible();
	await lead.getByRole('button', { name: /End it now/ }).click();
	await expect(lead.getByText('What was signed meanwhile stays signed.')).toBeVisible();
	await deputy.reload();
	await expect(deputy.getByRole('region', { name: 'Sign or return' })).toBeHidden();
});
