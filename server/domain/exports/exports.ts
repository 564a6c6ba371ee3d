// Copies to take away: an organisation's own things, all that the convenor may see, a published round. Made one after
// another, kept for a day, given to whoever asked and to nobody else.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { anonymous, system, type Actor, type Member } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { ExportRow } from '#server/storage/exports.ts';
import type { RoundRow } from '#server/storage/rounds.ts';
import { dayOf } from '#shared/dates.ts';
import type { AskExport, ExportFormat, ExportView } from '#shared/export-input.ts';
import { createGather, type GatherDeps, type Plan } from './gather.ts';
import { Cancelled, makeFile } from './making.ts';
import { fileName } from './paths.ts';

export type ExportsDeps = GatherDeps & {
	transact: Transact;
	audit: RecordAudit;
	clock: Clock;
	log: Log;
	origin: string;
	/** Where the files lie. */
	folder: string;
};

/** A file about to be sent. */
export type OpenedCopy = {
	fileName: string;
	type: string;
	bytes: number;
	/** Changes when the file's content does. */
	etag: string;
	stream(): ReadableStream;
};

const keptFor = 24 * 60 * 60_000;
/** Files of rounds are made again when somebody asks. */
const roundKeptFor = 30 * keptFor;
/** Raised when copies of rounds are laid out differently: those that were made before are made again. */
const layout = 1;

const types: Record<ExportFormat, string> = { zip: 'application/zip', pdf: 'application/pdf' };

const ownScope = (name: string): string =>
	`All that is ${name}’s own: its reports and their editions, signatures, the learning notes its members share, the discussions they wrote in, and its log.`;
const allianceScope =
	'All that the convenor of the Alliance may see: rounds, reports as published, learning notes, discussions, members, and the log. The words of drafts are with the organisations that write them.';
const everythingScope = 'Everything the workspace holds, the words of drafts included.';
const roundScope = 'The reports of this round as they were published, and who signed them.';

/** Work that is done one after another. */
function createTurns() {
	let last: Promise<unknown> = Promise.resolve();
	return {
		add<T>(work: () => Promise<T>): Promise<T> {
			const turn = last.then(work);
			last = turn.catch(() => undefined);
			return turn;
		},
		/** Done when all that was added is. */
		rest: (): Promise<unknown> => last
	};
}

function wishOf({ kind, format, subject_id }: ExportRow): AskExport {
	const subject = subject_id ?? '';
	switch (kind) {
		case 'organisation':
			return { kind, organisationId: subject };
		case 'alliance':
			return { kind };
		case 'round':
			return { kind, roundId: subject, format };
	}
}

export type Exports = ReturnType<typeof createExports>;

export function createExports(deps: ExportsDeps) {
	const { store, transact, access, audit, clock, log, origin, folder } = deps;
	const gather = createGather(deps);
	/** Steps of those that wait or are being made. */
	const progress = new Map<string, { done: number; total: number }>();
	const cancelled = new Set<string>();
	/** Files of rounds that are being made, by path: whoever asks meanwhile waits for the same one. */
	const underWay = new Map<string, Promise<void>>();
	let isClosing = false;
	/** One after another: the machine has other work. The public does not wait for a member's large copy. */
	const members = createTurns();
	const everybody = createTurns();

	const fileOf = (row: Pick<ExportRow, 'id' | 'format'>): string =>
		path.join(folder, `${row.id}.${row.format}`);

	const nameOf = (title: string): string => `${fileName(title)}-${dayOf(clock.iso())}`;

	function toView(row: ExportRow): ExportView {
		const isReady = row.state === 'ready';
		const steps = progress.get(row.id) ?? { done: isReady ? 1 : 0, total: 1 };
		return {
			id: row.id,
			kind: row.kind,
			format: row.format,
			title: row.title,
			state: row.state,
			...steps,
			fileName: row.file_name,
			bytes: row.bytes,
			createdAt: row.created_at,
			expiresAt: row.expires_at
		};
	}

	/** The rows are those of whoever asked. @throws DomainError not-signed-in, not-found */
	async function own(actor: Actor, id: string): Promise<{ member: Member; row: ExportRow }> {
		if (actor.kind !== 'member') throw new DomainError('not-signed-in');
		const row = await store.exports.byId(id);
		if (row === undefined || row.member_id !== actor.memberId) throw notFound();
		if (row.expires_at <= clock.iso()) throw notFound();
		return { member: actor, row };
	}

	/** A round that is public. @throws DomainError not-found */
	async function publicRound(id: string): Promise<RoundRow> {
		const round = await store.rounds.byId(id);
		if (round === undefined) throw notFound();
		access.require(anonymous, 'round.see', { kind: 'round', state: round.state });
		return round;
	}

	/** Whether the actor may have it, and what it is called. @throws DomainError not-found, not-allowed */
	async function allowed(member: Member, wish: AskExport) {
		switch (wish.kind) {
			case 'organisation': {
				const organisation = await store.accounts.organisation(wish.organisationId);
				if (organisation === undefined) throw notFound();
				access.require(member, 'organisation.export', {
					kind: 'organisation',
					organisationId: organisation.id
				});
				return { title: organisation.name, subjectId: organisation.id, format: 'zip' as const };
			}
			case 'alliance':
				access.require(member, 'alliance.export', { kind: 'alliance' });
				return { title: 'The whole Alliance', subjectId: null, format: 'zip' as const };
			case 'round': {
				const { id, title } = await publicRound(wish.roundId);
				return { title, subjectId: id, format: wish.format };
			}
		}
	}

	async function planOf(member: Member, row: ExportRow): Promise<{ plan: Plan; scope: string }> {
		const subject = row.subject_id ?? '';
		switch (row.kind) {
			case 'organisation':
				return { plan: await gather.organisation(member, subject), scope: ownScope(row.title) };
			case 'alliance':
				return { plan: await gather.alliance(member), scope: allianceScope };
			case 'round':
				return { plan: await gather.round(subject), scope: roundScope };
		}
	}

	async function make(member: Member, row: ExportRow): Promise<void> {
		const isCancelled = (): boolean => isClosing || cancelled.has(row.id);
		try {
			if (isCancelled()) return;
			await store.exports.update(row.id, { state: 'making' });
			const { plan, scope } = await planOf(member, row);
			progress.set(row.id, { done: 0, total: plan.total });
			await makeFile(
				plan,
				{
					file: fileOf(row),
					format: row.format,
					folder: row.file_name.replace(/\.\w+$/, ''),
					about: { title: row.title, scope, madeAt: clock.iso(), origin }
				},
				{ onStep: (done) => progress.set(row.id, { done, total: plan.total }), isCancelled }
			);
			const { size } = await stat(fileOf(row));
			const isStillWanted = await store.exports.update(row.id, { state: 'ready', bytes: size });
			if (!isStillWanted) await rm(fileOf(row), { force: true });
		} catch (error) {
			if (error instanceof Cancelled) return;
			log.error({ err: error, id: row.id, kind: row.kind }, 'making a copy failed');
			await store.exports.update(row.id, { state: 'failed' });
		} finally {
			progress.delete(row.id);
			cancelled.delete(row.id);
		}
	}

	/** Where the file of a published round is; it is made when it is not there. */
	async function roundFile({ id, number, title }: RoundRow, format: ExportFormat): Promise<string> {
		const plan = await gather.round(id);
		const key = createHash('sha256').update(`${layout} ${plan.key}`).digest('hex').slice(0, 20);
		const file = path.join(folder, `round-${number}-${key}.${format}`);
		const isThere = await stat(file).then(
			() => true,
			() => false
		);
		if (isThere) return file;
		const about = { title, scope: roundScope, madeAt: clock.iso(), origin };
		const making =
			underWay.get(file) ??
			everybody
				.add(() =>
					makeFile(
						plan,
						{ file, format, folder: fileName(title), about },
						{ onStep: () => undefined, isCancelled: () => isClosing }
					)
				)
				.finally(() => underWay.delete(file));
		underWay.set(file, making);
		await making;
		return file;
	}

	async function opened(file: string, name: string, format: ExportFormat): Promise<OpenedCopy> {
		const { size, mtimeMs } = await stat(file);
		return {
			fileName: name,
			type: types[format],
			bytes: size,
			etag: `"${createHash('sha256').update(`${file} ${size} ${mtimeMs}`).digest('base64url').slice(0, 22)}"`,
			stream: () => Readable.toWeb(createReadStream(file)) as ReadableStream
		};
	}

	return {
		/** What this member may ask for. */
		async choices(actor: Actor) {
			const organisations = (actor.kind === 'member' ? actor.seats : []).flatMap((seat) => {
				const target = { kind: 'organisation', organisationId: seat.organisationId } as const;
				return access.can(actor, 'organisation.export', target)
					? [{ id: seat.organisationId, name: seat.organisationName }]
					: [];
			});
			const rounds = (await store.rounds.list()).filter(({ state }) => state === 'published');
			return {
				organisations,
				alliance: access.can(actor, 'alliance.export', { kind: 'alliance' }),
				rounds: rounds.map(({ id, number, title }) => ({ id, number, title }))
			};
		},

		/** Begins a copy. @throws DomainError not-signed-in, not-found, not-allowed, conflict (one is being made for them) */
		async ask(actor: Actor, wish: AskExport): Promise<ExportView> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const { title, subjectId, format } = await allowed(actor, wish);
			const now = clock.now();
			const row: ExportRow = {
				id: newId(),
				member_id: actor.memberId,
				kind: wish.kind,
				format,
				subject_id: subjectId,
				title,
				file_name: `${nameOf(title)}.${format}`,
				state: 'waiting',
				bytes: null,
				created_at: new Date(now).toISOString(),
				expires_at: new Date(now + keptFor).toISOString()
			};
			await transact(async (inside) => {
				const mine = await inside.exports.ofMember(actor.memberId);
				if (mine.some(({ state }) => state === 'waiting' || state === 'making')) {
					throw new DomainError('conflict', {
						message: 'A copy is being made for you already. Wait for it, or cancel it first.'
					});
				}
				await inside.exports.add(row);
				await audit(inside, actor, {
					action: `${wish.kind}.export`,
					target: subjectId ?? 'alliance',
					details: { format }
				});
			});
			progress.set(row.id, { done: 0, total: 1 });
			void members.add(() => make(actor, row));
			return toView(row);
		},

		/** Those of this member, newest first. @throws DomainError not-signed-in */
		async list(actor: Actor): Promise<ExportView[]> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const rows = await store.exports.ofMember(actor.memberId);
			return rows.filter(({ expires_at }) => expires_at > clock.iso()).map(toView);
		},

		/** How far it is. @throws DomainError not-signed-in, not-found */
		async byId(actor: Actor, id: string): Promise<ExportView> {
			return toView((await own(actor, id)).row);
		},

		/** Ends its making, or removes what is there; nothing is left of it. @throws DomainError not-signed-in, not-found */
		async remove(actor: Actor, id: string): Promise<void> {
			const { row } = await own(actor, id);
			if (progress.has(id)) cancelled.add(id);
			await transact(async (inside) => {
				await inside.exports.remove(id);
				await audit(inside, actor, { action: 'export.remove', target: id });
			});
			await rm(fileOf(row), { force: true });
		},

		/** @throws DomainError not-signed-in, not-found, conflict (it is not ready) */
		async file(actor: Actor, id: string): Promise<OpenedCopy> {
			const { member, row } = await own(actor, id);
			// They asked when they might; since then they may have left the organisation [F3].
			await allowed(member, wishOf(row));
			if (row.state !== 'ready') {
				throw new DomainError('conflict', { message: 'This copy is not ready yet.' });
			}
			return opened(fileOf(row), row.file_name, row.format);
		},

		/** A published round as one file, for anybody; made when it is first asked for. @throws DomainError not-found */
		async ofRound(number: number, format: ExportFormat): Promise<OpenedCopy> {
			const found = await store.rounds.byNumber(number);
			if (found === undefined) throw notFound();
			const round = await publicRound(found.id);
			const file = await roundFile(round, format);
			return opened(file, `${fileName(round.title)}.${format}`, format);
		},

		/** Makes both files of the round that was published last, where they are not there yet. */
		async prepareNewestRound(): Promise<void> {
			const newest = (await store.rounds.list()).find(({ state }) => state === 'published');
			if (newest === undefined) return;
			await roundFile(newest, 'pdf');
			await roundFile(newest, 'zip');
		},

		/** Everything, drafts included, into one file: for whoever holds the database and asks by the command line.
		 *  @throws when the file is there already */
		async everything(file: string): Promise<void> {
			const plan = await gather.alliance(system);
			const title = 'The whole workspace';
			await makeFile(
				plan,
				{
					file,
					format: 'zip',
					folder: nameOf(title),
					about: { title, scope: everythingScope, madeAt: clock.iso(), origin }
				},
				{ onStep: () => undefined, isCancelled: () => false }
			);
		},

		/** Removes what has had its day and what nobody asked for; at a start also what a stop has cut off. */
		async cleanUp({ isStart }: { isStart: boolean }): Promise<void> {
			const rows = await store.exports.list();
			for (const row of rows) {
				const isCutOff = isStart && (row.state === 'waiting' || row.state === 'making');
				if (row.expires_at <= clock.iso()) await store.exports.remove(row.id);
				else if (isCutOff) await store.exports.update(row.id, { state: 'failed' });
			}
			const kept = new Set(
				rows.filter(({ expires_at }) => expires_at > clock.iso()).map((row) => fileOf(row))
			);
			const files = await readdir(folder).catch(() => []);
			for (const name of files) {
				const file = path.join(folder, name);
				if (kept.has(file) || (!isStart && name.endsWith('.part'))) continue;
				const isOfRound = /^round-\d+-\w+\.(zip|pdf)$/.test(name);
				const { mtimeMs } = await stat(file);
				if (!isOfRound || mtimeMs < clock.now() - roundKeptFor) await rm(file, { force: true });
			}
		},

		/** Ends after what is being made has been given up. */
		async close(): Promise<void> {
			isClosing = true;
			await Promise.all([members.rest(), everybody.rest()]);
		}
	};
}
