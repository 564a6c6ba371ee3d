// Browser tests: one whole server per worker, a browser context per person.
import AxeBuilder from '@axe-core/playwright';
import {
	expect,
	test as base,
	type BrowserContext,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { demoPassword, startApp, type RunningApp } from '../support/app.ts';

export type Person =
	| 'coordinator'
	| 'facilitator'
	| 'leeds.drafter'
	| 'leeds.lead'
	| 'council.lead'
	| 'hackney.drafter'
	| 'hackney.lead'
	| 'manchester.drafter'
	| 'supporter';

type WorkerFixtures = {
	/** A file that changes the workspace for everybody, or counts on it as it was made, names a server of its own. */
	server: string;
	app: RunningApp;
};
type Fixtures = {
	/** A page of a new browser window in which this person is signed in. */
	signedIn(person: Person, options?: BrowserContextOptions): Promise<Page>;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
	server: ['shared', { option: true, scope: 'worker' }],
	app: [
		async ({}, use) => {
			const app = await startApp();
			await use(app);
			await app.stop();
		},
		{ scope: 'worker', timeout: 60_000 }
	],
	baseURL: async ({ app }, use) => use(app.origin),
	signedIn: async ({ app, browser, contextOptions }, use) => {
		const contexts: BrowserContext[] = [];
		await use(async (person, options) => {
			const context = await browser.newContext({
				...contextOptions,
				baseURL: app.origin,
				...options
			});
			contexts.push(context);
			const [name, value] = (await app.signIn(`${person}@demo.test`, demoPassword)).split('=', 2);
			await context.addCookies([{ name: name ?? '', value: value ?? '', url: app.origin }]);
			return context.newPage();
		});
		await Promise.all(contexts.map((context) => context.close()));
	}
});

export { expect };

/** Every rule of WCAG 2.2 A and AA and best practice, on the page once it has come to rest. */
export async function expectNoAxeFindings(page: Page): Promise<void> {
	await page.evaluate(comeToRest);
	const { violations } = await new AxeBuilder({ page })
		.options({ resultTypes: ['violations'] })
		.analyze();
	expect(
		violations.map(
			({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`
		)
	).toEqual([]);
}

/** Ends what moves, except what moves for ever. Asking for it brings the styles up to date first. */
function comeToRest(): void {
	for (const animation of document.getAnimations()) {
		if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
	}
}

/** In both schemes. Without motion: a colour on its way from one scheme to the other has no contrast to speak of. */
export async function expectAccessible(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await expectNoAxeFindings(page);
	}
	await page.emulateMedia({ colorScheme: 'light' });
}
