// The public pages, home and the reports: for every reader, at every width, in light and dark, with and without script.
import type { Page } from '@playwright/test';
import { expect, expectNoAxeFindings, test } from './support.ts';

const report = '/rounds/1/reports/synergi-leeds-partnership';
const publicPages = [
	'/',
	'/signatories',
	'/rounds',
	'/rounds/2',
	report,
	'/rounds/2/reports/london-borough-of-hackney',
	'/rounds/2/reports/london-borough-of-hackney/editions/1',
	'/commitments/2/across',
	'/organisations/leeds-and-york-partnership',
	'/help',
	'/accessibility'
];
const workspacePages = ['/home', '/reports'];

async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const tooWide = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(tooWide).toBe(0);
}

/** Wide and light, narrow and dark: each scheme and each layout once. */
async function expectReadableEverywhere(page: Page): Promise<void> {
	await page.setViewportSize({ width: 1280, height: 900 });
	await page.emulateMedia({ colorScheme: 'light' });
	await expectNoAxeFindings(page);
	await page.setViewportSize({ width: 320, height: 640 });
	await page.emulateMedia({ colorScheme: 'dark' });
	await expectNoAxeFindings(page);
	await expectNoSidewaysScroll(page);
}

const focusedText = (page: Page): Promise<string> =>
	page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

for (const address of publicPages) {
	test(`Everybody can read ${address}: in light and dark, and on a screen 320 pixels wide`, async ({
		page
	}) => {
		await page.goto(address);
		await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
		await expect(page).toHaveTitle(/ · Synergi National Pledge Alliance$/);
		await expect(page.getByRole('complementary', { name: 'Demonstration' })).toBeVisible();
		await expectReadableEverywhere(page);
	});
}

for (const person of ['leeds.drafter', 'coordinator'] as const) {
	test(`Home and the reports work for the ${person}, in light and dark and on a narrow screen`, async ({
		signedIn
	}) => {
		const page = await signedIn(person);
		for (const address of workspacePages) {
			await page.goto(address);
			await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
			await expect(page.getByRole('complementary', { name: 'Demonstration' })).toBeVisible();
			await expectReadableEverywhere(page);
		}
	});
}

test('A page that is not there says so, and leads on', async ({ page }) => {
	const response = await page.goto('/rounds/1/reports/nobody');
	expect(response?.status()).toBe(404);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page here');
	await expectNoAxeFindings(page);
	for (const address of ['/rounds/99', '/rounds/one', '/rounds/3', '/nowhere']) {
		expect((await page.goto(address))?.status(), address).toBe(404);
	}
});

test('A published report is read without script: its words, its tables, its lasting address', async ({
	browser,
	app
}) => {
	const context = await browser.newContext({ javaScriptEnabled: false, baseURL: app.origin });
	const page = await context.newPage();
	await page.goto(report);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Synergi-Leeds Partnership');
	await expect(page.getByRole('heading', { level: 2, name: 'Commitment 3' })).toBeVisible();
	await expect(
		page.getByText('Work in partnership with local ethnic minority communities')
	).toBeVisible();
	await expect(page.getByRole('region', { name: /^Table 1 in/ })).toBeVisible();
	await expect(page.getByText(`This page keeps its address: ${app.origin}${report}`)).toBeVisible();
	// Nothing to run means nothing to load, to break or to be blocked.
	expect(await page.locator('script').count()).toBe(0);
	await page.getByRole('navigation', { name: 'In this report' }).getByText('Next Steps').click();
	await expect(page).toHaveURL(/#next-steps$/);
	await context.close();
});

test('The pledge shows its official wording, and beside commitment 3 the one it was launched with', async ({
	page
}) => {
	await page.goto('/');
	const third = page.locator('#commitment-3');
	await expect(third).toContainText('local ethnic minority communities');
	await expect(third).toContainText('As launched on Wednesday 5 August 2020');
	await expect(third).toContainText('local BAME communities');
	await expect(page.locator('#commitment-2')).not.toContainText('As launched');
});

test('Rounds say their coverage in words, and 22 November 2021 was a Monday', async ({ page }) => {
	await page.goto('/rounds');
	await expect(page.getByText('Monday 22 November 2021')).toBeVisible();
	await expect(page.getByText('The reports cover 28 of 33 signatories.')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Progress Report No. 3' })).toHaveCount(0);
});

test('A round whose other reports were published elsewhere says nobody is missing', async ({
	page
}) => {
	await page.goto('/rounds/1');
	await expect(page.getByText('The others were published elsewhere.')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'No report here from' })).toHaveCount(0);
	const titles = await page.getByRole('heading', { level: 3 }).allTextContents();
	expect(titles).toEqual(titles.toSorted((one, other) => one.localeCompare(other, 'en-GB')));
});

test('On paper a published report is its words, without the way around the site', async ({
	page
}) => {
	await page.goto(report);
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.locator('.book-side')).toBeHidden();
	await expect(page.locator('.book-head nav')).toBeHidden();
	await expect(page.getByText('This page keeps its address')).toBeVisible();
});

test('The first Tab reaches the skip link, and it leads past the rail into the page', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter');
	await page.goto('/home');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.locator('#main')).toBeFocused();
	await page.keyboard.press('Tab');
	expect(await page.evaluate(() => document.activeElement?.closest('#main') !== null)).toBe(true);
});

test('After a change of page its title is announced and the next Tab starts at the top', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter');
	await page.goto('/home');
	await page
		.getByRole('navigation', { name: 'Workspace' })
		.getByRole('link', { name: 'Reports' })
		.click();
	await expect(page).toHaveURL(/\/reports$/);
	await expect(page.locator('#svelte-announcer')).toHaveText(/^Progress Report No\. 3 · /);
	await page.keyboard.press('Tab');
	expect(await focusedText(page)).toBe('Skip to the page');
});

test('The account menu opens, closes and signs out by keyboard', async ({ signedIn }) => {
	const page = await signedIn('leeds.drafter');
	await page.goto('/home');
	const button = page.locator('.topbar summary');
	await button.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('link', { name: 'Your account' })).toBeVisible();
	await expectNoAxeFindings(page);
	await page.keyboard.press('Tab');
	expect(await focusedText(page)).toBe('Your account');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('link', { name: 'Your account' })).toBeHidden();
	await expect(button).toBeFocused();
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Sign out' }).focus();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/sign-in/);
});

test('Without script the account menu opens too, and signs out', async ({ signedIn }) => {
	const page = await signedIn('hackney.lead', { javaScriptEnabled: false });
	await page.goto('/home');
	await page.locator('.topbar summary').click();
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect(page).toHaveURL(/\/sign-in/);
	await page.goto('/home');
	await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('Home says what needs the drafter, and the stitches of the report in a sentence', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter');
	await page.goto('/home');
	const needs = page.getByRole('region', { name: 'What needs you' });
	const toWrite = needs.getByRole('listitem').filter({ hasText: 'Yours to write' });
	await expect(toWrite.first()).toBeVisible();
	await expect(page.getByText(/^Of ten sections: /)).toBeVisible();
	await expect(page.getByText('Publication day')).toBeVisible();
	await toWrite.first().getByRole('link').first().click();
	await expect(page).toHaveURL(/\/reports\/[^/]+#/);
});

test('Whoever only reads has the reports page too, and is told why it is empty', async ({
	signedIn
}) => {
	const page = await signedIn('supporter');
	await page.goto('/reports');
	await expect(page.getByText('You follow no report of this round.')).toBeVisible();
	await expect(page.getByText('Start a draft')).toHaveCount(0);
});

test('A draft is started by a form that says what is missing, without script as well', async ({
	signedIn
}) => {
	const page = await signedIn('coordinator', { javaScriptEnabled: false });
	await page.goto('/reports');
	await page.getByText('Start a draft').click();
	await page.getByLabel('Title').fill('A first title');
	await page.getByRole('button', { name: 'Start the draft' }).click();
	const summary = page.getByRole('alert');
	await expect(summary).toContainText('One thing to put right');
	await expect(
		summary.getByRole('link', { name: 'Name at least one organisation.' })
	).toHaveAttribute('href', '#organisationIds');
	await expect(page.getByLabel('Title')).toHaveValue('A first title');
	await expect(page).toHaveTitle(/^Error: /);

	await page.getByLabel('City of London Corporation Health and Wellbeing Board').check();
	await page.getByLabel('Title').fill('');
	await page.getByRole('button', { name: 'Start the draft' }).click();
	await expect(page).toHaveURL(/\/reports$/);
	await expect(
		page.getByRole('rowheader', { name: 'City of London Corporation Health and Wellbeing Board' })
	).toBeVisible();
});

test('What somebody opens before the page’s script has run stays open when it runs', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter');
	let release = (): void => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	await page.route('**/_app/immutable/**/*.js', async (route) => {
		await released;
		await route.continue();
	});
	await page.goto('/learning', { waitUntil: 'commit' });
	await page.getByText('Narrow the list').click();
	await expect(page.getByLabel('Kind')).toBeVisible();
	release();
	await expect(page.locator('#svelte-announcer')).toBeAttached();
	await expect(page.getByLabel('Kind')).toBeVisible();
});
