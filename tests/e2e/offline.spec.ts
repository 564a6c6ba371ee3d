// Never lose a word: the server away, the tab closed, the session ended.
import { expect, type Page } from '@playwright/test';
import { answer, expectSaved, goToEnd, openDraft, saveLine, textOnServer } from './draft-page.ts';
import { test } from './support.ts';
import { startApp } from '../support/app.ts';

/** Reads what was written to the clipboard. */
const clipboard = (page: Page): Promise<string> =>
	page.evaluate(() => navigator.clipboard.readText());

test('what is written offline is kept, and merges with what others wrote meanwhile', async ({
	signedIn
}) => {
	const away = await signedIn('leeds.drafter');
	const there = await signedIn('leeds.lead');
	const report = await openDraft(away);
	await openDraft(there);

	await away.context().setOffline(true);
	await goToEnd(away, 'commitment-1');
	await away.keyboard.type('Written on the train.');
	await expect(saveLine(away)).toHaveText(/^[12] changes? only on this device$/);
	await expect(away.locator('.draft .banner')).toContainText('The server cannot be reached');
	await goToEnd(there, 'commitment-1');
	await there.keyboard.type('Written at the desk.');
	await expectSaved(there);
	await expect(answer(there, 'commitment-1')).not.toContainText('train');

	await away.context().setOffline(false);
	await expectSaved(away);
	for (const page of [away, there]) {
		await expect(answer(page, 'commitment-1')).toContainText('Written on the train.');
		await expect(answer(page, 'commitment-1')).toContainText('Written at the desk.');
	}
	expect(await textOnServer(there, report, 'commitment-1')).toContain('Written on the train.');
});

test('with the server gone, writing goes on; closed and opened again when the server is back, everything is there', async ({
	browser
}) => {
	const app = await startApp();
	const context = await browser.newContext({ baseURL: app.origin });
	const [name = '', value = ''] = (await app.signIn('leeds.drafter@demo.test')).split('=', 2);
	await context.addCookies([{ name, value, url: app.origin }]);
	try {
		let page = await context.newPage();
		const report = await openDraft(page);
		await app.kill();
		await goToEnd(page, 'commitment-2');
		await page.keyboard.type('Written with the server gone.');
		await expect(saveLine(page)).toHaveText(/only on this device$/);

		await test.step('the text can be taken out', async () => {
			await context.grantPermissions(['clipboard-read', 'clipboard-write']);
			await page.getByRole('button', { name: 'Copy my text' }).click();
			const copied = await clipboard(page);
			expect(copied).toContain('Commitment 2, Measure and report');
			expect(copied).toContain('Written with the server gone.');
		});

		await test.step('closing the page asks first', async () => {
			const asked = page.waitForEvent('dialog');
			const closing = page.close({ runBeforeUnload: true });
			const dialog = await asked;
			expect(dialog.type()).toBe('beforeunload');
			await dialog.accept();
			await closing;
		});

		await app.restart();
		page = await context.newPage();
		await page.goto(`/reports/${report.id}`);
		await expect(answer(page, 'commitment-2')).toContainText('Written with the server gone.');
		await expectSaved(page);
		expect(await textOnServer(page, report, 'commitment-2')).toContain(
			'Written with the server gone.'
		);
	} finally {
		await context.close();
		await app.stop();
	}
});

test('a reload while the connection is cut shows the unsaved words, and how many changes they are', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter');
	let isCut = false;
	// Both ways to the server, or the page would take the other.
	await page.route('**/exchange', (route) => (isCut ? route.abort() : route.continue()));
	await page.routeWebSocket(/\/collab\//, (socket) => {
		if (isCut) return void socket.close({ code: 1012 });
		const server = socket.connectToServer();
		const cut = setInterval(() => {
			if (!isCut) return;
			clearInterval(cut);
			void socket.close({ code: 1012 });
			void server.close();
		}, 20);
	});
	await openDraft(page);
	isCut = true;
	await expect(saveLine(page)).toHaveText(/^Not connected · saved at/);
	await goToEnd(page, 'commitment-7');
	await page.keyboard.type('Kept through a reload.');
	await expect(saveLine(page)).toHaveText(/only on this device$/);
	const before = await saveLine(page).innerText();

	page.once('dialog', (dialog) => void dialog.accept());
	await page.reload();
	await expect(answer(page, 'commitment-7')).toContainText('Kept through a reload.');
	await expect(saveLine(page)).toHaveText(before.trim());
	isCut = false;
	await expectSaved(page);
	await page.reload();
	await expectSaved(page);
	await expect(answer(page, 'commitment-7')).toContainText('Kept through a reload.');
});

test('leaving the page with unsaved changes asks first, and staying keeps them', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter');
	await openDraft(page);
	await page.context().setOffline(true);
	await goToEnd(page, 'why');
	await page.keyboard.type('Not to be left behind.');
	await expect(saveLine(page)).toHaveText(/only on this device$/);
	let question = '';
	page.once('dialog', (dialog) => {
		question = dialog.message();
		void dialog.dismiss();
	});
	await page.getByRole('link', { name: 'Commitments' }).click();
	await expect.poll(() => question).toMatch(/only on this device.*Leave the page/s);
	await expect(answer(page, 'why')).toContainText('Not to be left behind.');
	await page.context().setOffline(false);
	await expectSaved(page);
});

test('a tab whose member signed out elsewhere says so, keeps the changes, and saves them after signing in again', async ({
	signedIn,
	app
}) => {
	const page = await signedIn('leeds.drafter');
	const report = await openDraft(page);
	const context = page.context();
	// The session ends on the server only, as when it runs out or is ended from another device.
	const [session] = await context.cookies(app.origin);
	await fetch(`${app.origin}/sign-out`, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			origin: app.origin,
			cookie: `${session?.name}=${session?.value}`,
			'content-type': 'application/x-www-form-urlencoded'
		}
	});
	await expect(saveLine(page)).toHaveText('Signed out');
	await goToEnd(page, 'commitment-4');
	await page.keyboard.type('Written while signed out.');
	await expect(saveLine(page)).toHaveText(/^Signed out · [12] changes? only on this device$/);
	await expect(page.locator('.draft .banner')).toContainText(
		/You are signed out\. [12] changes? (is|are) kept/
	);

	await page.getByRole('link', { name: 'Sign in' }).click();
	await page.getByLabel('Email address').fill('leeds.drafter@demo.test');
	await page.getByLabel('Password').fill('pledge-demo');
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page).toHaveURL(new RegExp(`/reports/${report.id}$`));
	await expect(answer(page, 'commitment-4')).toContainText('Written while signed out.');
	await expectSaved(page);
});

test('signing out clears the browser’s copy, after a warning when something is unsaved', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter');
	await openDraft(page);
	await goToEnd(page, 'commitment-6');
	await page.keyboard.type('Saved before leaving.');
	await expectSaved(page);
	const databases = (): Promise<string[]> =>
		page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
	expect(await databases()).toContain('alliance-device-copies');
	const signOut = async (): Promise<void> => {
		await page.locator('.topbar summary').click();
		await page.getByRole('button', { name: 'Sign out' }).click();
	};
	await page.context().setOffline(true);
	await page.keyboard.type('Not saved yet.');
	await expect(saveLine(page)).toHaveText(/only on this device$/);
	await signOut();
	const warning = page.getByRole('dialog', { name: /lose unsaved changes/ });
	await expect(warning).toBeVisible();
	await warning.getByRole('button', { name: 'Stay signed in' }).click();
	await page.context().setOffline(false);
	await expectSaved(page);
	await page.keyboard.press('Escape');
	await signOut();
	await expect(page).not.toHaveURL(/reports/);
	expect(await databases()).toEqual([]);
});

test('[F22] a tab that was frozen while others wrote catches up when it wakes', async ({
	signedIn
}) => {
	const sleeper = await signedIn('leeds.drafter');
	const writer = await signedIn('leeds.lead');
	await openDraft(sleeper);
	await openDraft(writer);
	await goToEnd(sleeper, 'commitment-3');
	await sleeper.keyboard.type('Before sleeping.');
	await expectSaved(sleeper);
	const devtools = await sleeper.context().newCDPSession(sleeper);
	await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
	await goToEnd(writer, 'commitment-3');
	await writer.keyboard.type('While the other slept.');
	await expectSaved(writer);
	await devtools.send('Page.setWebLifecycleState', { state: 'active' });
	await expect(answer(sleeper, 'commitment-3')).toContainText('While the other slept.');
	await goToEnd(sleeper, 'commitment-3');
	await sleeper.keyboard.type('After waking.');
	await expect(answer(writer, 'commitment-3')).toContainText('After waking.');
	await expectSaved(sleeper);
});

test('[F24] what was called saved survives the server being killed at that moment', async ({
	browser
}) => {
	const app = await startApp();
	const context = await browser.newContext({ baseURL: app.origin });
	const [name = '', value = ''] = (await app.signIn('leeds.drafter@demo.test')).split('=', 2);
	await context.addCookies([{ name, value, url: app.origin }]);
	try {
		const page = await context.newPage();
		const report = await openDraft(page);
		await goToEnd(page, 'next-steps');
		await page.keyboard.type('Called saved.');
		await expectSaved(page);
		await app.kill();
		// Nothing of the browser's may help: it goes before the server comes back.
		await context.close();
		await app.restart();
		const after = await browser.newContext({ baseURL: app.origin });
		const [key = '', secret = ''] = (await app.signIn('leeds.drafter@demo.test')).split('=', 2);
		await after.addCookies([{ name: key, value: secret, url: app.origin }]);
		expect(await textOnServer(await after.newPage(), report, 'next-steps')).toContain(
			'Called saved.'
		);
		await after.close();
	} finally {
		await app.stop();
	}
});
