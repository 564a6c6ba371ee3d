// What a text links to says where it is mentioned, to those who may read that text; what is learned is offered to a
// section and taken; and who may not offer it is not asked to.
import type { RunningApp } from '../support/app.ts';
import { expect, expectAccessible, test, type Person } from './support.ts';

// It adds notes and offers that others would meet in their lists and inboxes.
test.use({ server: 'links' });

/** Makes something with a call of the API as this person. @returns its id */
async function make(app: RunningApp, person: Person, path: string, body: unknown): Promise<string> {
	const response = await fetch(`${app.origin}/api/v1${path}`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${await app.token(`${person}@demo.test`)}`,
			'content-type': 'application/json'
		},
		body: JSON.stringify(body)
	});
	expect(response.status).toBe(201);
	return ((await response.json()) as { id: string }).id;
}

test('a link in a post is listed where it leads, for those who may read the post and for nobody else; the note is offered and taken', async ({
	app,
	signedIn
}) => {
	const note = await make(app, 'leeds.drafter', '/notes', {
		title: 'One page that stays with the post',
		visibility: 'pledge-makers-and-supporters'
	});
	const links = [`/learning/${note}`, '/groups/out-of-area-care'].map((path) => app.origin + path);
	await make(app, 'leeds.drafter', '/commitments/5/threads', {
		title: 'What stays when people leave',
		audience: 'pledge-makers',
		body: `See ${links.join(' and ')}`
	});

	const maker = await signedIn('hackney.drafter');
	const mentioned = maker.getByRole('region', { name: 'Where it is mentioned' });
	for (const path of [`/learning/${note}`, '/groups/out-of-area-care']) {
		// Posts are read for links soon after they are written, and the page does not wait for it.
		await expect(async () => {
			await maker.goto(path);
			await expect(
				mentioned.getByRole('link', { name: 'What stays when people leave' })
			).toBeVisible({ timeout: 1000 });
		}).toPass();
	}
	const supporter = await signedIn('supporter');
	await supporter.goto(`/learning/${note}`);
	await expect(supporter.getByRole('region', { name: 'Where it is mentioned' })).toContainText(
		'Nowhere yet.'
	);

	await maker.goto('/challenges');
	await expect(
		maker.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Learning' })
	).toHaveAttribute('aria-current', 'true');

	await maker.goto(`/learning/${note}`);
	await maker.getByRole('link', { name: 'Offer as evidence' }).click();
	await maker
		.getByLabel('Whose report')
		.selectOption({ label: 'Leeds and York Partnership NHS Foundation Trust' });
	await maker.getByLabel('Which section').selectOption({ label: 'Commitment 5' });
	await maker.getByLabel('Why it matters to that section').fill('You ask for exactly this.');
	await expectAccessible(maker);
	await maker.getByRole('button', { name: 'Offer it' }).click();
	await expect(
		maker.getByRole('listitem').filter({ hasText: 'One page that stays with the post' })
	).toContainText('Waits for an answer.');

	const writer = await signedIn('leeds.lead', { javaScriptEnabled: false });
	await writer.goto('/evidence');
	await writer
		.getByRole('button', { name: /^Take it ?: One page that stays with the post/ })
		.click();
	await expect(writer.getByText('Taken. Whoever offered it is told')).toBeVisible();
});
