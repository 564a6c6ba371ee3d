// Discussions in the browser: live between two people, with the keyboard alone, without script, and what is kept when
// something goes wrong.
import type { Locator, Page } from '@playwright/test';
import type { RunningApp } from '../support/app.ts';
import { expect, expectNoAxeFindings, test, type Person } from './support.ts';

type Posted = { id: string; number: number };
type Started = { id: string; posts: Posted[] };

/** A call of the API as this person. */
async function call<T>(app: RunningApp, person: Person, path: string, body: unknown): Promise<T> {
	const response = await fetch(`${app.origin}/api/v1${path}`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${await app.token(`${person}@demo.test`)}`,
			'content-type': 'application/json'
		},
		body: JSON.stringify(body)
	});
	expect(response.ok).toBe(true);
	return (await response.json()) as T;
}

const start = (app: RunningApp, person: Person, title: string, commitment = 6): Promise<Started> =>
	call<Started>(app, person, `/commitments/${commitment}/threads`, {
		title,
		body: 'What did you change, and did it hold?'
	});
const post = (app: RunningApp, person: Person, thread: Started, body: string): Promise<Posted> =>
	call<Posted>(app, person, `/threads/${thread.id}/posts`, { body });
const address = (thread: Started, commitment = 6): string =>
	`/commitments/${commitment}/threads/${thread.id}`;

const box = (page: Page): Locator => page.getByRole('textbox', { name: /^Your (post|reply)/ });
const postNumber = (page: Page, number: number): Locator =>
	page.getByRole('region', { name: new RegExp(`^Post ${number} `) });
/** The page has taken over from the server's HTML: its buttons are there. */
const ready = (page: Page): Promise<void> =>
	expect(page.getByRole('toolbar', { name: /^Marks for/ }).last()).toBeVisible();

/** Nothing for axe to find, and nothing that scrolls sideways. */
async function looksRight(
	page: Page,
	size: { width: number; height: number },
	colorScheme: 'light' | 'dark'
): Promise<void> {
	await page.setViewportSize(size);
	// Without motion: a colour on its way from one scheme to the other has no contrast to speak of.
	await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
	await expectNoAxeFindings(page);
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBeLessThanOrEqual(size.width);
}

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let presses = 0; presses < 120; presses++) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab does not reach ${String(target)}`);
}

test('a post appears on the other screen without a reload, announced, moving neither focus nor place', async ({
	app,
	signedIn
}) => {
	const thread = await start(app, 'supporter', 'Live between two');
	for (let index = 0; index < 6; index++)
		await post(app, 'supporter', thread, 'Six more.\n\nLines.');
	const reader = await signedIn('leeds.drafter');
	const writer = await signedIn('hackney.drafter');
	await reader.goto(address(thread));
	await writer.goto(address(thread));
	await Promise.all([ready(reader), ready(writer)]);

	await box(reader).fill('Half a sentence');
	const before = await box(reader).boundingBox();
	await reader.evaluate(() => {
		(window as { isTheSamePage?: boolean }).isTheSamePage = true;
	});

	await box(writer).fill('We pay **half** on signature.');
	await writer.keyboard.press('Control+Enter');
	await expect(postNumber(writer, 8)).toContainText('We pay half on signature.');
	await expect(box(writer)).toHaveValue('');

	const arrived = postNumber(reader, 8);
	await expect(arrived).toContainText('We pay half on signature.');
	await expect(arrived.getByText('Unread', { exact: true })).toBeVisible();
	await expect(
		reader.getByRole('status').filter({ hasText: 'New post 8 by Hackney drafter' })
	).toHaveText('New post 8 by Hackney drafter, London Borough of Hackney');
	await expect(box(reader)).toBeFocused();
	await expect(box(reader)).toHaveValue('Half a sentence');
	expect((await box(reader).boundingBox())?.y).toBeCloseTo(before?.y ?? 0, -1);
	expect(await reader.evaluate(() => (window as { isTheSamePage?: boolean }).isTheSamePage)).toBe(
		true
	);

	// An edit and a withdrawal arrive as well.
	await postNumber(writer, 8).getByRole('link', { name: 'Edit post 8' }).click();
	await expect(writer.getByRole('textbox', { name: 'Your post 8' })).toBeFocused();
	await writer.getByRole('textbox', { name: 'Your post 8' }).fill('We pay it all on signature.');
	await writer.getByRole('button', { name: 'Save the new words' }).click();
	await expect(arrived).toContainText('We pay it all on signature.');
	await arrived.getByText(/^Edited/).click();
	await expect(arrived).toContainText('We pay half on signature.');
	await postNumber(writer, 8).getByRole('link', { name: 'Withdraw post 8' }).click();
	await writer.getByRole('button', { name: 'Withdraw it' }).click();
	await expect(arrived).toContainText('Withdrawn by its author.');
	await expect(arrived).not.toContainText('signature');
});

test('on a slow line, news that comes first does not keep a saved form open', async ({
	app,
	signedIn
}) => {
	const thread = await start(app, 'leeds.drafter', 'A slow line');
	const page = await signedIn('leeds.drafter');
	await page.goto(`${address(thread)}?edit=1`);
	const edited = page.getByRole('textbox', { name: 'Your post 1' });
	await expect(edited).toBeFocused();
	// The page that follows the form now takes longer than the live message about the edit.
	await page.route('**/__data.json*', async (route) => {
		await new Promise((resolve) => setTimeout(resolve, 400));
		await route.continue();
	});
	await edited.fill('New words.');
	await page.getByRole('button', { name: 'Save the new words' }).click();
	await expect(postNumber(page, 1)).toContainText('New words.');
	await expect(edited).toBeHidden();
});

test('a new discussion appears in the list of those who look at the commitment', async ({
	app,
	signedIn
}) => {
	const page = await signedIn('leeds.lead');
	await page.goto('/commitments/6');
	await expect(page.getByRole('heading', { name: 'Discussions' })).toBeVisible();
	await page.waitForLoadState('networkidle');
	await start(app, 'hackney.lead', 'Begun a moment ago');
	await expect(page.getByRole('link', { name: /Begun a moment ago.*1 unread/ })).toBeVisible();
});

test('from the commitments to a reply, with the keyboard alone', async ({ app, signedIn }) => {
	const thread = await start(app, 'supporter', 'Reached with the keyboard');
	const page = await signedIn('leeds.drafter');
	await page.goto('/commitments');
	await tabTo(page, page.getByRole('link', { name: /^Commitment 6\./ }));
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/commitments\/6$/);
	await tabTo(page, page.getByRole('link', { name: /^Reached with the keyboard/ }));
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(new RegExp(thread.id));
	await ready(page);

	await tabTo(page, page.getByRole('link', { name: 'Reply to post 1' }));
	await page.keyboard.press('Enter');
	await expect(box(page)).toBeFocused();
	await expect(page.getByText(/^In reply to post 1/)).toBeVisible();

	// The buttons over the box are one stop, with arrows inside.
	await page.keyboard.type('It held.');
	await page.keyboard.press('Shift+Home');
	await page.keyboard.press('Shift+Tab');
	await expect(page.getByRole('button', { name: 'Bold' })).toBeFocused();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('button', { name: 'Italic' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(box(page)).toHaveValue('_It held._');
	await page.keyboard.press('End');

	// People to mention, chosen with the arrows.
	await page.keyboard.type(' @hack');
	const people = page.getByRole('listbox', { name: 'People to mention' });
	await expect(people.getByRole('option')).toHaveCount(2);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(people).toBeHidden();
	await expect(box(page)).toHaveValue('_It held._ @Hackney lead ');
	await page.keyboard.press('Control+Enter');

	const mine = postNumber(page, 2);
	await expect(mine.getByRole('heading')).toHaveText(/Post\s+2\s+You/);
	await expect(mine.locator('em')).toHaveText('It held.');
	await expect(mine.locator('strong.mention')).toHaveText('@Hackney lead');
	await expect(mine.getByRole('link', { name: 'post 1', exact: true })).toHaveAttribute(
		'href',
		/#post-1$/
	);
});

test('everything works without script', async ({ app, signedIn }) => {
	const page = await signedIn('leeds.drafter', { javaScriptEnabled: false });
	await page.goto('/commitments/4');
	await page.getByRole('link', { name: 'Start a discussion' }).click();

	// Refused: what was typed is kept, and the way to the field is shown.
	const body = 'First words.\n\n- one\n- two';
	await page.getByRole('textbox', { name: 'First post' }).fill(body);
	await page.getByRole('button', { name: 'Start the discussion' }).click();
	await expect(page.getByRole('alert')).toContainText('Give the discussion a title');
	await expect(page).toHaveTitle(/^Error:/);
	await expect(page.getByRole('textbox', { name: 'First post' })).toHaveValue(body);
	await page.getByRole('textbox', { name: 'Title' }).fill('Without any script');
	await page.getByRole('radio', { name: 'Pledge Makers', exact: true }).check();
	await page.getByRole('button', { name: 'Start the discussion' }).click();

	await expect(page.getByRole('heading', { name: 'Without any script' })).toBeVisible();
	await expect(page.getByText(/Seen by Pledge Makers\./)).toBeVisible();
	await expect(postNumber(page, 1).getByRole('listitem')).toHaveText(['one', 'two']);

	const hackney = await signedIn('hackney.drafter', { javaScriptEnabled: false });
	await hackney.goto(new URL(page.url()).pathname);
	await expect(postNumber(hackney, 1).getByText('Unread', { exact: true })).toBeVisible();
	await hackney.getByRole('link', { name: 'Reply to post 1' }).click();
	await box(hackney).fill('A reply.');
	await hackney.getByRole('button', { name: 'Post', exact: true }).click();
	await expect(hackney).toHaveURL(/#post-2$/);
	await expect(postNumber(hackney, 2)).toContainText('in reply to post 1');

	await hackney.getByRole('link', { name: 'Edit post 2' }).click();
	await hackney.getByRole('textbox', { name: 'Your post 2' }).fill('  ');
	await hackney.getByRole('button', { name: 'Save the new words' }).click();
	await expect(hackney.getByRole('alert')).toContainText('Write something');
	await hackney.getByRole('textbox', { name: 'Your post 2' }).fill('A better reply.');
	await hackney.getByRole('button', { name: 'Save the new words' }).click();
	await expect(postNumber(hackney, 2)).toContainText('A better reply.');

	await page.reload();
	await page.getByRole('link', { name: 'First unread: post 2' }).click();
	await expect(page).toHaveURL(/#post-2$/);
	await expect(page.getByText('1 unread post', { exact: true })).toBeVisible();

	// The moderator closes it with a reason; a post sent from a page still open is refused and kept.
	const facilitator = await signedIn('facilitator', { javaScriptEnabled: false });
	await facilitator.goto(new URL(page.url()).pathname);
	await facilitator.getByRole('link', { name: 'Close the discussion' }).click();
	await facilitator.getByRole('textbox', { name: 'Why is the discussion closed?' }).fill('Settled');
	await facilitator.getByRole('button', { name: 'Close the discussion' }).click();
	await expect(facilitator.getByText(/Closed by Facilitator/)).toContainText('Settled');
	await box(hackney).fill('Too late, and kept.');
	await hackney.getByRole('button', { name: 'Post', exact: true }).click();
	await expect(hackney.getByRole('alert')).toContainText('has been closed');

	const outsider = await signedIn('supporter', { javaScriptEnabled: false });
	const answer = await outsider.goto(new URL(page.url()).pathname);
	expect(answer?.status()).toBe(404);
	// [F4] Under another commitment the thread is nowhere: an old address leads to where it stands now.
	const canonical = new URL(page.url()).pathname;
	const elsewhere = canonical.replace('/commitments/4/', '/commitments/5/');
	expect((await outsider.goto(elsewhere))?.status()).toBe(404);
	expect((await page.goto(elsewhere))?.status()).toBe(200);
	await expect(page).toHaveURL(new RegExp(`${canonical}$`));
	expect(app.output()).not.toContain('a page failed');
});

test('a draft stays on this device until it is posted, or the member signs out', async ({
	app,
	signedIn
}) => {
	const thread = await start(app, 'supporter', 'Drafts');
	const page = await signedIn('leeds.drafter');
	await page.goto(address(thread));
	await ready(page);
	await box(page).fill('Not finished');
	await page.reload();
	await expect(box(page)).toHaveValue('Not finished');
	await expect(page.getByText('These words were kept on this device.')).toBeVisible();
	await page.getByRole('button', { name: 'Post', exact: true }).click();
	await expect(postNumber(page, 2)).toContainText('Not finished');
	await page.reload();
	await ready(page);
	await expect(box(page)).toHaveValue('');

	await box(page).fill('Left behind');
	await page.getByText('Leeds drafter: your account').click();
	await page.getByRole('button', { name: 'Sign out', exact: true }).click();
	await page.getByRole('button', { name: 'Sign out and lose them' }).click();
	await expect(page).not.toHaveURL(/threads/);
	expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Left behind');
});

test('a moderator hides with a reason, live, and has no way to alter another’s words [F16]', async ({
	app,
	signedIn
}) => {
	const thread = await start(app, 'supporter', 'Moderated');
	await post(app, 'hackney.drafter', thread, 'Names a person.');
	const reader = await signedIn('leeds.drafter');
	await reader.goto(address(thread));
	await ready(reader);
	const page = await signedIn('facilitator');
	await page.goto(address(thread));
	await ready(page);
	await expect(page.getByRole('link', { name: /^Edit post/ })).toHaveCount(0);
	await page.getByRole('link', { name: 'Hide post 2' }).click();
	const reason = page.getByRole('textbox', { name: 'Why is post 2 hidden?' });
	await expect(reason).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toContainText('Say why');
	await reason.fill('A person could be known by it');
	await page.keyboard.press('Enter');

	const hidden = postNumber(reader, 2);
	await expect(hidden).toContainText('Hidden by Facilitator');
	await expect(hidden).toContainText('A person could be known by it');
	await expect(hidden).not.toContainText('Names a person');
	await page.getByRole('button', { name: 'Show again post 2' }).click();
	await expect(hidden).toContainText('Names a person');
});

test('[F9] hostile words stay words', async ({ app, signedIn }) => {
	const thread = await start(app, 'supporter', '<img src=x onerror="document.title=1"> "quoted"');
	const body = '<script>document.title=1</script> [x](javascript:document.title=1) <b>b</b>';
	await post(app, 'supporter', thread, body);
	const page = await signedIn('leeds.drafter');
	await page.goto(address(thread));
	await ready(page);
	await expect(postNumber(page, 2)).toContainText(body);
	await expect(page.locator('article :is(script, img, b, a[href^="javascript"])')).toHaveCount(0);
	await expect(page).toHaveTitle(/^<img src=x/);
});

test('axe finds nothing, and nothing scrolls sideways at 320 px', async ({ app, signedIn }) => {
	test.slow();
	const thread = await start(app, 'supporter', 'Antidisestablishmentarianism'.repeat(3));
	await post(app, 'hackney.drafter', thread, `See https://example.org/${'long-'.repeat(40)}`);
	await call(app, 'leeds.drafter', `/threads/${thread.id}/posts`, {
		body: '1. one\n2. two\n\n@Hackney drafter',
		inReplyTo: thread.posts[0]?.id
	});
	const page = await signedIn('leeds.drafter');
	const facilitator = await signedIn('facilitator');
	await page.goto('/commitments/2');
	const closed = await page.getByRole('link', { name: /closed/ }).getAttribute('href');
	const places: [Page, string][] = [
		[page, '/commitments'],
		[page, '/commitments/1'],
		[page, '/commitments/3/start'],
		[page, closed ?? ''],
		[page, `${address(thread)}?edit=3#post-3`],
		[facilitator, `${address(thread)}?hide=2#post-2`]
	];
	for (const [who, place] of places) {
		await test.step(place, async () => {
			await who.goto(place);
			await who.waitForLoadState('networkidle');
			await looksRight(who, { width: 1280, height: 900 }, 'light');
			await looksRight(who, { width: 320, height: 700 }, 'dark');
		});
	}

	// Open: the people to mention, earlier words, and an error summary.
	await page.goto(`${address(thread)}?edit=3`);
	const edited = page.getByRole('textbox', { name: 'Your post 3' });
	await expect(edited).toBeFocused();
	await edited.fill('');
	await page.getByRole('button', { name: 'Save the new words' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expectNoAxeFindings(page);
	await edited.fill('New words');
	await page.getByRole('button', { name: 'Save the new words' }).click();
	await postNumber(page, 3)
		.getByText(/^Edited/)
		.click();
	await box(page).pressSequentially('@le');
	await expect(page.getByRole('listbox')).toBeVisible();
	await expectNoAxeFindings(page);
});
