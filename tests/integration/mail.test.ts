// Mail through a real mail server on this machine, and as files where there is none.
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Letter } from '#server/domain/mail/letter.ts';
import { startMail } from '#server/jobs/mail.ts';
import { createLog } from '#server/kernel/log.ts';
import { createOutbox } from '#server/transport/mail/outbox.ts';
import { createSmtp } from '#server/transport/mail/smtp.ts';
import { openWorkspace } from '../support/workspace.ts';

const from = { name: 'Alliance Workspace', address: 'workspace@alliance.test' };
const letter: Letter = {
	id: '0198-letter',
	to: { name: 'Zoë Leeds, lead', address: 'leeds.lead@demo.test' },
	subject: 'Please sign: Progress Report No. 3 – Leeds',
	text: 'Zoë asks you to read and sign by 17 December.\n\n-- \nReplies are not read.\n',
	unsubscribe: null,
	calendar: null
};

/** A header's whole line, unfolded; undefined when the message has none of that name. */
const header = (message: string, name: string): string | undefined =>
	new RegExp(`^${name}: (.*)$`, 'im').exec(
		(message.split('\r\n\r\n', 1)[0] ?? '').replace(/\r\n\s+/g, ' ')
	)?.[1];

describe('a mail server', () => {
	type Received = { from: string; to: string[]; message: string };
	let server: SMTPServer;
	let url: string;
	let received: Received[];
	let accepts: (address: string) => boolean;
	/** How it ends a message it has been given. */
	let afterData: 'takes it' | 'is busy' | 'falls silent';
	const sockets = new Set<Socket>();

	beforeAll(async () => {
		server = new SMTPServer({
			authOptional: true,
			disabledCommands: ['STARTTLS', 'AUTH'],
			onRcptTo({ address }, _session, done) {
				if (accepts(address)) done();
				else done(Object.assign(new Error('no such user'), { responseCode: 550 }));
			},
			onData(stream, session, done) {
				const parts: Buffer[] = [];
				stream.on('data', (part: Buffer) => parts.push(part));
				stream.on('end', () => {
					const { mailFrom, rcptTo } = session.envelope;
					received.push({
						from: mailFrom === false ? '' : mailFrom.address,
						to: rcptTo.map(({ address }) => address),
						message: Buffer.concat(parts).toString()
					});
					if (afterData === 'takes it') done();
					else if (afterData === 'is busy') {
						done(Object.assign(new Error('try later'), { responseCode: 451 }));
					} else for (const socket of sockets) socket.destroy();
				});
			}
		});
		server.on('error', () => undefined);
		server.server.on('connection', (socket) => {
			sockets.add(socket);
			socket.once('close', () => sockets.delete(socket));
		});
		server.listen(0, '127.0.0.1');
		await once(server.server, 'listening');
		url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
	});
	afterAll(async () => {
		await new Promise<void>((resolve) => server.close(resolve));
	});
	beforeEach(() => {
		received = [];
		accepts = () => true;
		afterData = 'takes it';
	});

	test('is given a mail that says by what it was sent and what it is', async () => {
		expect(await createSmtp(url, from)(letter)).toEqual({ kind: 'sent' });
		const [mail] = received;
		expect(mail).toMatchObject({ from: 'workspace@alliance.test', to: ['leeds.lead@demo.test'] });
		const message = mail?.message ?? '';
		expect(header(message, 'From')).toBe('Alliance Workspace <workspace@alliance.test>');
		expect(header(message, 'To')).toMatch(/<leeds\.lead@demo\.test>$/);
		expect(header(message, 'Message-ID')).toBe('<0198-letter@alliance.test>');
		expect(header(message, 'Auto-Submitted')).toBe('auto-generated');
		expect(header(message, 'List-Unsubscribe')).toBeUndefined();
		expect(header(message, 'Content-Type')).toBe('text/plain; charset=utf-8');
		expect(message.split('\r\n\r\n')[1]).toContain('Zo=C3=AB asks you to read and sign');
	});

	test('is told where such mails can be turned off, with one click', async () => {
		const unsubscribe = 'https://workspace.test/unsubscribe/secret.mention';
		await createSmtp(url, from)({ ...letter, unsubscribe });
		const message = received[0]?.message ?? '';
		expect(header(message, 'List-Unsubscribe')).toBe(`<${unsubscribe}>`);
		expect(header(message, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
	});

	test('gets no further header and no further recipient, whatever stands in names and subject', async () => {
		const sly: Letter = {
			...letter,
			subject: 'Please sign\r\nBcc: all@demo.test\r\n\r\n<script>',
			to: { name: 'Sly\r\nBcc: all@demo.test', address: 'sly@demo.test' }
		};
		await createSmtp(url, from)(sly);
		expect(received.map(({ to }) => to)).toEqual([['sly@demo.test']]);
		expect(header(received[0]?.message ?? '', 'Bcc')).toBeUndefined();
		expect(header(received[0]?.message ?? '', 'Subject')).toContain('Please sign');
	});

	test('that has no such mailbox is not asked again', async () => {
		accepts = () => false;
		expect(await createSmtp(url, from)(letter)).toMatchObject({
			kind: 'refused',
			reason: expect.stringContaining('no such user') as string
		});
	});

	test('that is busy will be asked again: it has said that it did not take the mail', async () => {
		afterData = 'is busy';
		expect(await createSmtp(url, from)(letter)).toMatchObject({ kind: 'not-sent' });
	});

	test('that falls silent once it has everything leaves it unknown whether it took it', async () => {
		afterData = 'falls silent';
		expect(await createSmtp(url, from)(letter)).toMatchObject({ kind: 'unknown' });
		expect(received).toHaveLength(1);
	});

	test('that is not there has taken nothing', async () => {
		expect(await createSmtp('smtp://127.0.0.1:1', from)(letter)).toMatchObject({
			kind: 'not-sent'
		});
	});

	test('that speaks no TLS is not told our password', async () => {
		// A name that is not known to be this machine.
		const elsewhere = url.replace('127.0.0.1', 'LOCALHOST').replace('smtp://', 'smtp://us:secret@');
		expect(await createSmtp(elsewhere, from)(letter)).toMatchObject({
			kind: 'not-sent',
			reason: expect.stringContaining('STARTTLS') as string
		});
		expect(received).toEqual([]);
	});
});

describe('a mail server that dies in the middle of a sentence', () => {
	/** What it says to each line, and where it breaks off: the answer is cut, and the line goes dead. */
	const answers = [
		'220 here\r\n',
		'250 hello\r\n',
		'250 from\r\n',
		'250 to\r\n',
		'354 go on\r\n',
		'250 kept\r\n'
	];
	let server: Server;
	let url: string;
	let breaksAt: number;

	beforeAll(async () => {
		server = createServer((socket) => {
			let turn = 0;
			let body = '';
			const say = () => {
				const answer = answers[turn] ?? '221 bye\r\n';
				if (turn === breaksAt) socket.end(answer.slice(0, 2));
				else socket.write(answer);
				turn += 1;
			};
			socket.on('error', () => undefined);
			socket.on('data', (part: Buffer) => {
				body += part.toString();
				if (turn === 5 && !body.endsWith('\r\n.\r\n')) return;
				body = '';
				say();
			});
			say();
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => server.close());

	test.each([
		['before it has greeted', 0],
		['when it is told who sends', 2],
		['when it is told to whom', 3],
		['before it wants the message', 4],
		['once it has the message', 5]
	])('%s will be asked again, and is not taken to have sent anything', async (_, at) => {
		breaksAt = at;
		const { kind } = await createSmtp(url, from)(letter);
		expect(['not-sent', 'unknown']).toContain(kind);
		if (at === 5) expect(kind, 'it may have kept it').toBe('unknown');
	});

	test('has the mail when it has said so', async () => {
		breaksAt = answers.length;
		expect(await createSmtp(url, from)(letter)).toEqual({ kind: 'sent' });
	});
});

describe('without a mail server', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(path.join(os.tmpdir(), 'workspace-outbox-'));
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));

	test('each mail is one whole file, also when it is written twice', async () => {
		const outbox = path.join(folder, 'outbox');
		const post = createOutbox(outbox, from);
		expect(await post(letter)).toEqual({ kind: 'sent' });
		expect(await post(letter)).toEqual({ kind: 'sent' });
		expect(await readdir(outbox)).toEqual(['0198-letter.eml']);
		const message = await readFile(path.join(outbox, '0198-letter.eml'), 'utf8');
		expect(header(message, 'To')).toContain('leeds.lead@demo.test');
	});

	test('a folder that cannot be made keeps the mail in the queue', async () => {
		const file = path.join(folder, 'a-file');
		await writeFile(file, '');
		expect(await createOutbox(path.join(file, 'outbox'), from)(letter)).toMatchObject({
			kind: 'not-sent'
		});
	});
});

test('the workspace sends what one of its domains has queued, soon and by itself', async () => {
	const workspace = await openWorkspace();
	const { app } = workspace;
	const stop = startMail(app, createLog('silent'));
	const { member } = await workspace.signIn('coordinator@demo.test');
	const round = (await app.rounds.list(member)).find(({ state }) => state === 'open');
	const later = new Date(Date.parse(round?.draftsDueOn ?? '') + 24 * 60 * 60_000);
	await app.rounds.moveDates(member, round?.id ?? '', {
		draftsDueOn: later.toISOString().slice(0, 10),
		reason: 'Three boards meet a day later.'
	});
	const outbox = path.join(app.config.dataDir, 'outbox');
	const message = await vi.waitFor(async () => {
		const [file] = (await readdir(outbox)).filter((name) => name.endsWith('.eml'));
		return readFile(path.join(outbox, file ?? ''), 'utf8');
	}, 20_000);
	expect(message).toContain('Three boards meet a day later.');
	expect(message.replace(/=\r\n/g, '')).toContain(`${app.config.origin}/reports/rounds/`);
	await stop();
	expect((await app.mail.figures()).failed).toBe(0);
	await workspace.close();
});
