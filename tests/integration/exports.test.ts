// What is in a copy: read back from the ZIP as somebody would who has nothing but the file.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { OpenedCopy } from '#server/domain/exports/exports.ts';
import type { Member } from '#server/kernel/actor.ts';
import type { AskExport } from '#shared/export-input.ts';
import { startNoteSchema } from '#shared/note-input.ts';
import { root } from '../support/app.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

let workspace: Workspace;
let leeds: Member;
let hackney: Member;
let coordinator: Member;

const bytesOf = async (copy: OpenedCopy): Promise<Uint8Array> =>
	new Uint8Array(await new Response(copy.stream()).arrayBuffer());

/** Files by their path within the folder it unpacks to. */
function unpack(bytes: Uint8Array): Map<string, string> {
	return new Map(
		Object.entries(unzipSync(bytes)).map(([name, content]) => [
			name.slice(name.indexOf('/') + 1),
			new TextDecoder().decode(content)
		])
	);
}

async function copyOf(member: Member, wish: AskExport): Promise<Map<string, string>> {
	const { exports } = workspace.app;
	const { id } = await exports.ask(member, wish);
	await vi.waitFor(
		async () => expect((await exports.byId(member, id)).state).toBe('ready'),
		20_000
	);
	return unpack(await bytesOf(await exports.file(member, id)));
}

const own = (member: Member): AskExport => ({
	kind: 'organisation',
	organisationId: member.seats[0]?.organisationId ?? ''
});

/** A sentence of a draft that nobody but its own people may read. */
async function draftWords(member: Member, title: string): Promise<string> {
	const { app } = workspace;
	const round = (await app.rounds.list(member)).find(({ state }) => state === 'open');
	const reports = await app.reports.listForRound(member, round?.id ?? '');
	const report = reports.find((each) => each.title.includes(title));
	const { sections } = await app.reports.draft(member, report?.id ?? '');
	const published = sections.map(({ previous }) => previous?.html ?? '').join(' ');
	const words = sections
		.flatMap(({ text }) => text.split(/[.\n]/))
		.map((sentence) => sentence.trim())
		.find((sentence) => /^[\w ,]{40,}$/.test(sentence) && !published.includes(sentence));
	if (words === undefined) throw new Error(`the draft of ${title} has no sentence of its own`);
	return words;
}

const everythingIn = (files: Map<string, string>): string => [...files.values()].join('\n');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

beforeAll(async () => {
	workspace = await openWorkspace();
	leeds = (await workspace.signIn('leeds.lead@demo.test')).member;
	hackney = (await workspace.signIn('hackney.lead@demo.test')).member;
	coordinator = (await workspace.signIn('coordinator@demo.test')).member;
	for (const [member, title] of [
		[hackney, 'Only for Hackney'],
		[leeds, 'Only for Leeds']
	] as const) {
		await workspace.app.discussions.startThread(member, {
			place: { kind: 'commitment', number: 3 },
			title,
			body: `${title}, and nobody else.`,
			audience: 'organisation'
		});
	}
});
afterAll(() => workspace.close());

describe('the copy of an organisation', () => {
	let files: Map<string, string>;
	beforeAll(async () => {
		files = await copyOf(leeds, own(leeds));
	});

	test('holds its draft and its editions in its own words, its discussions and its log', async () => {
		const all = everythingIn(files);
		expect(all.includes(await draftWords(leeds, 'Leeds'))).toBe(true);
		expect(all.includes('Only for Leeds, and nobody else.')).toBe(true);
		expect([...files.keys()].filter((file) => /edition-1\.html$/.test(file))).toHaveLength(2);
		expect(JSON.parse(files.get('log/part-1.json') ?? '{}')).toMatchObject({
			rows: expect.arrayContaining([
				expect.objectContaining({ action: 'thread.start', by: 'Leeds lead' })
			]) as unknown
		});
	});

	test('holds its learning notes but those for their author alone, and no words of lived experience [F5]', async () => {
		const { app } = workspace;
		const drafter = (await workspace.signIn('leeds.drafter@demo.test')).member;
		const start = (member: Member, title: string, visibility: string) =>
			app.notes.start(member, v.parse(startNoteSchema, { title, visibility }));
		await start(drafter, 'Our shared note', 'pledge-makers');
		await start(leeds, 'My own note', 'only-me');
		const thread = await app.discussions.startThread(leeds, {
			place: { kind: 'commitment', number: 3 },
			title: 'What it was like',
			body: 'Beginning.',
			audience: 'pledge-makers'
		});
		await app.discussions.post(leeds, thread.id, {
			body: 'What happened on the ward.',
			isLivedExperience: true,
			audience: 'thread'
		});
		const copies = [
			await copyOf(leeds, own(leeds)),
			await copyOf(coordinator, { kind: 'alliance' })
		];
		for (const copy of copies) {
			const all = everythingIn(copy);
			expect(all).toContain('Our shared note');
			expect(all).not.toContain('My own note');
			expect(all).toContain('What it was like');
			expect(all).not.toContain('What happened on the ward.');
			const page = [...copy].find(([file]) => /^notes\/our-shared-note-.*\.html$/.test(file));
			expect(page?.[1]).toContain('What worked');
		}
	});

	test('[F5] holds nothing of what others write among themselves', async () => {
		const all = everythingIn(files);
		expect(all.includes(await draftWords(hackney, 'Hackney'))).toBe(false);
		expect(all.includes('Only for Hackney')).toBe(false);
		expect(files.get('log/part-1.html')).not.toContain('signed-in');
	});

	test('[F5] holds nothing that a lead of two organisations wrote in the other one', async () => {
		const both: Member = { ...leeds, seats: [...leeds.seats, ...hackney.seats] };
		await workspace.app.discussions.startThread(both, {
			place: { kind: 'commitment', number: 4 },
			title: 'Between two chairs',
			body: 'Said at Hackney.',
			audience: 'organisation',
			organisationId: hackney.seats[0]?.organisationId
		});
		expect(everythingIn(await copyOf(both, own(leeds))).includes('two chairs')).toBe(false);
	});

	test('opens without this software: every page has one h1, no script, and links that lead somewhere', () => {
		for (const [file, page] of files) {
			if (!file.endsWith('.html')) continue;
			expect(page.match(/<h1>/g), file).toHaveLength(1);
			expect(page, file).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
			expect(page, file).not.toMatch(/<script|<link|<img|javascript:| src=/);
			for (const [, link = ''] of page.matchAll(/<a [^>]*?href="([^"#]+)/g)) {
				if (/^(https?|mailto):/.test(link)) continue;
				expect(
					files.has(path.posix.join(path.posix.dirname(file), link)),
					`${file} → ${link}`
				).toBe(true);
			}
		}
		const index = files.get('index.html') ?? '';
		for (const file of files.keys()) {
			if (file.endsWith('.html') && file !== 'index.html')
				expect(index).toContain(`href="${file}"`);
		}
	});

	test('can be checked: its list names every file, and the list of an edition is the report’s own fingerprint', async () => {
		const listed = new Map(
			(files.get('SHA256SUMS') ?? '')
				.trimEnd()
				.split('\n')
				.map((line) => [line.slice(66), line.slice(0, 64)])
		);
		expect([...listed.keys()].sort()).toEqual(
			[...files.keys()].filter((file) => file !== 'SHA256SUMS').sort()
		);
		for (const [file, sum] of listed) expect(sha256(files.get(file) ?? ''), file).toBe(sum);

		const folder = 'reports/round-2/synergi-leeds-partnership/edition-1';
		const manifest = files.get(`${folder}/SHA256SUMS`) ?? '';
		for (const line of manifest.trimEnd().split('\n')) {
			expect(sha256(files.get(`${folder}/${line.slice(66)}`) ?? '')).toBe(line.slice(0, 64));
		}
		const published = await workspace.app.published.byAddress(
			leeds,
			2,
			'synergi-leeds-partnership',
			1
		);
		expect(sha256(manifest)).toBe(published.edition.sha256);
	});
});

describe('the copy of the whole Alliance', () => {
	let files: Map<string, string>;
	beforeAll(async () => {
		files = await copyOf(coordinator, { kind: 'alliance' });
	});

	test('holds rounds, members, discussions and every edition', () => {
		for (const file of ['people.html', 'rounds/round-1/round.html', 'rounds/round-3/round.json']) {
			expect(files.has(file), file).toBe(true);
		}
		expect(
			[...files.keys()].filter((file) => /edition-\d+\.html$/.test(file)).length
		).toBeGreaterThan(4);
		expect([...files.keys()].some((file) => file.startsWith('discussions/'))).toBe(true);
	});

	test('[F5] says that a draft is there and how far it is, never its words', async () => {
		const all = everythingIn(files);
		expect(all.includes(await draftWords(leeds, 'Leeds'))).toBe(false);
		expect(all.includes(await draftWords(hackney, 'Hackney'))).toBe(false);
		expect(all.includes('Its words are with the organisations that write it.')).toBe(true);
	});

	test('[F5] holds no discussion within another organisation, and the log does not betray one', async () => {
		const all = everythingIn(files);
		expect(all.includes('Only for Leeds')).toBe(false);
		const threads = await workspace.app.discussions.ofPlace(leeds, {
			kind: 'commitment',
			number: 3
		});
		const hidden = threads.items.find(({ title }) => title === 'Only for Leeds');
		expect(hidden).toBeDefined();
		expect(all.includes(hidden?.id ?? '')).toBe(false);
		expect(all.includes('signed-in')).toBe(false);
	});
});

describe('a published round', () => {
	test('is one ZIP with the newest edition of each report, the same for everybody', async () => {
		const copy = await workspace.app.exports.ofRound(2, 'zip');
		const files = unpack(await bytesOf(copy));
		const editions = [...files.keys()].filter((file) => /edition-\d+\.html$/.test(file));
		const round = await workspace.app.rounds.byNumber(coordinator, 2);
		const reports = await workspace.app.reports.listForRound(coordinator, round.id);
		expect(editions).toHaveLength(reports.filter(({ state }) => state === 'published').length);
		expect((await workspace.app.exports.ofRound(2, 'zip')).etag).toBe(copy.etag);
	});

	test('is one PDF with tags, title, language, bookmarks and its own fonts', async () => {
		const copy = await workspace.app.exports.ofRound(2, 'pdf');
		const pdf = Buffer.from(await bytesOf(copy)).toString('latin1');
		expect(pdf.startsWith('%PDF-1.7')).toBe(true);
		expect(pdf).toMatch(/\/Marked true/);
		expect(pdf).toMatch(/\/Lang \(en-GB\)/);
		expect(pdf).toMatch(/\/DisplayDocTitle true/);
		expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
		for (const tag of [
			'H1',
			'H2',
			'H3',
			'P',
			'L',
			'LI',
			'LBody',
			'Link',
			'Table',
			'TR',
			'TH',
			'TD',
			'TOC',
			'TOCI'
		]) {
			expect(pdf.includes(`/S /${tag}\n`), tag).toBe(true);
		}
		const fonts = [...pdf.matchAll(/\/FontFile2 /g)].length;
		expect(fonts).toBeGreaterThan(2);
		expect(pdf.match(/\/Type \/Font\n/g)?.length).toBe(fonts * 2);
		// Bookmarks lead to the contents, to the round and to each report.
		const round = await workspace.app.rounds.byNumber(coordinator, 2);
		const reports = await workspace.app.reports.listForRound(coordinator, round.id);
		const published = reports.filter(({ state }) => state === 'published').length;
		expect(pdf.match(/\/Dest \[\d+ 0 R \/Fit\]\n\/Parent/g)).toHaveLength(published + 2);
	});
});

test('the command line writes everything into one file, drafts included, and overwrites none', async () => {
	const file = path.join(workspace.app.config.dataDir, 'all.zip');
	const run = () =>
		promisify(execFile)(process.execPath, ['server/cli/main.ts', 'export', '--to', file], {
			cwd: root,
			env: { PATH: process.env['PATH'], DATA_DIR: workspace.app.config.dataDir }
		});
	await run();
	const all = everythingIn(unpack(await readFile(file)));
	expect(all.includes(await draftWords(hackney, 'Hackney'))).toBe(true);
	expect(all.includes(await draftWords(leeds, 'Leeds'))).toBe(true);
	expect(all.includes('Only for Hackney, and nobody else.')).toBe(true);
	await expect(run()).rejects.toThrow('is there already');
}, 90_000);
