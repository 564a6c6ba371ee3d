// Two people write one report at once.
import {
	answer,
	countContentFrames,
	expectSaved,
	goToEnd,
	moveToEnd,
	openDraft,
	saveLine,
	textOnScreen,
	textOnServer,
	findReport
} from './draft-page.ts';
import { expect, expectNoAxeFindings, test } from './support.ts';

test('the text of all ten sections is in the first answer, before any script runs', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter', { javaScriptEnabled: false });
	const report = await findReport(page);
	await page.goto(`/reports/${report.id}`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Synergi-Leeds Partnership');
	await expect(page.locator('.section')).toHaveCount(10);
	await expect(page.locator('#commitment-3 .prose')).toContainText(
		'Since our last report we have moved'
	);
	await expect(page.locator('.ProseMirror')).toHaveCount(0);
});

test('what one person writes appears on the other’s screen, in the same and in different sections, and both end with the same text', async ({
	signedIn
}) => {
	const drafter = await signedIn('leeds.drafter');
	const lead = await signedIn('leeds.lead');
	const report = await openDraft(drafter);
	await openDraft(lead);

	// Each has begun a paragraph of their own that the other sees; then both write at once.
	const type = (page: typeof lead, text: string) => page.keyboard.type(text, { delay: 15 });
	await goToEnd(drafter, 'commitment-3');
	await type(drafter, 'The drafter');
	await expect(answer(lead, 'commitment-3')).toContainText('The drafter');
	await goToEnd(lead, 'commitment-3');
	await type(lead, 'The lead');
	await expect(answer(drafter, 'commitment-3')).toContainText('The lead');
	await Promise.all([
		type(drafter, ' writes about partnership. '),
		type(lead, ' writes in the same section. ')
	]);
	await expect(answer(lead, 'commitment-3')).toContainText('The drafter writes about partnership.');
	await expect(answer(drafter, 'commitment-3')).toContainText(
		'The lead writes in the same section.'
	);

	await goToEnd(lead, 'commitment-2');
	await Promise.all([
		type(drafter, 'Still the drafter. '),
		type(lead, 'The lead measures and reports. ')
	]);
	await expect(answer(drafter, 'commitment-2')).toContainText('The lead measures and reports.');

	await expectSaved(drafter);
	await expectSaved(lead);
	for (const key of ['commitment-2', 'commitment-3']) {
		await expect
			.poll(async () => (await textOnScreen(drafter, key)) === (await textOnScreen(lead, key)))
			.toBe(true);
		const onServer = (await textOnServer(drafter, report, key)).replace(/^- /gm, '');
		expect(onServer.replace(/\s+/g, ' ').trim()).toBe(await textOnScreen(drafter, key));
	}
});

test('two people who begin in the same empty paragraph at once keep all their letters, each in order', async ({
	signedIn
}) => {
	const drafter = await signedIn('leeds.drafter');
	const lead = await signedIn('leeds.lead');
	await openDraft(drafter);
	await openDraft(lead);
	await goToEnd(drafter, 'commitment-7');
	const paragraphs = answer(lead, 'commitment-7').locator('p');
	await expect(paragraphs.last()).toHaveText('');
	await moveToEnd(lead, 'commitment-7');
	await Promise.all([
		drafter.keyboard.type('abcdefghijklmno', { delay: 15 }),
		lead.keyboard.type('ABCDEFGHIJKLMNO', { delay: 15 })
	]);
	await expectSaved(drafter);
	await expectSaved(lead);
	await expect(paragraphs.last()).toHaveText(/^.{30}$/);
	const together = (await paragraphs.last().innerText()).trim();
	expect(together.replace(/[A-Z]/g, '')).toBe('abcdefghijklmno');
	expect(together.replace(/[a-z]/g, '')).toBe('ABCDEFGHIJKLMNO');
	await expect(answer(drafter, 'commitment-7').locator('p').last()).toHaveText(together);

	// Undo takes the paragraph away as it was made.
	const before = await paragraphs.count();
	await lead.keyboard.press('Enter');
	await expect(paragraphs).toHaveCount(before + 1);
	await lead.keyboard.press('Control+z');
	await expect(paragraphs).toHaveCount(before);
});

test('carets carry names while they move, and the contents say who is where', async ({
	signedIn
}) => {
	const drafter = await signedIn('leeds.drafter');
	const lead = await signedIn('leeds.lead');
	await openDraft(drafter);
	await openDraft(lead);
	await answer(lead, 'commitment-4').focus();
	await lead.keyboard.press('Control+End');

	const caret = drafter.locator('#commitment-4 .remote-caret');
	await expect(caret).toHaveAttribute('data-name', 'Leeds lead');
	await expect(caret).toHaveAttribute('aria-hidden', 'true');
	await expect(caret).toHaveClass(/is-named/);
	await expect(drafter.getByText('Two people here')).toBeVisible();
	await expect(
		drafter.getByRole('link', { name: /National leadership.*Leeds lead is here/ })
	).toBeVisible();

	// Elsewhere in the page there is no caret of hers.
	await expect(drafter.locator('.remote-caret')).toHaveCount(1);
	await expect(caret).not.toHaveClass(/is-named/);

	await lead.close();
	await expect(caret).toHaveCount(0);
	await expect(drafter.getByText('Only you are here')).toBeVisible();
});

test('two tabs of one person are one person, and both are kept up to date', async ({
	signedIn
}) => {
	const first = await signedIn('leeds.drafter');
	const second = await first.context().newPage();
	await openDraft(first);
	await openDraft(second);
	await goToEnd(first, 'next-steps');
	await first.keyboard.type('Written in the first tab.');
	await expect(answer(second, 'next-steps')).toContainText('Written in the first tab.');
	await goToEnd(second, 'next-steps');
	await second.keyboard.type('Answered in the second.');
	await expect(answer(first, 'next-steps')).toContainText('Answered in the second.');
	await expect(first.getByText('Only you are here')).toBeVisible();
	await expectSaved(first);
	await expectSaved(second);
});

test('undo takes back one’s own changes only', async ({ signedIn }) => {
	const drafter = await signedIn('leeds.drafter');
	const lead = await signedIn('leeds.lead');
	await openDraft(drafter);
	await openDraft(lead);
	await goToEnd(drafter, 'commitment-6');
	await drafter.keyboard.type('Mine to take back.');
	await goToEnd(lead, 'commitment-6');
	await lead.keyboard.type('Hers to keep.');
	await expect(answer(drafter, 'commitment-6')).toContainText('Hers to keep.');
	await drafter.getByRole('button', { name: 'Undo' }).click();
	await expect(answer(drafter, 'commitment-6')).not.toContainText('Mine to take back.');
	await expect(answer(drafter, 'commitment-6')).toContainText('Hers to keep.');
	await drafter.getByRole('button', { name: 'Redo' }).click();
	await expect(answer(lead, 'commitment-6')).toContainText('Mine to take back.');
});

test('members of another organisation do not see the draft at all', async ({ signedIn }) => {
	const leeds = await signedIn('leeds.drafter');
	const report = await findReport(leeds);
	for (const person of ['hackney.drafter', 'supporter', 'coordinator'] as const) {
		const page = await signedIn(person);
		const response = await page.goto(`/reports/${report.id}`);
		expect(response?.status(), person).toBe(404);
		expect(await response?.text()).not.toContain('Since our last report');
	}
});

test('text pasted from Word arrives with its lists and without its junk', async ({ signedIn }) => {
	const page = await signedIn('leeds.drafter');
	await openDraft(page);
	await goToEnd(page, 'commitment-5');
	const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body>
		<h2 style='mso-list:none'>From Word<o:p></o:p></h2>
		<p class=MsoListParagraphCxSpFirst style='text-indent:-18pt;mso-list:l0 level1 lfo1'><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span></span>First of two<o:p></o:p></p>
		<p class=MsoListParagraphCxSpLast style='text-indent:-18pt;mso-list:l0 level1 lfo1'><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span></span>Second <a href="javascript:alert(1)">of two</a><img src=x onerror="document.title='broken'"></p></body></html>`;
	await answer(page, 'commitment-5').evaluate((element, pasted) => {
		const clipboardData = new DataTransfer();
		clipboardData.setData('text/html', pasted);
		clipboardData.setData('text/plain', 'From Word');
		element.dispatchEvent(
			new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
		);
	}, html);
	const section = answer(page, 'commitment-5');
	await expect(section.getByRole('heading', { level: 3, name: 'From Word' })).toBeVisible();
	await expect(section.getByRole('listitem').filter({ hasText: 'of two' })).toHaveText([
		'First of two',
		'Second of two'
	]);
	await expect(section.locator('img, [style*=mso], a[href^=javascript]')).toHaveCount(0);
	await expect(page).not.toHaveTitle('broken');
});

test('[F27] an idle tab with ten editors sends nothing while a colleague types', async ({
	signedIn
}) => {
	const idle = await signedIn('leeds.lead');
	const frames = countContentFrames(idle);
	await openDraft(idle);
	const writer = await signedIn('leeds.drafter');
	await openDraft(writer);
	// What is sent at the start (everything the server lacks: nothing) is over once both are saved.
	const atStart = frames.sent();
	expect(atStart, 'frames are counted').toBeGreaterThan(0);
	await goToEnd(writer, 'commitment-3');
	await writer.keyboard.type('A line, a list and a table. ', { delay: 5 });
	await writer.getByRole('button', { name: 'Bulleted list' }).click();
	await writer.keyboard.type('one');
	await writer.keyboard.press('Enter');
	await writer.keyboard.type('two');
	await writer.getByRole('button', { name: /^More/ }).click();
	await writer.getByRole('menuitem', { name: 'Outdent list item' }).click();
	await writer.getByRole('button', { name: /^More/ }).click();
	await writer.getByRole('menuitem', { name: 'Insert a table' }).click();
	await writer.keyboard.type('in a cell');
	await expect(answer(idle, 'commitment-3').getByText('in a cell')).toBeVisible();
	// Focus alone, in each of the ten, is no change either.
	for (const editor of await idle.locator('.ProseMirror').all()) await editor.focus();
	await writer.keyboard.type(' and on');
	await expect(answer(idle, 'commitment-3').getByText('in a cell and on')).toBeVisible();
	expect(frames.sent()).toBe(atStart);
});

test('[F28] a word being composed survives a colleague’s edits in the same paragraph', async ({
	signedIn
}) => {
	const composer = await signedIn('leeds.drafter');
	const other = await signedIn('leeds.lead');
	const report = await openDraft(composer);
	await openDraft(other);
	await goToEnd(composer, 'statement-of-intent');
	await composer.keyboard.type('Before ');
	await expect(answer(other, 'statement-of-intent')).toContainText('Before');
	const ime = await composer.context().newCDPSession(composer);
	const compose = (text: string) =>
		ime.send('Input.imeSetComposition', {
			text,
			selectionStart: text.length,
			selectionEnd: text.length
		});
	await compose('caf');
	// In the very words the composed one follows: put into the page at once, this would break it off.
	await moveToEnd(other, 'statement-of-intent');
	await other.keyboard.press('Home');
	await other.keyboard.press('ArrowRight');
	await other.keyboard.press('ArrowRight');
	await other.keyboard.type('-X-', { delay: 10 });
	await expectSaved(other);
	await compose('café');
	await compose('cafés');
	await ime.send('Input.insertText', { text: 'cafés' });
	await composer.keyboard.type(' after.');
	const whole = 'Be-X-fore cafés after.';
	await expect(answer(composer, 'statement-of-intent')).toContainText(whole);
	await expect(answer(other, 'statement-of-intent')).toContainText(whole);
	await expect.poll(() => textOnServer(other, report, 'statement-of-intent')).toContain(whole);
});

test('[F9] hostile presence and hostile text do no harm on the page', async ({ signedIn, app }) => {
	const page = await signedIn('leeds.lead');
	const report = await openDraft(page);
	const attacker = await signedIn('leeds.drafter');
	await attacker.goto('/account');
	// From a colleague's browser, by hand, past our editor.
	await attacker.evaluate(
		({ url }) =>
			new Promise<void>((resolve, reject) => {
				const socket = new WebSocket(url);
				socket.binaryType = 'arraybuffer';
				socket.onerror = () => reject(new Error('refused'));
				socket.onopen = () => {
					const state = JSON.stringify({
						section: 'commitment-1',
						user: { name: '<img src=x onerror=alert(1)>', color: 'red;background:url(//x)' },
						cursor: { anchor: { type: 'x' }, head: { item: { client: 'a', clock: -1 } } }
					});
					const json = new TextEncoder().encode(state);
					const length =
						json.length < 128 ? [json.length] : [(json.length & 127) | 128, json.length >> 7];
					const update = [1, 77, 1, ...length, ...json];
					const size =
						update.length < 128
							? [update.length]
							: [(update.length & 127) | 128, update.length >> 7];
					socket.send(new Uint8Array([1, ...size, ...update]));
					setTimeout(() => resolve(), 300);
				};
			}),
		{ url: `${app.wsOrigin}/collab/${report.documentName}?schema=1` }
	);
	await goToEnd(page, 'commitment-1');
	await page.keyboard.type('Still writing.');
	await expectSaved(page);
	await expect(page.locator('img[src="x"]')).toHaveCount(0);
});

test('the side panel shows last round’s answer to the section the caret is in, and stays hidden once hidden', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter');
	await openDraft(page);
	await answer(page, 'commitment-3').focus();
	const panel = page.getByRole('complementary', { name: 'Beside commitment 3' });
	await expect(panel).toContainText('What you published in No. 2');
	await answer(page, 'commitment-2').focus();
	await expect(page.getByRole('complementary', { name: 'Beside commitment 2' })).toBeVisible();
	await page.getByRole('button', { name: 'Hide what stands beside' }).click();
	await page.reload();
	await expect(page.getByRole('button', { name: 'Show last round beside' })).toBeVisible();
	const any = page.getByRole('complementary', { name: /^Beside/ });
	await expect(any).toHaveCount(0);
	await page.getByRole('button', { name: 'Show last round beside' }).click();
	await expect(any).toBeVisible();
});

test('words are counted while writing', async ({ signedIn }) => {
	const page = await signedIn('leeds.drafter');
	await openDraft(page);
	const count = async (): Promise<number> => {
		const text = await page.locator('#next-steps [data-words]').innerText();
		return Number.parseInt(text, 10);
	};
	for (let more = 0; more < 25; more++) {
		if (more === 0) await goToEnd(page, 'next-steps');
		await page.keyboard.type('word ');
	}
	await expect.poll(count).toBeGreaterThanOrEqual(25);
	const before = await count();
	await page.keyboard.type('one two three');
	await expect.poll(count).toBe(before + 3);
});

test('on a phone, contents and last round are sheets that give the focus back', async ({
	signedIn
}) => {
	const page = await signedIn('leeds.drafter', { viewport: { width: 360, height: 740 } });
	await openDraft(page);
	await expect(saveLine(page)).toBeVisible();
	const open = page.getByRole('button', { name: /^Sections: 1 of 10/ });
	await open.click();
	const sheet = page.getByRole('dialog', { name: 'Sections' });
	await expect(sheet).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(sheet).toBeHidden();
	await expect(open).toBeFocused();
	await open.click();
	await sheet.getByRole('link', { name: /Research and policy/ }).click();
	await expect(sheet).toBeHidden();
	await expect(page.locator('#commitment-6 h2')).toBeInViewport();
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBeLessThanOrEqual(360);
});

test('the draft page has no accessibility findings, in light and dark, wide and narrow', async ({
	signedIn
}) => {
	const page = await signedIn('hackney.drafter');
	await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
	await openDraft(page, 'London Borough of Hackney');
	await answer(page, 'commitment-3').focus();
	await page.getByRole('button', { name: /^More/ }).click();
	await expectNoAxeFindings(page);
	await page.keyboard.press('Escape');
	await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
	await expectNoAxeFindings(page);
	await page.setViewportSize({ width: 360, height: 740 });
	await expectNoAxeFindings(page);
	await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
	await page.getByRole('button', { name: /^Sections/ }).click();
	await expectNoAxeFindings(page);
});
