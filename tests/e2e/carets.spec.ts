// One's own caret while colleagues change the text around it.
import { expect, type Page } from '@playwright/test';
import { answer, expectSaved, moveToEnd, openDraft } from './draft-page.ts';
import { test } from './support.ts';

type Hold = { hold(): void; release(): void };

/** Puts a gate into what a page receives over its collaboration socket: held back and let through by the test. */
async function gateOf(page: Page): Promise<Hold> {
	let held: (() => void)[] | null = null;
	await page.routeWebSocket(/\/collab\//, (socket) => {
		const server = socket.connectToServer();
		server.onMessage((message) => {
			const pass = (): void => socket.send(message);
			if (held === null) pass();
			else held.push(pass);
		});
	});
	return {
		hold: () => (held = []),
		release() {
			const due = held ?? [];
			held = null;
			for (const pass of due) pass();
		}
	};
}

const paragraphs = (page: Page, key: string): Promise<string[]> =>
	answer(page, key).locator('p').allTextContents();

const isWrittenNow = (text: string): boolean => /writes here/i.test(text);

/** Both write at once, a hand's pace apart. */
const writeTogether = (drafter: Page, lead: Page): Promise<unknown> =>
	Promise.all([
		drafter.keyboard.type('the drafter writes here', { delay: 20 }),
		lead.keyboard.type('THE LEAD WRITES HERE', { delay: 20 })
	]);

for (const { where, section, after } of [
	{ where: 'after two paragraphs', section: 'commitment-1', after: 4 },
	// Nothing is there that both could have: each brings two of their own.
	{ where: 'in a blank section', section: 'next-steps', after: 4 }
]) {
	test(`two people press Enter ${where} at once, and each writes on in a paragraph of their own`, async ({
		signedIn
	}) => {
		const drafter = await signedIn('leeds.drafter');
		const lead = await signedIn('leeds.lead');
		const gates = await Promise.all([gateOf(drafter), gateOf(lead)]);
		await openDraft(drafter);
		await openDraft(lead);
		await moveToEnd(drafter, section);
		await moveToEnd(lead, section);
		for (const gate of gates) gate.hold();
		await drafter.keyboard.press('Enter');
		await lead.keyboard.press('Enter');
		// Both have a new, empty paragraph before either hears of the other's.
		for (const gate of gates) gate.release();
		for (const page of [drafter, lead]) {
			await expect(answer(page, section).locator('p')).toHaveCount(after);
		}
		await writeTogether(drafter, lead);
		await expectSaved(drafter);
		await expectSaved(lead);
		for (const page of [drafter, lead]) {
			await expect
				.poll(async () => (await paragraphs(page, section)).filter(isWrittenNow).sort())
				.toEqual(['THE LEAD WRITES HERE', 'the drafter writes here']);
		}
	});
}

test('the caret stays where it is when a colleague removes the letter before it, or makes a heading of its paragraph', async ({
	signedIn
}) => {
	const drafter = await signedIn('leeds.drafter');
	const lead = await signedIn('leeds.lead');
	await openDraft(drafter);
	await openDraft(lead);

	await test.step('the first letter of the section', async () => {
		await answer(drafter, 'commitment-4').focus();
		await drafter.keyboard.press('Control+Home');
		await drafter.keyboard.type('x');
		await expect(answer(lead, 'commitment-4').locator('p').first()).toHaveText(/^x/);
		await answer(lead, 'commitment-4').focus();
		await lead.keyboard.press('Control+Home');
		await lead.keyboard.press('Delete');
		await expect(answer(drafter, 'commitment-4').locator('p').first()).not.toHaveText(/^x/);
		await drafter.keyboard.type('Still first. ');
		await expect(answer(lead, 'commitment-4').locator('p').first()).toHaveText(/^Still first\. /);
	});

	await test.step('a paragraph that becomes a heading', async () => {
		await moveToEnd(drafter, 'commitment-4');
		await drafter.keyboard.press('Enter');
		await drafter.keyboard.type('What we was told');
		for (let letter = 0; letter < ' told'.length; letter++) {
			await drafter.keyboard.press('ArrowLeft');
		}
		await expect(answer(lead, 'commitment-4').locator('p').last()).toHaveText('What we was told');
		await moveToEnd(lead, 'commitment-4');
		await lead.keyboard.press('Control+Alt+3');
		const heading = answer(drafter, 'commitment-4').getByRole('heading');
		await expect(heading).toHaveText('What we was told');
		for (let letter = 0; letter < 'was'.length; letter++) await drafter.keyboard.press('Backspace');
		await drafter.keyboard.type('were');
		await expect(heading).toHaveText('What we were told');
	});

	await test.step('a paragraph that is split before it', async () => {
		await moveToEnd(drafter, 'commitment-5');
		await drafter.keyboard.press('Enter');
		await drafter.keyboard.type('One line and anoter line');
		for (let letter = 0; letter < 'er line'.length; letter++) {
			await drafter.keyboard.press('ArrowLeft');
		}
		// Saved is not yet there: what the lead's keys go by is the lead's own page.
		await expect(answer(lead, 'commitment-5').locator('p').last()).toHaveText(
			'One line and anoter line'
		);
		await moveToEnd(lead, 'commitment-5');
		await lead.keyboard.press('Home');
		for (let letter = 0; letter < 'One line'.length; letter++)
			await lead.keyboard.press('ArrowRight');
		await lead.keyboard.press('Enter');
		await expect(answer(drafter, 'commitment-5').locator('p').last()).toHaveText(/^ ?and/);
		await drafter.keyboard.type('h');
		await expect(answer(lead, 'commitment-5').locator('p').last()).toHaveText(
			/^ ?and another line$/
		);
	});

	await test.step('bold, chosen for the next word, stays chosen while a colleague writes', async () => {
		await moveToEnd(drafter, 'commitment-4');
		await drafter.keyboard.press('Enter');
		await drafter.keyboard.press('Control+b');
		await answer(lead, 'commitment-4').focus();
		await lead.keyboard.press('Control+Home');
		await lead.keyboard.type('At the top. ');
		await expect(answer(drafter, 'commitment-4')).toContainText('At the top.');
		await drafter.keyboard.type('important');
		await expect(answer(lead, 'commitment-4').locator('strong')).toHaveText('important');
	});
});
