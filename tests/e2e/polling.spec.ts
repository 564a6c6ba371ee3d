// Writing where the network lets no WebSocket through, as some trusts' proxies do.
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { demoPassword, startApp, type RunningApp } from '../support/app.ts';
import { deafProxy, type DeafProxy } from '../support/deaf-proxy.ts';
import {
	answer,
	expectSaved,
	findReport,
	goToEnd,
	openDraft,
	saveLine,
	textOnServer
} from './draft-page.ts';
import { expectAccessible } from './support.ts';

type Blocked = {
	app: RunningApp;
	proxy: DeafProxy;
	/** A page of a new window in which this person is signed in, behind the proxy. */
	signedIn(person: string): Promise<Page>;
};

const test = base.extend<{ blocked: Blocked }>({
	blocked: async ({ browser, contextOptions }, use) => {
		const proxy = await deafProxy();
		const app = await startApp({ env: { ORIGIN: proxy.origin } });
		proxy.leadTo(app.port);
		const contexts: BrowserContext[] = [];
		await use({
			app,
			proxy,
			async signedIn(person) {
				const context = await browser.newContext({ ...contextOptions, baseURL: proxy.origin });
				contexts.push(context);
				await context.request.post('/sign-in', {
					headers: { origin: proxy.origin },
					form: { email: `${person}@demo.test`, password: demoPassword }
				});
				return context.newPage();
			}
		});
		await Promise.all(contexts.map((context) => context.close()));
		await proxy.close();
		await app.stop();
	}
});

/** Polling is chosen after two sockets; that sockets are blocked for good is known a moment later. */
const expectSlower = (page: Page, timeout = 10_000): Promise<void> =>
	expect(saveLine(page)).toHaveText(/^Saved at \d\d:\d\d · slower connection$/, { timeout });

/** Opens the draft and waits until it can be written in. */
async function openSlowly(page: Page): ReturnType<typeof findReport> {
	const report = await findReport(page);
	await page.goto(`/reports/${report.id}`);
	await expect(answer(page, 'statement-of-intent')).toBeVisible();
	await expectSlower(page);
	return report;
}

test('two people write together where no WebSocket comes through, and are told that it is slower', async ({
	blocked
}) => {
	const drafter = await blocked.signedIn('leeds.drafter');
	const lead = await blocked.signedIn('leeds.lead');
	const report = await openSlowly(drafter);
	await openSlowly(lead);
	await expect(drafter.locator('[data-people]')).toContainText('Two people here');

	await goToEnd(drafter, 'commitment-1');
	await drafter.keyboard.type('Written behind the proxy.');
	await expect(saveLine(drafter)).toHaveText('Saving… · slower connection');
	await expect(answer(lead, 'commitment-1')).toContainText('Written behind the proxy.');
	await expectSlower(drafter);
	expect(await textOnServer(lead, report, 'commitment-1')).toContain('Written behind the proxy.');

	await goToEnd(lead, 'commitment-1');
	await lead.keyboard.type('And answered behind it.');
	await expect(answer(drafter, 'commitment-1')).toContainText('And answered behind it.');
	await expectSlower(lead);
	await expectAccessible(drafter);

	await lead.goto('/reports');
	await expect(drafter.locator('[data-people]')).toContainText('Only you are here');
});

test('[F24] what was called saved over the slow line survives the server being killed; what was written meanwhile follows', async ({
	blocked
}) => {
	const { app } = blocked;
	const page = await blocked.signedIn('leeds.drafter');
	const report = await openSlowly(page);
	await goToEnd(page, 'commitment-2');
	await page.keyboard.type('Called saved. ');
	await expectSlower(page);
	await app.kill();
	await page.keyboard.type('Written with the server gone.');
	await expect(saveLine(page)).toHaveText(/only on this device$/);
	await app.restart();
	// The next try may be five seconds away.
	await expectSlower(page, 20_000);
	expect(await textOnServer(page, report, 'commitment-2')).toContain(
		'Called saved. Written with the server gone.'
	);
});

test('a short trouble with sockets ends without anybody noticing', async ({ blocked }) => {
	const { proxy } = blocked;
	const page = await blocked.signedIn('leeds.drafter');
	const report = await findReport(page);
	await page.goto(`/reports/${report.id}`);
	await expect.poll(() => proxy.upgrades()).toBe(2);
	proxy.letUpgradesThrough(true);
	// One that only asks whether sockets work again, and one to go on with.
	await expect.poll(() => proxy.upgrades()).toBe(4);
	await expectSaved(page);
	const questions = proxy.questions();
	await goToEnd(page, 'commitment-5');
	await page.keyboard.type('By socket again.');
	await expectSaved(page);
	expect(await textOnServer(page, report, 'commitment-5')).toContain('By socket again.');
	expect(proxy.questions()).toBe(questions);
});

test('[F22] where a proxy takes sockets and lets no word through, one can write after a few seconds', async ({
	blocked
}) => {
	blocked.proxy.swallowUpgrades();
	const page = await blocked.signedIn('leeds.drafter');
	const report = await findReport(page);
	await page.goto(`/reports/${report.id}`);
	await expect(answer(page, 'commitment-4')).toBeVisible({ timeout: 30_000 });
	await goToEnd(page, 'commitment-4');
	await page.keyboard.type('Past the silence.');
	await expect(saveLine(page)).toHaveText(/^Saved at/);
	expect(await textOnServer(page, report, 'commitment-4')).toContain('Past the silence.');
});

test('[F22] a tab that was frozen while others wrote catches up over the slow line when it wakes', async ({
	blocked
}) => {
	const sleeper = await blocked.signedIn('leeds.drafter');
	const writer = await blocked.signedIn('leeds.lead');
	await openSlowly(sleeper);
	await openSlowly(writer);
	const devtools = await sleeper.context().newCDPSession(sleeper);
	await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
	await goToEnd(writer, 'commitment-3');
	await writer.keyboard.type('While the other slept.');
	await expectSlower(writer);
	await devtools.send('Page.setWebLifecycleState', { state: 'active' });
	await expect(answer(sleeper, 'commitment-3')).toContainText('While the other slept.');
	await goToEnd(sleeper, 'commitment-3');
	await sleeper.keyboard.type('After waking.');
	await expect(answer(writer, 'commitment-3')).toContainText('After waking.');
	await expectSlower(sleeper);
});

test('[F20] a tab older than the text stops, keeps what is unsaved, and reloads when it is left alone', async ({
	blocked
}) => {
	test.slow();
	const { app, proxy } = blocked;
	proxy.letUpgradesThrough(true);
	const page = await blocked.signedIn('leeds.drafter');
	const report = await openDraft(page);
	/** The server is renewed, and with it the texts. */
	async function renew(schemaVersion: number): Promise<void> {
		const database = new Database(path.join(app.dataDir, 'workspace.sqlite'));
		database
			.prepare('update documents set schema_version = ? where name = ?')
			.run(schemaVersion, report.documentName);
		database.close();
		await app.restart();
	}
	await goToEnd(page, 'commitment-6');
	await page.keyboard.type('Before. ');
	await expectSaved(page);
	await app.kill();
	await page.keyboard.type('Only here.');
	await expect(saveLine(page)).toHaveText(/only on this device$/);
	const loaded = page.waitForEvent('load', { timeout: 60_000 });
	await renew(2);
	// The page tries again after waits that grow, up to half a minute.
	await expect(page.locator('.draft .banner')).toContainText('It reloads when you pause', {
		timeout: 40_000
	});
	await expect(answer(page, 'commitment-6')).toHaveAttribute('contenteditable', 'false');
	expect(await textOnServer(page, report, 'commitment-6')).toMatch(/Before\.\s*$/);

	await loaded;
	// The same editor again, in this test: it says so, and does not reload for ever.
	await expect(page.locator('.draft .banner')).toContainText('no longer understand each other');
	await expect(answer(page, 'commitment-6')).toContainText('Before. Only here.');
	await expect(saveLine(page)).toHaveText(/only on this device$/);
	expect(await textOnServer(page, report, 'commitment-6')).toMatch(/Before\.\s*$/);

	await app.kill();
	await renew(1);
	page.once('dialog', (dialog) => void dialog.accept());
	await page.reload();
	await expectSaved(page);
	expect(await textOnServer(page, report, 'commitment-6')).toContain('Before. Only here.');
});
