// [F27] Two views of one document in one tab, one of them idle or hidden, while a colleague writes.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import { expect, type Page, type WebSocket } from '@playwright/test';
import { build, type Rolldown } from 'vite';
import { messageType, syncType } from '#shared/collab-protocol.ts';
import { root } from '../support/app.ts';
import { answer, expectSaved, goToEnd, openDraft, type Report } from './draft-page.ts';
import { test } from './support.ts';

const section = 'commitment-3';

/** The program of two-views.page.ts, as a browser takes it. */
async function bundle(): Promise<string> {
	const built = (await build({
		configFile: false,
		root,
		logLevel: 'error',
		plugins: [svelte({ configFile: false })],
		resolve: {
			alias: { $lib: path.join(root, 'src/lib') },
			dedupe: ['yjs', '@tiptap/pm']
		},
		build: {
			write: false,
			minify: false,
			lib: { entry: path.join(root, 'tests/e2e/two-views.page.ts'), formats: ['es'] }
		}
	})) as Rolldown.RolldownOutput[];
	return built[0]?.output[0].code ?? '';
}

type Counted = { text: number; presence: number };

/** Counts what a page sends from now on over its collaboration sockets. */
function countFrames(page: Page): Counted {
	const counted: Counted = { text: 0, presence: 0 };
	page.on('websocket', (socket: WebSocket) => {
		socket.on('framesent', ({ payload }) => {
			if (typeof payload === 'string') return;
			if (payload[0] === messageType.awareness) counted.presence++;
			if (payload[0] === messageType.sync && payload[1] !== syncType.step1) counted.text++;
		});
	});
	return counted;
}

async function openTwoViews(page: Page, report: Report): Promise<void> {
	const program = await bundle();
	await page.route('**/two-views.js', (route) =>
		route.fulfill({ contentType: 'text/javascript', body: program })
	);
	// A page of ours without a script of its own.
	await page.goto('/help');
	const me = (await (await page.request.get('/api/v1/me')).json()) as { memberId: string };
	await page.evaluate(
		async (options) => {
			const address = '/two-views.js';
			const views = (await import(address)) as {
				openTwoViews(of: typeof options): Promise<void>;
			};
			await views.openTwoViews(options);
		},
		{ documentName: report.documentName, memberId: me.memberId, section }
	);
}

test('[F27] two views of one section in one tab: neither sends anything while a colleague writes', async ({
	signedIn
}) => {
	const writer = await signedIn('leeds.drafter');
	const report = await openDraft(writer);
	const page = await signedIn('leeds.lead');
	const sent = countFrames(page);
	await openTwoViews(page, report);
	const [one, two] = [page.locator('#one .ProseMirror'), page.locator('#two .ProseMirror')];
	await expect(two).toContainText('Since our last report');
	await one.focus();
	await page.keyboard.press('Control+Home');
	await goToEnd(writer, section);
	await writer.keyboard.type('A line. ', { delay: 5 });
	await expect(two).toContainText('A line.');
	const atStart = { ...sent };
	expect(atStart.text, 'frames are counted').toBeGreaterThan(0);

	await test.step('one view has the caret, the other does not', async () => {
		await writer.keyboard.type('Twenty letters more.', { delay: 20 });
		await writer.keyboard.press('Enter');
		await writer.keyboard.press('Control+Shift+8');
		await writer.keyboard.type('in a list');
		for (const view of [one, two]) await expect(view).toContainText('in a list');
	});

	await test.step('a hidden view that is given the focus by force', async () => {
		await page.evaluate(() => {
			const second = document.querySelector<HTMLElement>('#two');
			if (second !== null) second.style.display = 'none';
			const { editors } = window as unknown as {
				editors: { view: { focus(): void }; commands: { focus(at: string): void } }[];
			};
			editors[1]?.view.focus();
			editors[1]?.commands.focus('start');
		});
		await writer.keyboard.type(', and another word', { delay: 20 });
		await expect(one).toContainText('in a list, and another word');
		await expect(two).toContainText('in a list, and another word');
	});
	expect(sent.text, 'no text is sent').toBe(atStart.text);
	// The caret stays where it is, and is not told again with each of the colleague's letters.
	expect(sent.presence - atStart.presence).toBeLessThanOrEqual(4);

	await test.step('what is written in one view is written once', async () => {
		await page.evaluate(() => {
			const second = document.querySelector<HTMLElement>('#two');
			if (second !== null) second.style.display = '';
		});
		await one.focus();
		await page.keyboard.press('Control+Home');
		await page.keyboard.type('Mine. ');
		await expect(two.locator('p').first()).toHaveText(/^Mine\. [^M]/);
		await expect(answer(writer, section).locator('p').first()).toHaveText(/^Mine\. [^M]/);
		await expectSaved(writer);
		expect(sent.text - atStart.text).toBeGreaterThan(0);
		expect(sent.text - atStart.text).toBeLessThanOrEqual('Mine. '.length);
	});
});
