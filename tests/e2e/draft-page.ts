// The draft page as a test speaks of it.
import { expect, type Locator, type Page, type WebSocket } from '@playwright/test';
import { messageType, syncType } from '#shared/collab-protocol.ts';

export const leedsDraft = 'Synergi-Leeds Partnership';

export type Report = { id: string; title: string; documentName: string };

/** The open round's report of this title, as this person may see it. */
export async function findReport(page: Page, title = leedsDraft): Promise<Report> {
	const rounds = (await (await page.request.get('/api/v1/rounds')).json()) as {
		items: { id: string; state: string }[];
	};
	const open = rounds.items.find(({ state }) => state === 'open');
	const reports = (await (await page.request.get(`/api/v1/rounds/${open?.id}/reports`)).json()) as {
		items: Report[];
	};
	const report = reports.items.find((each) => each.title === title);
	if (report === undefined) throw new Error(`no draft called ${title}`);
	return report;
}

/** Opens the draft and waits until it can be written in. */
export async function openDraft(page: Page, title = leedsDraft): Promise<Report> {
	const report = await findReport(page, title);
	await openToWrite(page, report);
	return report;
}

/** Opens a report of any round and waits until it can be written in. */
export async function openToWrite(page: Page, { id }: Report): Promise<void> {
	await page.goto(`/reports/${id}`);
	await expect(answer(page, 'statement-of-intent')).toBeVisible();
	await expectSaved(page);
}

/** The editor of a section. */
export const answer = (page: Page, key: string): Locator =>
	page.locator(`#${key}`).getByRole('textbox');

/** Puts the caret at the end of a section, in a paragraph of its own. */
export async function goToEnd(page: Page, key: string): Promise<void> {
	await moveToEnd(page, key);
	await page.keyboard.press('Enter');
}

/** Puts the caret at the end of a section. */
export async function moveToEnd(page: Page, key: string): Promise<void> {
	const editor = answer(page, key);
	// Faster than any hand, so until it is done: an editor that has just got the focus puts its own caret first.
	await expect(async () => {
		await editor.focus();
		await page.keyboard.press('Control+End');
		expect(await editor.evaluate(hasCaretAtEnd)).toBe(true);
	}).toPass();
}

async function hasCaretAtEnd(editor: Element): Promise<boolean> {
	await new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 30));
	const { focusNode, focusOffset } = getSelection() ?? { focusNode: null, focusOffset: 0 };
	if (focusNode === null || !editor.contains(focusNode)) return false;
	const rest = document.createRange();
	rest.setStart(focusNode, focusOffset);
	rest.setEndAfter(editor);
	return rest.toString() === '';
}

/** The line in the top bar. */
export const saveLine = (page: Page): Locator => page.locator('.topbar .save');

export const expectSaved = (page: Page): Promise<void> =>
	expect(saveLine(page)).toHaveText(/^Saved at \d\d:\d\d$/);

export const expectOnDevice = (page: Page, changes: number): Promise<void> =>
	expect(saveLine(page)).toHaveText(
		changes === 1 ? '1 change only on this device' : `${changes} changes only on this device`
	);

/** The text of a section as the server holds it. */
export async function textOnServer(page: Page, report: Report, key: string): Promise<string> {
	const response = await page.request.get(`/api/v1/reports/${report.id}/content?format=json`);
	const content = (await response.json()) as { sections: { key: string; text: string }[] };
	return content.sections.find((each) => each.key === key)?.text ?? '';
}

/** The text of a section as somebody sees it; line breaks count for nothing. */
export const textOnScreen = async (page: Page, key: string): Promise<string> =>
	(await answer(page, key).innerText()).replace(/\s+/g, ' ').trim();

/** Counts the frames with text that a page sends from now on over its collaboration sockets. */
export function countContentFrames(page: Page): { sent(): number } {
	let sent = 0;
	const watch = (socket: WebSocket): void => {
		if (!socket.url().includes('/collab/')) return;
		socket.on('framesent', ({ payload }) => {
			const isContent =
				typeof payload !== 'string' &&
				payload[0] === messageType.sync &&
				payload[1] !== syncType.step1;
			if (isContent) sent++;
		});
	};
	page.on('websocket', watch);
	return { sent: () => sent };
}
