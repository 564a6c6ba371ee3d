// The inbox: what is new is read, put off and taken out, live and without a script; and how one is told by mail.
import { expect, expectAccessible, test } from './support.ts';

test.use({ server: 'inbox' });

test('a post in a discussion one takes part in comes into the open inbox, and goes by being read', async ({
	signedIn,
	app
}) => {
	const token = await app.token('leeds.drafter@demo.test');
	const call = async (path: string, body?: unknown) => {
		const answer = await fetch(`${app.origin}/api/v1${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) })
		});
		return (await answer.json()) as { id: string };
	};

	const page = await signedIn('hackney.drafter');
	await page.goto('/inbox');
	await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
	await expectAccessible(page);
	const waiting = page.getByRole('link', { name: /^Inbox/ });
	const count = async () => Number((await waiting.textContent())?.match(/\d+/)?.[0] ?? 0);
	await expect(waiting).toContainText(/need/);
	const before = await count();

	const thread = await call('/commitments/2/threads', {
		title: 'Beds far from home',
		audience: 'pledge-makers',
		body: '@Hackney drafter, how do you count them?'
	});
	const entry = page.getByRole('listitem').filter({ hasText: 'Beds far from home' });
	await expect(entry).toContainText('Leeds drafter has named you in a post.');
	await expect.poll(count).toBe(before + 1);

	await entry.locator('summary').click();
	await entry.getByRole('button', { name: /^Put off until tomorrow/ }).click();
	await expect(entry).toHaveCount(0);
	await expect.poll(count).toBe(before);
	await page.getByRole('link', { name: /put off$/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('What you have put off');
	await expect(entry).toContainText('09:00');

	await page.goto(`/threads/${thread.id}`);
	await page.goto('/inbox?show=later');
	await expect(page.getByText('Nothing is put off')).toBeVisible();
});

test('without a script the inbox shows, marks and takes out', async ({ signedIn }) => {
	const page = await signedIn('leeds.drafter', { javaScriptEnabled: false });
	await page.goto('/inbox');
	const news = page.getByRole('region', { name: 'New in what you follow' });
	const first = news.getByRole('listitem').first();
	const title = await first.getByRole('link').first().textContent();
	await expect(first).toContainText('Unread');
	await first.locator('summary').click();
	await first.getByRole('button', { name: /^Done/ }).click();
	await expect(news.getByRole('link', { name: title ?? '', exact: true })).toHaveCount(0);
});

test('the digest and single mails are chosen on the account page', async ({ signedIn }) => {
	const page = await signedIn('supporter');
	await page.goto('/account#mails');
	await page.getByLabel('Every day').check();
	await page.getByLabel('From which hour').selectOption('17');
	await page.getByLabel('When somebody names me').uncheck();
	await page.getByRole('button', { name: 'Keep this choice' }).click();
	await expect(page.getByText('Your choice of mails is kept.')).toBeVisible();
	await page.reload();
	await expect(page.getByLabel('Every day')).toBeChecked();
	await expect(page.getByLabel('From which hour')).toHaveValue('17');
	await expect(page.getByLabel('When somebody names me')).not.toBeChecked();
});
