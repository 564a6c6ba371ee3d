// A guest on a phone, without an account: by a link to the door, into the room, and out when the link is taken back.
import { expect, expectAccessible, test } from './support.ts';

test.use({ server: 'session guest', actionTimeout: 15_000 });

test('a guest comes by a link, takes part, and is told when the link is over', async ({
	signedIn,
	page: guest
}) => {
	await guest.setViewportSize({ width: 360, height: 740 });
	const lead = await signedIn('facilitator');
	await lead.goto('/sessions');
	const answer = await lead.request.post('/api/v1/live-sessions', {
		headers: { origin: new URL(lead.url()).origin },
		data: {
			title: 'With a guest',
			agenda: [{ kind: 'silent-writing', title: 'What stands in the way', minutes: 10 }]
		}
	});
	const { id } = (await answer.json()) as { id: string };
	await lead.goto(`/sessions/${id}/people`);
	await lead.getByRole('textbox', { name: 'Name' }).fill('Bernice');
	await lead.getByLabel('The link works until the end of').fill('2099-12-31');
	await lead.getByRole('button', { name: 'Make the link' }).click();
	await guest.goto((await lead.locator('code').textContent()) ?? '');
	await expectAccessible(guest);
	await guest.getByRole('button', { name: 'Go to the door' }).click();
	await expect(guest.getByRole('heading', { name: 'What this room agrees on' })).toBeVisible();
	await guest.getByRole('button', { name: 'I agree, let me in' }).click();
	await expect(guest.getByText('You are in, and early')).toBeVisible();

	await lead.goto(`/sessions/${id}/desk`);
	await lead.getByRole('button', { name: 'Begin the session' }).click();
	await guest.getByRole('textbox', { name: 'Add a card' }).fill('We are asked and never answered.');
	await guest.getByRole('button', { name: 'Add the card' }).click();
	await expect(guest.getByText('Your cards, not shown yet')).toBeVisible();
	await guest.getByText('Shared notes', { exact: true }).click();
	await guest.getByRole('textbox', { name: /^Notes of/ }).focus();
	await guest.keyboard.type('Ring back.');
	await expect(guest.locator('.notes').getByText(/^Saved/)).toBeVisible();
	await expectAccessible(guest);

	await lead.goto(`/sessions/${id}/people`);
	await lead.getByRole('button', { name: /^Take the link back/ }).click();
	await expect(
		guest.getByRole('alert').filter({ hasText: 'Your link to this session is over.' })
	).toBeVisible();
	await lead.goto(`/sessions/${id}/desk`);
	await lead.getByRole('button', { name: 'Show all cards together' }).click();
	await expect(lead.getByText('We are asked and never answered.').first()).toBeVisible();
});
