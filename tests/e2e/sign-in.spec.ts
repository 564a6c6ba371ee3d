// Signing in and out in a browser: with the keyboard alone, without scripts, and with words that were never saved.
import { demoPassword, startApp } from '../support/app.ts';
import { expect, expectAccessible, test } from './support.ts';

test.use({ server: 'sign-in' });

test('somebody signs in with the keyboard alone and comes to the page they wanted', async ({
	page
}) => {
	await page.goto('/account');
	await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount$/);
	await expect(page.getByText('Sign in to go on to the page you asked for.')).toBeVisible();
	const email = page.getByLabel('Email address');
	for (let tabs = 0; tabs < 20; tabs += 1) {
		await page.keyboard.press('Tab');
		if (await email.evaluate((input) => input === document.activeElement)) break;
	}
	await page.keyboard.type('leeds.drafter@demo.test');
	await page.keyboard.press('Tab');
	await page.keyboard.type(demoPassword);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/account$/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
});

test('a mistake is read out, keeps the address, and leads to its field', async ({ page }) => {
	await page.goto('/sign-in');
	await page.getByLabel('Email address').fill('amara.leeds');
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	const summary = page.getByRole('alert');
	await expect(summary).toBeFocused();
	await expect(summary.getByRole('heading')).toHaveText('Two things to put right');
	await expect(page).toHaveTitle(/^Error: /);
	await expect(page.getByLabel('Email address')).toHaveValue('amara.leeds');
	await expectAccessible(page);
	await summary.getByRole('link', { name: /Write it with an @/ }).click();
	await expect(page.getByLabel('Email address')).toBeFocused();

	// The same mistake again is read out again.
	await page.keyboard.press('Enter');
	await expect(summary).toBeFocused();
});

test('each account of the demonstration is a button', async ({ page }) => {
	await page.goto('/sign-in?next=/account');
	await expectAccessible(page);
	await expect(page.locator('.demo-accounts button')).toHaveCount(9);
	await page.getByRole('button', { name: /Signing lead\s*London Borough of Hackney/ }).click();
	await expect(page).toHaveURL(/\/account$/);
	await expect(page.getByText('hackney.lead@demo.test').first()).toBeVisible();
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('signing in, a mistake and signing out work the same', async ({ page }) => {
		await page.goto('/sign-in?next=/account');
		await page.getByLabel('Email address').fill('leeds.lead@demo.test');
		await page.getByRole('button', { name: 'Sign in', exact: true }).click();
		await expect(page.getByRole('alert')).toContainText('Type or paste your password');
		await expect(page.getByLabel('Email address')).toHaveValue('leeds.lead@demo.test');
		await page.getByLabel('Password').fill(demoPassword);
		await page.getByRole('button', { name: 'Sign in', exact: true }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
		await page.locator('main').getByRole('button', { name: 'Sign out', exact: true }).click();
		await expect(page).toHaveURL(/\/sign-in$/);
	});
});

test('one’s own account: a token is shown once, other browsers are signed out', async ({
	signedIn
}) => {
	const page = await signedIn('facilitator');
	const elsewhere = await signedIn('facilitator');
	await page.goto('/account');
	await expectAccessible(page);
	await expect(page.getByText('Facilitator of the Alliance')).toBeVisible();

	await page.getByLabel('What is the token for?').fill('Board pack export');
	await page.getByLabel('Your password').fill('not my password');
	await page.getByRole('button', { name: 'Make a token' }).click();
	await expect(page.getByRole('alert')).toBeFocused();
	await expect(page.getByLabel('What is the token for?')).toHaveValue('Board pack export');
	await page.getByRole('alert').getByRole('link').click();
	await expect(page.getByLabel('Your password')).toBeFocused();
	await page.keyboard.type(demoPassword);
	await page.keyboard.press('Enter');
	await expect(page.locator('code')).toHaveText(/^alliance_/);
	await expectAccessible(page);
	await page.getByRole('button', { name: 'End the token Board pack export' }).click();
	await expect(page.getByText('That token has ended.')).toBeVisible();
	await expect(page.locator('code')).toHaveCount(0);

	await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
	await expect(page.getByText('One other browser is signed out.')).toBeVisible();
	await elsewhere.goto('/account');
	await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test('signing out clears what the browser keeps, after a warning when something is unsaved', async ({
	signedIn
}) => {
	const page = await signedIn('manchester.drafter');
	await page.goto('/account');
	// As the drafting page leaves it when the server was not reached.
	await page.evaluate(
		() =>
			new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open('alliance-device-copies', 1);
				opening.onupgradeneeded = () => {
					opening.result
						.createObjectStore('updates', { autoIncrement: true })
						.createIndex('copy', 'copy');
					opening.result.createObjectStore('unsaved').createIndex('copy', 'copy');
				};
				opening.onerror = () => reject(opening.error ?? new Error());
				opening.onsuccess = () => {
					const transaction = opening.result.transaction('unsaved', 'readwrite');
					transaction.objectStore('unsaved').put({ copy: 'report', changes: 3 }, 'tab');
					transaction.oncomplete = () => {
						opening.result.close();
						resolve();
					};
				};
			})
	);
	const signOut = page.locator('main').getByRole('button', { name: 'Sign out', exact: true });
	await signOut.click();
	const warning = page.getByRole('dialog', { name: 'Sign out and lose unsaved changes?' });
	await expect(warning).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await expect(warning).toBeHidden();
	await expect(signOut).toBeFocused();

	await signOut.click();
	await warning.getByRole('button', { name: 'Sign out and lose them' }).click();
	await expect(page).toHaveURL(/\/sign-in$/);
	const kept = await page.evaluate(() => indexedDB.databases());
	expect(kept.map(({ name }) => name)).not.toContain('alliance-device-copies');

	// The Back button brings nothing of it back.
	await page.goBack();
	await expect(page).toHaveURL(/\/sign-in/);
	await expect(page.getByText('manchester.drafter@demo.test')).toHaveCount(0);
});

test('an empty workspace is set up without scripts', async ({ browser, contextOptions }) => {
	const empty = await startApp({ env: { DEMO: '0' } });
	const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: false });
	try {
		const page = await context.newPage();
		await page.goto(/http\S+\/set-up\/\S+/.exec(empty.output())?.[0] ?? '');
		await page.getByLabel('Organisation').fill('Synergi Collaborative Centre');
		await page.getByLabel('Your name').fill('Sam Coordinator');
		await page.getByLabel('Email address').fill('sam@synergi.test');
		await page.getByLabel('Password').fill('four words not together');
		await page.getByRole('button', { name: 'Set up the workspace' }).click();
		await expect(page).toHaveURL(`${empty.origin}/home`);
	} finally {
		await context.close();
		await empty.stop();
	}
});

test('what is typed before the script has come stays', async ({ page }) => {
	let letScriptsCome = (): void => {};
	const scriptsMayCome = new Promise<void>((resolve) => (letScriptsCome = resolve));
	await page.route('**/_app/**/*.js', async (route) => {
		await scriptsMayCome;
		await route.continue();
	});
	await page.goto('/sign-in', { waitUntil: 'commit' });
	const email = page.getByLabel('Email address');
	await email.fill('leeds.drafter@demo.test');
	letScriptsCome();
	await page.waitForLoadState('networkidle');
	await expect(email).toHaveValue('leeds.drafter@demo.test');
});
