// Whoever may read but not write sees the same page, live, without an editor.
import path from 'node:path';
import Database from 'better-sqlite3';
import {
	countContentFrames,
	expectSaved,
	findReport,
	goToEnd,
	leedsDraft,
	openDraft
} from './draft-page.ts';
import { expect, expectAccessible, test } from './support.ts';

test.use({ server: 'readers' });

/** Seats the demonstration's supporter as a reader at the Leeds trust. */
function seatReader(dataDir: string): void {
	const database = new Database(path.join(dataDir, 'workspace.sqlite'));
	database
		.prepare(
			`insert into memberships (member_id, organisation_id, role, created_at)
			select reader.id, seat.organisation_id, 'reader', seat.created_at
			from members reader, members lead join memberships seat on seat.member_id = lead.id
			where reader.email = 'supporter@demo.test' and lead.email = 'leeds.lead@demo.test'
			on conflict do nothing`
		)
		.run();
	database.close();
}

test('a reader sees edits as they are made, and loads no editor', async ({ signedIn, app }) => {
	seatReader(app.dataDir);
	const reader = await signedIn('supporter');
	const scripts: string[] = [];
	reader.on('response', (response) => {
		if (response.url().endsWith('.js')) scripts.push(response.url());
	});
	const sockets: string[] = [];
	reader.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname));
	const report = await findReport(reader);
	await reader.goto(`/reports/${report.id}`);
	await expect(reader.getByRole('heading', { level: 1 })).toHaveText(leedsDraft);
	await expect(reader.locator('.topbar .save')).toHaveText('Reading only');

	const writer = await signedIn('leeds.drafter');
	await openDraft(writer);
	await goToEnd(writer, 'commitment-3');
	await writer.keyboard.type('The reader sees this.');
	await expect(reader.locator('#commitment-3')).toContainText('The reader sees this.');
	await expect(reader.getByRole('toolbar')).toHaveCount(0);
	await expect(reader.getByRole('textbox')).toHaveCount(0);
	expect(sockets).toEqual(['/live']);

	const sizes = await Promise.all(
		scripts.map(async (url) => (await (await reader.request.get(url)).body()).length)
	);
	expect(Math.max(...sizes), 'no chunk as large as the editor').toBeLessThan(200_000);
	await expectAccessible(reader);
});

test('[F3] whoever loses the right to write while writing is told, and nothing more is taken', async ({
	signedIn,
	app
}) => {
	const page = await signedIn('leeds.lead');
	const frames = countContentFrames(page);
	await openDraft(page);
	await goToEnd(page, 'why');
	await page.keyboard.type('Still allowed.');
	await expectSaved(page);
	const database = new Database(path.join(app.dataDir, 'workspace.sqlite'));
	const lead = `(select id from members where email = 'leeds.lead@demo.test')`;
	database.exec(`update memberships set role = 'reader' where member_id = ${lead}`);
	try {
		// The socket learns of it when it next has to be opened; a change through the workspace closes it at once.
		await page.context().setOffline(true);
		await expect(page.locator('.topbar .save')).toHaveText(/^Not connected/);
		await page.context().setOffline(false);
		await page.reload();
		await expect(page.locator('.topbar .save')).toHaveText('Reading only');
		await expect(page.getByRole('textbox')).toHaveCount(0);
		await expect(page.locator('#why')).toContainText('Still allowed.');
		expect(frames.sent()).toBeGreaterThan(0);
	} finally {
		database.exec(`update memberships set role = 'lead' where member_id = ${lead}`);
		database.close();
	}
});
