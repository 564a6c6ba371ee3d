// A round from its opening to its board in the browser: the form, the dates that move, the board that is live, and the
// intention to publish.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { RunningApp } from '../support/app.ts';
import { expect, expectAccessible, expectNoAxeFindings, test, type Person } from './support.ts';

test.use({ server: 'rounds' });

type Named = { id: string; title: string; state: string };

/** A call of the API as this person. */
async function call<T>(
	app: RunningApp,
	person: Person,
	method: string,
	address: string,
	body?: unknown
): Promise<T> {
	const response = await fetch(`${app.origin}/api/v1${address}`, {
		method,
		headers: {
			authorization: `Bearer ${await app.token(`${person}@demo.test`)}`,
			'content-type': 'application/json'
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) })
	});
	expect(response.ok, await response.clone().text()).toBe(true);
	return (await response.json()) as T;
}

const openRound = async (app: RunningApp): Promise<Named> => {
	const { items } = await call<{ items: Named[] }>(app, 'coordinator', 'GET', '/rounds');
	const round = items.find(({ state }) => state === 'open');
	if (round === undefined) throw new Error('no round is open');
	return round;
};

async function reportOf(app: RunningApp, round: Named, title: RegExp): Promise<Named> {
	const { items } = await call<{ items: Named[] }>(
		app,
		'coordinator',
		'GET',
		`/rounds/${round.id}/reports`
	);
	const report = items.find((each) => title.test(each.title));
	if (report === undefined) throw new Error('no such report');
	return report;
}

/** All mails written so far. */
async function mails(app: RunningApp): Promise<string[]> {
	const folder = path.join(app.dataDir, 'outbox');
	const names = await readdir(folder).catch(() => []);
	return Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
}

/** Nothing for axe to find in either scheme, nor on a phone, and nothing that scrolls sideways. */
async function looksRight(page: Page): Promise<void> {
	await expectAccessible(page);
	for (const width of [768, 360]) {
		await page.setViewportSize({ width, height: 900 });
		const reached = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(reached).toBeLessThanOrEqual(width);
	}
	await expectNoAxeFindings(page);
	await page.setViewportSize({ width: 1280, height: 900 });
}

test('the coordinator opens the next round from the last one, with a question of its own', async ({
	signedIn
}) => {
	const page = await signedIn('coordinator');
	await page.goto('/reports');
	await page.getByRole('link', { name: 'Plan the next round' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open a round');
	await expect(page.getByLabel('Title').first()).toHaveValue('Progress Report No. 4');

	const due = page.getByLabel('Drafts complete');
	const proposed = await due.inputValue();
	await due.fill('2020-01-01');
	await page.getByRole('button', { name: 'Open the round' }).click();
	const summary = page.getByRole('alert');
	await expect(summary).toContainText('“Drafts complete” cannot come before “Round opens”.');
	await expect(summary).toBeFocused();

	await due.fill(proposed);
	await page.getByText('Change titles and instructions').click();
	await page.locator('[id="title-next-steps"]').fill('What we promise next');
	await page.getByRole('button', { name: 'Open the round' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Progress Report No. 4');
	await expect(page.getByText('Planned. It opens on')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'What we promise next' })).toBeVisible();

	const member = await signedIn('hackney.drafter');
	await member.goto('/reports');
	await member.getByRole('link', { name: 'Progress Report No. 4' }).click();
	await expect(member.getByRole('heading', { name: 'What we promise next' })).toBeVisible();
	await expect(member.getByText('Move dates')).toHaveCount(0);
	await member.goto('/reports/rounds/new');
	await expect(member.getByRole('heading', { level: 1 })).not.toHaveText('Open a round');
});

test('dates that move are said with their reason, on the page and in one mail, without a script', async ({
	app,
	signedIn
}) => {
	const round = await openRound(app);
	const page = await signedIn('coordinator', { javaScriptEnabled: false });
	await page.goto(`/reports/rounds/${round.id}`);
	await page.getByText('Move dates').click();
	const review = page.getByLabel('Review ends');
	const day = new Date(`${await review.inputValue()}T12:00:00Z`);
	day.setUTCDate(day.getUTCDate() + 1);
	await review.fill(day.toISOString().slice(0, 10));
	await page.getByRole('button', { name: 'Move the dates' }).click();
	await expect(page.getByRole('alert')).toContainText('Say why, in a few words');
	await page.getByLabel('Why').fill('Two boards meet on the same evening.');
	await page.getByRole('button', { name: 'Move the dates' }).click();
	await expect(page.getByText('The dates have moved.')).toBeVisible();
	const moved = page.getByRole('region', { name: 'Dates that moved' });
	await expect(moved).toContainText('Review ends: from');
	await expect(moved).toContainText('“Two boards meet on the same evening.”');

	await expect
		.poll(async () => {
			const all = await mails(app);
			return all.filter((mail) => mail.includes('Two boards meet on the same evening.')).length;
		})
		.toBeGreaterThan(5);
	const toLeeds = (await mails(app)).filter(
		(mail) => mail.includes('leeds.drafter@demo.test') && mail.includes('Review ends')
	);
	expect(toLeeds).toHaveLength(1);
	expect(toLeeds[0]).toContain(`/reports/rounds/${round.id}`);
});

test('the board changes under the eyes of those who may follow a report, and says what changed', async ({
	app,
	signedIn
}) => {
	const round = await openRound(app);
	const report = await reportOf(app, round, /Synergi-Leeds/);
	const coordinator = await signedIn('coordinator');
	const hackney = await signedIn('hackney.drafter');
	await Promise.all([coordinator.goto('/reports'), hackney.goto('/reports')]);
	const row = coordinator.getByRole('row', { name: /Synergi-Leeds Partnership/ });
	const cell = row.getByRole('cell').nth(3);
	await expect(cell).toHaveText('Writing');
	await expect(hackney.getByRole('row', { name: /Synergi-Leeds Partnership/ })).toHaveCount(0);
	await expect(hackney.getByRole('row', { name: /Leeds and York Partnership NHS/ })).toContainText(
		'Not yet reported'
	);
	await coordinator.evaluate(() => {
		(window as { isTheSamePage?: boolean }).isTheSamePage = true;
	});

	await call(app, 'leeds.drafter', 'PUT', `/reports/${report.id}/sections/commitment-3`, {
		state: 'ready-for-review'
	});
	await expect(cell).toHaveText('For review');
	await expect(
		coordinator.getByText('Synergi-Leeds Partnership, commitment 3: For review.')
	).toBeAttached();
	expect(
		await coordinator.evaluate(() => (window as { isTheSamePage?: boolean }).isTheSamePage)
	).toBe(true);
});

test('the same board as words and shapes, as counts, and as a list on a phone', async ({
	signedIn
}) => {
	const page = await signedIn('coordinator', { javaScriptEnabled: false });
	await page.goto('/reports');
	const board = page.getByRole('table', {
		name: 'State of each section, and the signatures, by report'
	});
	const counts = page.getByRole('table', {
		name: 'How many sections are in each state, by report'
	});
	await expect(board).toBeVisible();
	await expect(counts).toBeHidden();
	const titles = await board.getByRole('rowheader').allTextContents();
	const names = titles.map((title) => title.trim());
	expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en-GB')));
	await page.getByText('Counts', { exact: true }).click();
	await expect(counts).toBeVisible();
	await expect(board).toBeHidden();
	await page.setViewportSize({ width: 360, height: 780 });
	await expect(counts).toBeHidden();
	await page.locator('summary', { hasText: 'of London Borough of Hackney' }).click();
	await expect(page.locator('details[open]').getByText('3 · Partnership')).toBeVisible();
});

test('a lead reads since when a report is meant to be published, and puts on record that it is not', async ({
	app,
	signedIn
}) => {
	const round = await openRound(app);
	const report = await reportOf(app, round, /Synergi-Leeds/);
	const page = await signedIn('leeds.lead');
	await page.goto(`/reports/${report.id}/intention`);
	await expect(page.getByText('is meant to be published on')).toBeVisible();
	await page.getByText('We no longer mean to publish it').click();
	await page.getByRole('button', { name: 'Put it on record' }).click();
	await expect(page.getByRole('alert')).toContainText('Say why');
	await page.getByLabel('Why').fill('The board asked us to wait.');
	await page.getByRole('button', { name: 'Put it on record' }).click();
	await expect(page.getByText('is not meant to be published.')).toBeVisible();
	await expect(page.getByRole('region', { name: 'On record' })).toContainText(
		'“The board asked us to wait.”'
	);
	const outsider = await signedIn('hackney.lead');
	const answer = await outsider.goto(`/reports/${report.id}/intention`);
	expect(answer?.status()).toBe(404);
});

for (const [name, person, pathOf] of [
	['board', 'coordinator', () => '/reports'],
	['form for the next round', 'coordinator', () => '/reports/rounds/new'],
	['round’s own page', 'coordinator', ({ round }) => `/reports/rounds/${round.id}`],
	['intention to publish', 'leeds.lead', ({ report }) => `/reports/${report.id}/intention`]
] satisfies [string, Person, (at: { round: Named; report: Named }) => string][]) {
	test(`the ${name} can be read by everybody, in both schemes and on a phone`, async ({
		app,
		signedIn
	}) => {
		const round = await openRound(app);
		const report = await reportOf(app, round, /Synergi-Leeds/);
		const page = await signedIn(person);
		await page.goto(pathOf({ round, report }));
		await looksRight(page);
	});
}
