// A learning note from its first word to the public: written by two people at once, shown to more people when both have
// agreed, read without signing in and without a script, and taken back.
import { expectSaved } from './draft-page.ts';
import { expect, expectNoAxeFindings, test } from './support.ts';

test.use({ server: 'notes' });

test('two authors write a note at once, agree who may read it, and take it back', async ({
	signedIn,
	browser,
	app
}) => {
	test.slow();
	const leeds = await signedIn('leeds.drafter');
	const hackney = await signedIn('hackney.drafter');
	const supporter = await signedIn('supporter');

	await leeds.goto('/learning');
	await expectNoAxeFindings(leeds);
	await leeds.getByRole('link', { name: 'Write a note' }).click();
	await leeds.getByRole('button', { name: 'Start writing' }).click();
	await expect(leeds.getByRole('alert')).toContainText('A title needs at least 3 characters.');
	await leeds.getByLabel('Title').fill('Calls in the evening');
	await leeds.getByRole('radio', { name: /^What did not work/ }).check();
	await leeds.getByRole('checkbox', { name: /^3\. / }).check();
	await leeds.getByLabel('Content note').fill('Being far from home.');
	await expectNoAxeFindings(leeds);
	await leeds.getByRole('button', { name: 'Start writing' }).click();
	await expect(
		leeds.getByRole('heading', { name: 'Calls in the evening', level: 1 })
	).toBeVisible();
	const path = new URL(leeds.url()).pathname;
	const text = leeds.getByRole('textbox', { name: 'The note' });
	await expect(text).toContainText('What we would do next time');

	expect((await hackney.goto(path))?.status()).toBe(404);
	await leeds.goto(`${path}/sharing`);
	await leeds.getByRole('checkbox', { name: /^Hackney drafter/ }).check();
	await leeds.getByRole('button', { name: 'Save who writes it' }).click();
	await expect(leeds.getByRole('checkbox', { name: /^Hackney drafter/ })).toBeChecked();

	await leeds.goto(path);
	await hackney.goto(path);
	await text.click();
	await leeds.keyboard.press('Control+End');
	await leeds.keyboard.type('Ask for the hour first.');
	await expectSaved(leeds);
	await expect(hackney.getByRole('textbox', { name: 'The note' })).toContainText(
		'Ask for the hour first.'
	);
	await expectNoAxeFindings(hackney);

	await leeds.goto(`${path}/sharing`);
	await leeds.getByRole('radio', { name: /^Everybody/ }).check();
	await leeds.getByRole('button', { name: 'See what that means' }).click();
	await expect(leeds.getByRole('heading', { name: 'Let more people read it?' })).toBeVisible();
	await expectNoAxeFindings(leeds);
	await leeds.getByRole('button', { name: /^Ask Hackney drafter/ }).click();
	await expect(leeds.getByText('Waiting for Hackney drafter')).toBeVisible();
	expect((await supporter.goto(path))?.status()).toBe(404);

	await hackney.goto(`${path}/sharing`);
	await expectNoAxeFindings(hackney);
	await hackney.getByRole('button', { name: 'I agree' }).click();
	await expect(hackney.getByText('Everybody, also without signing in.')).toBeVisible();

	const reader = await browser.newContext({ javaScriptEnabled: false, baseURL: app.origin });
	const page = await reader.newPage();
	await page.goto(path.replace('/learning/', '/notes/'));
	await expect(page.getByRole('heading', { name: 'Calls in the evening', level: 1 })).toBeVisible();
	await expect(page.getByText('Ask for the hour first.')).toBeHidden();
	await page.getByText('Read it').click();
	await expect(page.getByText('Ask for the hour first.')).toBeVisible();

	await supporter.goto(path);
	await expect(
		supporter.getByRole('heading', { name: 'Calls in the evening', level: 1 })
	).toBeAttached();
	await hackney.getByRole('radio', { name: 'Only its authors', exact: true }).check();
	await hackney.getByRole('button', { name: 'See what that means' }).click();
	await hackney.getByRole('button', { name: 'Do it now' }).click();
	await expect(hackney.getByText('Only its authors. Nobody else')).toBeVisible();
	expect((await supporter.goto(path))?.status()).toBe(404);
	expect((await page.goto(path.replace('/learning/', '/notes/')))?.status()).not.toBe(200);
	await reader.close();
});
