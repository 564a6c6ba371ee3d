// [F28] Words that are composed (accents, input methods, dictation) while a colleague changes the same paragraph. As
// an input method does it: the browser itself is told, not the page.
import { expect, type Page } from '@playwright/test';
import {
	answer,
	expectSaved,
	goToEnd,
	moveToEnd,
	openDraft,
	textOnServer,
	type Report
} from './draft-page.ts';
import { test } from './support.ts';

const section = 'statement-of-intent';

/** An input method at this page's keyboard. */
async function inputMethod(page: Page) {
	const session = await page.context().newCDPSession(page);
	return {
		/** The word as it stands so far. */
		compose: (text: string) =>
			session.send('Input.imeSetComposition', {
				text,
				selectionStart: text.length,
				selectionEnd: text.length
			}),
		/** The word is finished. */
		finish: (text: string) => session.send('Input.insertText', { text })
	};
}

type Two = { composer: Page; other: Page; report: Report };

/** Both have the paragraph that the first has begun; the other's caret is at its start. */
async function begin(
	signedIn: (person: 'leeds.drafter' | 'leeds.lead') => Promise<Page>
): Promise<Two> {
	const composer = await signedIn('leeds.drafter');
	const other = await signedIn('leeds.lead');
	const report = await openDraft(composer);
	await openDraft(other);
	await goToEnd(composer, section);
	await composer.keyboard.type('Before ');
	await expect(answer(other, section).locator('p').last()).toHaveText(/^Before/);
	await moveToEnd(other, section);
	await other.keyboard.press('Home');
	return { composer, other, report };
}

const last = (page: Page, from: number): Promise<string[]> =>
	answer(page, section)
		.locator('p')
		.allTextContents()
		.then((all) => all.slice(from).map((text) => text.trim()));

/** Both and the server end with these paragraphs. */
async function expectAtEnd({ composer, other, report }: Two, paragraphs: string[]): Promise<void> {
	for (const page of [composer, other]) {
		await expect.poll(() => last(page, -paragraphs.length)).toEqual(paragraphs);
	}
	await expectSaved(composer);
	await expect
		.poll(() => textOnServer(other, report, section))
		.toMatch(new RegExp(`${paragraphs.join('\\s+')}\\s*$`));
}

test('[F28] a colleague who puts a new paragraph before it does not break off the word', async ({
	signedIn
}) => {
	const two = await begin(signedIn);
	const { compose, finish } = await inputMethod(two.composer);
	await compose('n');
	await two.other.keyboard.press('Enter');
	await two.other.keyboard.press('ArrowUp');
	await two.other.keyboard.type('First of all.');
	await expectSaved(two.other);
	await compose('na');
	await compose('naï');
	await finish('naïve');
	await two.composer.keyboard.type(' words');
	await expectAtEnd(two, ['First of all.', 'Before naïve words']);
});

test('[F28] a colleague who formats the paragraph does not break off the word', async ({
	signedIn
}) => {
	const two = await begin(signedIn);
	const { compose, finish } = await inputMethod(two.composer);
	await compose('にほ');
	await two.other.keyboard.press('Shift+End');
	await two.other.keyboard.press('Control+b');
	await expectSaved(two.other);
	await compose('にほん');
	await finish('日本');
	await two.composer.keyboard.type('!');
	await expectAtEnd(two, ['Before 日本!']);
});

test('[F28] two people compose in one paragraph at once', async ({ signedIn }) => {
	const two = await begin(signedIn);
	const [first, second] = [await inputMethod(two.composer), await inputMethod(two.other)];
	await first.compose('caf');
	await second.compose('e');
	await first.compose('café');
	await second.compose('é');
	await first.finish('cafés');
	await second.finish('élan ');
	await expectAtEnd(two, ['élan Before cafés']);
});

test('[F28] a hand that rests in the middle of a word loses nothing when colleagues’ words come in at last', async ({
	signedIn
}) => {
	const two = await begin(signedIn);
	const { compose, finish } = await inputMethod(two.composer);
	await compose('caf');
	await two.other.keyboard.type('X ');
	// Longer than colleagues are held back.
	await expect(answer(two.composer, section).locator('p').last()).toHaveText(/^X Before/);
	await compose('café');
	await finish('cafés');
	await two.composer.keyboard.type(' after');
	await expectAtEnd(two, ['X Before cafés after']);
});
