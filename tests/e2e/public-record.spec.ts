// The public record in a browser without scripts: found, read, narrowed, compared and taken away.
import { expect, test } from './support.ts';

test.use({ javaScriptEnabled: false });

const report = '/rounds/2/reports/london-borough-of-hackney';

test('A round leads to its reports, and says who has not yet reported where the alphabet puts them', async ({
	page
}) => {
	await page.goto('/rounds');
	await expect(page.getByRole('figure')).toContainText('28 of 33');
	await page.getByText('The same as a table').click();
	await expect(page.getByRole('row', { name: 'Progress Report No. 1 28 33' })).toBeVisible();

	await page.goto('/rounds/2');
	const list = page.getByRole('region', { name: 'Reports', exact: true }).getByRole('listitem');
	const titles = await list.getByRole('heading').allTextContents();
	expect(titles).toEqual(titles.toSorted((one, other) => one.localeCompare(other, 'en-GB')));
	await expect(list.filter({ hasText: 'City of London' })).toContainText('Not yet reported');
	await expect(list.filter({ hasText: 'Hackney' })).toContainText('Second edition, corrected');
	await list.getByRole('link', { name: 'London Borough of Hackney' }).click();
	await expect(page).toHaveURL(new RegExp(`${report}$`));
});

test('A corrected report says what was wrong, what changed, and keeps the first edition', async ({
	page
}) => {
	await page.goto(report);
	await expect(page.getByText('52 in 100, not 57').first()).toBeVisible();
	await page.getByRole('link', { name: 'Commitment 2', exact: true }).click();
	await expect(page).toHaveURL(/#commitment-2$/);
	await expect(page.getByRole('row', { name: 'Out of hours 52 in 100' })).toBeVisible();

	await page.getByRole('link', { name: 'Read the first edition' }).click();
	await expect(page).toHaveURL(/\/editions\/1$/);
	await expect(page.getByText('This is an earlier edition, kept as it was.')).toBeVisible();
	await expect(page.getByRole('row', { name: 'Out of hours 57 in 100' })).toBeVisible();
	await page.getByRole('link', { name: 'Read the second edition' }).click();
	await expect(page).toHaveURL(new RegExp(`${report}$`));
});

test('A report ends in who signed it, its fingerprint and how to check it, and how to cite it', async ({
	page
}) => {
	await page.goto(`${report}/editions/1`);
	const colophon = page.getByRole('article', { name: 'The report' }).locator('footer');
	await expect(colophon).toContainText('Hackney lead, for London Borough of Hackney');
	await expect(colophon).toContainText(/SHA-256\s+(\w{4}){16}/);
	await expect(colophon).toContainText('first edition, Monday 22 November 2021');
	await colophon.getByText('Check a copy against it').click();
	await expect(colophon.getByText('sha256sum -c SHA256SUMS')).toBeVisible();
	await expect(colophon).toContainText(`This page keeps its address: `);

	await colophon.getByRole('link', { name: 'London Borough of Hackney', exact: true }).click();
	await expect(page).toHaveURL(/\/organisations\/hackney$/);
	await expect(page.getByRole('region', { name: 'Its reports' }).getByRole('listitem')).toHaveCount(
		2
	);
});

test('A commitment is read across all reports, beside the last round, and narrowed by a form', async ({
	page
}) => {
	await page.goto(report);
	await page.getByRole('link', { name: 'Read commitment 2 across all reports' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(
		'Measure, monitor and report'
	);
	const hackney = page.getByRole('article', { name: 'London Borough of Hackney' });
	await expect(hackney).toContainText('This round, No. 2');
	await expect(hackney).toContainText('Last round, No. 1');
	await expect(hackney.getByRole('table')).toHaveCount(2);
	await expect(page.getByRole('article', { name: /^City of London/ })).toContainText(
		'Not yet reported'
	);
	await expect(page.getByRole('article')).toHaveCount(5);

	await page.getByLabel('Region').selectOption('Leeds');
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page.getByRole('article')).toHaveCount(1);
	await page.getByRole('link', { name: 'Commitment 3' }).click();
	await expect(page).toHaveURL(/\/commitments\/3\/across\?round=2&region=Leeds/);
	await expect(page.getByRole('article', { name: 'Synergi-Leeds Partnership' })).toBeVisible();
	await page.getByLabel('Round', { exact: true }).selectOption('Progress Report No. 1');
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page.getByText('Last round')).toHaveCount(0);
});

test('The page a signatory has over all rounds is found from the list of signatories', async ({
	page
}) => {
	await page.goto('/signatories');
	await page
		.getByRole('link', { name: 'City of London Corporation Health and Wellbeing Board' })
		.click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('City of London');
	const rounds = page.getByRole('region', { name: 'Its reports' }).getByRole('listitem');
	await expect(rounds.first()).toContainText('Not yet reported');
	await expect(rounds.last().getByRole('link', { name: /City of London/ })).toBeVisible();
});

test('A reader takes a report away as a page, and a round as a table', async ({ page }) => {
	await page.goto(report);
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'One plain page' }).click()
	]);
	expect(file.suggestedFilename()).toBe('london-borough-of-hackney-2-edition-2.html');
	await page.goto('/rounds/2');
	const [table] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'A line for each section' }).click()
	]);
	expect(table.suggestedFilename()).toBe('progress-report-2.csv');
});

test('On paper a report has its correction and its colophon, and no way around the site', async ({
	page
}) => {
	await page.goto(report);
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('heading', { name: /^Corrected/ })).toBeVisible();
	await expect(page.getByText('This page keeps its address')).toBeVisible();
	await expect(page.getByText('Read commitment 2 across')).toBeHidden();
	await expect(page.getByText('Take it with you')).toBeHidden();
});
