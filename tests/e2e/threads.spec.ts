// Discussions beyond the commitments, and what becomes of them: heard where they stand, moved with their trail kept,
// used as evidence, taken away as a copy, closed with an outcome; and what is told of lived experience.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { RunningApp } from '../support/app.ts';
import { findReport } from './draft-page.ts';
import { expect, expectAccessible, expectNoAxeFindings, test, type Person } from './support.ts';

// It adds discussions that others would meet in their lists and inboxes.
test.use({ server: 'threads' });

const post = (page: Page, number: number): Locator =>
	page.getByRole('region', { name: new RegExp(`^Post ${number} `) });
/** The page has taken over from the server's HTML. */
const ready = (page: Page): Promise<void> =>
	expect(page.getByRole('toolbar', { name: /^Marks for/ }).last()).toBeVisible();
const trail = (page: Page): Locator =>
	page.getByRole('list', { name: 'What was moved, and earlier outcomes' });
const pathOf = (page: Page): string => new URL(page.url()).pathname;

/** From the link on the page of what it is about to the discussion. @returns its address */
async function startHere(page: Page, link: string, title: string, words: string): Promise<string> {
	await page.getByRole('link', { name: link, exact: true }).click();
	await ready(page);
	await page.getByRole('textbox', { name: 'Title' }).fill(title);
	await page.getByRole('textbox', { name: 'First post' }).fill(words);
	await page.getByRole('button', { name: 'Start the discussion' }).click();
	await expect(page.getByRole('heading', { name: title })).toBeVisible();
	return pathOf(page);
}

async function write(page: Page, number: number, words: string): Promise<void> {
	await ready(page);
	await page.getByRole('textbox', { name: /^Your post/ }).fill(words);
	await page.getByRole('button', { name: 'Post', exact: true }).click();
	await expect(post(page, number)).toContainText(words);
}

/** A discussion of commitment 5 with these first words. @returns its address */
async function onCommitment(app: RunningApp, by: Person, title: string, body: string) {
	const response = await fetch(`${app.origin}/api/v1/commitments/5/threads`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${await app.token(`${by}@demo.test`)}`,
			'content-type': 'application/json'
		},
		body: JSON.stringify({ title, body })
	});
	expect(response.status).toBe(201);
	return `/commitments/5/threads/${((await response.json()) as { id: string }).id}`;
}

/** On a phone in the dark: nothing for axe to find, and nothing that scrolls sideways. */
async function fitsAPhone(page: Page): Promise<void> {
	await page.setViewportSize({ width: 360, height: 740 });
	await expectAccessible(page);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
	await page.setViewportSize({ width: 1280, height: 900 });
}

test('a group, a note and a section are each discussed by those who may read them', async ({
	signedIn
}) => {
	test.slow();
	const leeds = await signedIn('leeds.drafter');
	const hackney = await signedIn('hackney.drafter');
	const supporter = await signedIn('supporter');

	// A group by invitation: its members, and nobody else.
	await leeds.goto('/groups/experience-in-the-room');
	await leeds.getByRole('link', { name: 'Start a discussion' }).click();
	await expect(leeds.getByText('Who can see it')).toBeVisible();
	await fitsAPhone(leeds);
	await leeds.goBack();
	const ofGroup = await startHere(
		leeds,
		'Start a discussion',
		'Who opens the meeting?',
		'Last time it was us.'
	);
	await expect(leeds.getByText(/^About.*Seen by everybody in the group\./s)).toBeVisible();
	expect((await hackney.goto(ofGroup))?.status()).toBe(404);

	// Heard, followed, muted, marked unread, and found again where it stands.
	await supporter.goto('/groups/experience-in-the-room');
	await supporter.getByRole('link', { name: /^Who opens the meeting\?.*1 unread/ }).click();
	await expect(post(supporter, 1).getByText('Unread', { exact: true })).toBeVisible();
	await supporter.getByRole('button', { name: 'Follow', exact: true }).click();
	await expect(supporter.getByText('You follow this discussion.')).toBeVisible();
	await supporter.getByRole('button', { name: 'Mute', exact: true }).click();
	await expect(supporter.getByText('Muted: you hear of it only when')).toBeVisible();
	await fitsAPhone(supporter);
	await supporter.getByRole('button', { name: /^Mark unread from here/ }).click();
	await expect(supporter).toHaveURL(/\/groups\/experience-in-the-room$/);
	await expect(
		supporter.getByRole('link', { name: /^Who opens the meeting\?.*1 unread.*muted/ })
	).toBeVisible();

	// A note that everybody here may read.
	await leeds.goto('/learning');
	await leeds.getByRole('link', { name: /^A telephone circle when people are placed/ }).click();
	const ofNote = await startHere(
		leeds,
		'Discuss this note',
		'Does the circle hold in summer?',
		'Ours paused.'
	);
	await hackney.goto(ofNote);
	await write(hackney, 2, 'Ours too.');
	await leeds
		.getByRole('link', { name: /^A telephone circle/ })
		.first()
		.click();
	await expect(leeds.getByRole('link', { name: /^Does the circle hold.*2 posts/ })).toBeVisible();

	// A section of a draft: only those who may read the draft.
	const report = await findReport(leeds);
	await leeds.goto(`/reports/${report.id}/sections/commitment-5`);
	const ofSection = await startHere(
		leeds,
		'Start a discussion',
		'Which figures do we give?',
		'The ones of both organisations?'
	);
	const lead = await signedIn('council.lead');
	await lead.goto(`/reports/${report.id}/sections/commitment-5`);
	await expectNoAxeFindings(lead);
	await lead.getByRole('link', { name: /^Which figures do we give\?.*1 unread/ }).click();
	await write(lead, 2, 'Yes, of both.');
	expect((await hackney.goto(ofSection))?.status()).toBe(404);
});

test('posts are split off and a discussion is moved, and every old address leads on', async ({
	app,
	signedIn
}) => {
	test.slow();
	const title = 'Paying on the day';
	const first = await onCommitment(app, 'supporter', title, 'Who pays on the day?');
	const leeds = await signedIn('leeds.drafter');
	await leeds.goto(first);
	await write(leeds, 2, 'We do, in cash.');
	await write(leeds, 3, 'Where do we meet next?');

	const facilitator = await signedIn('facilitator');
	await facilitator.goto(first);
	await facilitator.getByRole('link', { name: 'Move posts' }).click();
	await ready(facilitator);
	await facilitator.getByRole('textbox', { name: 'Which posts?' }).fill('the last');
	await facilitator.getByRole('textbox', { name: 'Title of the discussion' }).fill('Where we meet');
	await facilitator.getByRole('textbox', { name: 'Why?' }).fill('Another matter');
	await facilitator.getByRole('button', { name: 'Move the posts' }).click();
	await expect(facilitator.getByRole('alert')).toContainText('Write the numbers of the posts');
	await facilitator
		.getByRole('link', { name: /^Write the numbers/ })
		.first()
		.click();
	await expect(facilitator.getByRole('textbox', { name: 'Which posts?' })).toBeFocused();
	await fitsAPhone(facilitator);
	await facilitator.getByRole('textbox', { name: 'Which posts?' }).fill('3');
	await facilitator.getByRole('button', { name: 'Move the posts' }).click();
	await expect(facilitator.getByRole('heading', { name: 'Where we meet' })).toBeVisible();
	await expect(post(facilitator, 1)).toContainText('Where do we meet next?');
	await expect(trail(facilitator)).toContainText(/Post 1 came from .*Another matter/s);

	// The page that was open hears of it; the address the post had leads on.
	await expect(trail(leeds)).toContainText('Post 3 went to Where we meet. Moved by Facilitator');
	await leeds.goto(`${first}?post=3#post-3`);
	await leeds.getByRole('link', { name: 'Where we meet', exact: true }).click();
	await expect(post(leeds, 1)).toContainText('Where do we meet next?');
	await expect(leeds).toHaveURL(/#post-1$/);

	// Who began it moves the whole; the address it had leads to where it stands.
	const supporter = await signedIn('supporter');
	await supporter.goto(first);
	await supporter.getByRole('link', { name: 'Move the discussion' }).click();
	await supporter.getByRole('radio', { name: 'Commitment 3' }).check();
	await supporter.getByRole('textbox', { name: 'Why?' }).fill('It is about paying');
	await fitsAPhone(supporter);
	await supporter.getByRole('button', { name: 'Move the discussion' }).click();
	await expect(supporter).toHaveURL(/\/commitments\/3\/threads\//);
	await leeds.goto(first);
	await expect(leeds).toHaveURL(/\/commitments\/3\/threads\//);
	await expect(trail(leeds)).toContainText(/stood at Commitment 5 before.*It is about paying/s);

	// A post becomes evidence for a section, offered by who wrote it.
	await post(leeds, 2)
		.getByRole('link', { name: /^Offer as evidence/ })
		.click();
	await leeds
		.getByRole('combobox', { name: 'Whose report' })
		.selectOption({ label: 'Leeds and York Partnership NHS Foundation Trust (yours)' });
	await leeds.getByRole('combobox', { name: 'Which section' }).selectOption({ index: 3 });
	await leeds.getByRole('textbox', { name: 'Why it matters' }).fill('It shows how we pay.');
	await leeds.getByRole('button', { name: 'Offer it' }).click();
	await expect(leeds.getByRole('main')).toContainText('It shows how we pay.');

	// What came of it closes it, and stands on top and in the list.
	await supporter.getByRole('link', { name: 'State what came of it' }).click();
	const outcome = supporter.getByRole('textbox', { name: 'What came of it' });
	await expect(outcome).toBeFocused();
	await outcome.fill('We pay **on the day**, from January.');
	await supporter.getByRole('button', { name: 'Close it with this outcome' }).click();
	await expect(supporter.getByRole('heading', { name: 'What came of it' })).toBeVisible();
	await expect(supporter.getByRole('textbox', { name: /^Your post/ })).toHaveCount(0);
	await fitsAPhone(supporter);
	await leeds.goto('/commitments/3');
	await expect(leeds.getByRole('link', { name: /^Paying on the day/ })).toContainText(
		'What came of it: We pay on the day, from January.'
	);

	// Each copy holds what can be read here, and where it was.
	const copies = { 'a page': '<h1', Markdown: '# Paying on the day', JSON: '"title"' };
	for (const [name, sign] of Object.entries(copies)) {
		const [download] = await Promise.all([
			supporter.waitForEvent('download'),
			supporter.getByRole('link', { name, exact: true }).click()
		]);
		const text = await readFile(await download.path(), 'utf8');
		expect(text, name).toContain(sign);
		expect(text, name).toContain('We do, in cash.');
		expect(text, name).toContain('from January');
		expect(text, name).not.toContain('Where do we meet next?');
	}
});

test('what is told of lived experience is for fewer, opens when asked, and goes for good', async ({
	app,
	signedIn
}) => {
	const words = 'I waited four months for a reply';
	const address = await onCommitment(app, 'facilitator', 'Waiting for a reply', 'How long is it?');
	const author = await signedIn('leeds.drafter');
	const reader = await signedIn('hackney.drafter');
	const outside = await signedIn('supporter');
	for (const page of [author, reader, outside]) await page.goto(address);

	await ready(author);
	await author.getByText('Does it tell of lived experience?').click();
	const circle = author.getByRole('combobox', { name: 'Who sees it' });
	await expect(circle.locator('option')).toHaveText([
		'Only Pledge Makers here',
		'Only my organisation',
		'Only those who moderate here',
		'Everybody in this discussion'
	]);
	await expect(circle.locator('option:checked')).toHaveText('Only Pledge Makers here');
	await author.getByRole('checkbox', { name: /^This post tells of lived experience/ }).check();
	await author.getByRole('textbox', { name: 'What it talks about' }).fill('waiting in distress');
	await fitsAPhone(author);
	await author.getByRole('textbox', { name: /^Your post/ }).fill(words);
	await author.getByRole('button', { name: 'Post', exact: true }).click();
	await expect(post(author, 2)).toContainText('For Pledge Makers');

	// It arrives covered by its note, and nobody but its author is offered a use for it.
	await expect(post(reader, 2)).toContainText('It talks about: waiting in distress');
	await expect(reader.getByText(words)).toBeHidden();
	await post(reader, 2).getByText('It talks about:').click();
	await expect(reader.getByText(words)).toBeVisible();
	await expect(post(reader, 2).getByRole('link', { name: /^Offer as evidence/ })).toHaveCount(0);
	await expect(post(author, 2).getByRole('link', { name: /^Offer as evidence/ })).toHaveCount(1);
	await expectAccessible(reader);

	// Whom it is not for learns nothing of it, by page or copy.
	await outside.reload();
	await ready(outside);
	await expect(post(outside, 2)).toHaveCount(0);
	for (const format of ['html', 'md', 'json']) {
		const id = address.split('/').at(-1);
		const copy = await outside.request.get(`/api/v1/threads/${id}/export?format=${format}`);
		expect(await copy.text()).not.toContain(words);
	}

	await post(author, 2).getByRole('link', { name: 'Withdraw post 2' }).click();
	await expect(author.getByText('Its words go, for everybody and for good')).toBeVisible();
	await author.getByRole('button', { name: 'Withdraw it' }).click();
	await expect(post(author, 2)).toContainText('You have withdrawn this post.');
	await expect(post(reader, 2)).toContainText('Withdrawn by its author.');
	await expect(reader.getByText(words)).toHaveCount(0);
	expect(await reader.content()).not.toContain('waiting in distress');
});
