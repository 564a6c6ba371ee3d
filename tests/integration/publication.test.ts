// Publication day on the running server: the minute itself, a server that was down, one that is killed in the middle,
// and the sockets of those who were writing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeCode } from '#shared/collab-protocol.ts';
import { sectionField } from '#shared/document-fields.ts';
import { updateMessage } from '#server/domain/collaboration/protocol.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { knock, openSocket } from '../support/socket-client.ts';
import { openRoundThree } from '../support/round-three.ts';

const soon = 1_500;

describe('the minute', () => {
	let app: RunningApp;
	let three: Awaited<ReturnType<typeof openRoundThree>>;
	const collab = () => `${app.wsOrigin}/collab/${three.report.documentName}?schema=1`;

	beforeAll(async () => {
		app = await startApp();
		three = await openRoundThree(app);
	});
	afterAll(() => app.stop());

	test('[F1] [F3] comes by itself; whoever was writing is sent out, and what they send then is not kept', async () => {
		await three.sign();
		const writer = { bearer: three.tokens.drafter };
		const { socket, closed } = await openSocket(collab(), writer);
		const at = Date.now() + soon;
		await three.setMinute(at);
		await three.published();
		expect(Date.now() - at).toBeGreaterThanOrEqual(0);
		expect(await closed).toBe(closeCode.accessChanged);
		socket.terminate();

		const again = await openSocket(collab(), writer);
		const doc = new Y.Doc();
		doc.getXmlFragment(sectionField('why')).insert(0, [new Y.XmlText('Too late.')]);
		again.socket.send(updateMessage(Y.encodeStateAsUpdate(doc)));
		again.socket.terminate();
		await again.closed;
		const content = await three.as.lead<{ sections: { text: string }[] }>(
			'GET',
			`/reports/${three.report.id}/content`
		);
		expect(JSON.stringify(content)).not.toContain('Too late.');
	});

	test('what is not ready stands there as not yet reported, and nobody can open its text', async () => {
		const [publication] = await three.publications();
		expect(publication?.reports.map(({ outcome }) => outcome).sort()).toEqual([
			'not-ready',
			'not-ready',
			'published'
		]);
		const page = await (await fetch(`${app.origin}/rounds/3`)).text();
		expect(page).toMatch(/Greater Manchester[\s\S]*?Not yet reported/);
	});

	test('[F18] the text behind a published report has no door for others', async () => {
		expect(await knock(collab(), { bearer: await app.token('supporter@demo.test') })).toBe(404);
		expect(await knock(collab(), { bearer: await app.token('leeds.lead@demo.test') })).toBe(404);
		expect(await knock(collab(), {})).toBe(401);
	});

	test('within thirty minutes all of it can be taken back, for everybody at once', async () => {
		await three.withdraw(Date.now() + 3_600_000);
		const address = `${app.origin}/rounds/3/reports/${three.report.slug}`;
		for (const path of [address, `${app.origin}/rounds/3`, `${address}/editions/1`]) {
			expect((await fetch(path)).status).toBe(404);
		}
	});
});

describe('a server that is not there at the minute', () => {
	test('publishes as soon as it is back, and says when it should have been', async () => {
		const app = await startApp();
		try {
			const three = await openRoundThree(app);
			await three.sign();
			const at = Date.now() + soon;
			await three.setMinute(at);
			await app.kill();
			while (Date.now() <= at) await new Promise((resolve) => setTimeout(resolve, 50));
			await app.restart();
			await three.published();
			const [publication] = await three.publications();
			expect(publication?.plannedFor).toBe(new Date(at).toISOString());
			expect(Date.parse(publication?.publishedAt ?? '')).toBeGreaterThan(at);
		} finally {
			await app.stop();
		}
	});

	test('[F19] killed at the minute itself, it has published all or nothing, and in the end once', async () => {
		const app = await startApp();
		try {
			const three = await openRoundThree(app);
			await three.sign();
			let at = Date.now() + soon;
			await three.setMinute(at);
			// The publication takes some tens of milliseconds; the kills fall before, into and behind it.
			for (const after of [0, 8, 20, 45]) {
				while (Date.now() < at + after) await new Promise((resolve) => setTimeout(resolve, 1));
				await app.kill();
				await app.restart();
				await three.published();
				const editions = await three.as.lead<{ items: { number: number }[] }>(
					'GET',
					`/reports/${three.report.id}/editions`
				);
				expect(editions.items.map(({ number }) => number)).toEqual([1]);
				const standing = (await three.publications()).filter(
					({ withdrawnAt }) => withdrawnAt === null
				);
				expect(standing).toHaveLength(1);
				at = Date.now() + soon;
				await three.withdraw(at);
			}
		} finally {
			await app.stop();
		}
	}, 60_000);
});
