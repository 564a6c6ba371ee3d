// What goes into a copy, read piece by piece, so that a large one is never in memory as a whole. An organisation is
// given what is its own, by the eyes of one of its leads who has no other seat; the convenor what it may see anyway [F5].
import { anonymous, type Actor, type Member, type System } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Discussions } from '#server/domain/discussions/discussions.ts';
import type { Note, Notes } from '#server/domain/notes/notes.ts';
import type { Pledge } from '#server/domain/pledge/pledge.ts';
import type { createIntentions } from '#server/domain/rounds/intentions.ts';
import type { Reports } from '#server/domain/rounds/reports.ts';
import type { Rounds } from '#server/domain/rounds/rounds.ts';
import type { EditionRow } from '#server/storage/editions.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Store } from '#server/storage/store.ts';
import { isInLog, type LogScope } from './log-scope.ts';
import type { EditionPiece, Piece, ReportPiece } from './pieces.ts';
import { notePiece, roundPiece, signaturePiece, threadPiece } from './to-pieces.ts';

export type GatherDeps = {
	store: Store;
	access: Access;
	rounds: Rounds;
	reports: Reports;
	intentions: Pick<ReturnType<typeof createIntentions>, 'ofReport'>;
	pledge: Pledge;
	discussions: Pick<Discussions, 'toCopy'>;
	notes: Pick<Notes, 'ofOrganisation' | 'content'>;
};

/** A copy about to be made. */
export type Plan = {
	/** How many steps it takes. */
	total: number;
	/** Null: a step without anything to write. */
	pieces: AsyncIterable<Piece | null>;
	/** Titles of reports whose editions are in it, in order: a book begins with what is in it. */
	titles: string[];
};

/** Rows of the log in one page. */
const logPage = 2_000;

export type Gather = ReturnType<typeof createGather>;

export function createGather(deps: GatherDeps) {
	const { store, access, rounds, reports, intentions, pledge, discussions, notes } = deps;

	async function* reportPieces(
		actor: Actor,
		rows: readonly ReportWithRound[],
		{ withWithdrawn }: { withWithdrawn: boolean }
	): AsyncGenerator<Piece | null> {
		for (const row of rows) {
			yield await reportNow(actor, row);
			for (const edition of await store.exports.editions(row.id)) {
				if (edition.withdrawn_at !== null && !withWithdrawn) continue;
				yield await editionPiece(row, edition);
			}
		}
	}

	async function namesOf(row: ReportWithRound): Promise<ReportPiece['report']> {
		const organisations = await store.rounds.organisationsOf([row.id]);
		return {
			id: row.id,
			title: row.title,
			slug: row.slug,
			organisations: organisations.map(({ name }) => name),
			isSample: row.is_sample === 1
		};
	}

	async function reportNow(actor: Actor, row: ReportWithRound): Promise<ReportPiece> {
		const [view, round, names, signatures, remarks, promises, intended] = await Promise.all([
			reports.byId(actor, row.id),
			rounds.byId(actor, row.round_id),
			namesOf(row),
			store.signatures.ofReports([row.id]),
			store.remarks.ofReports([row.id]),
			store.promises.ofReports([row.id]),
			intentions.ofReport(actor, row.id)
		]);
		const isReadable = access.can(actor, 'report.read', {
			kind: 'report',
			state: row.state,
			roundState: row.round_state,
			isCorrecting: row.correcting_since !== null,
			organisationIds: view.organisations.map(({ id }) => id)
		});
		const words = isReadable ? (await reports.draft(actor, row.id)).sections : [];
		return {
			kind: 'report',
			round: { number: round.number, title: round.title },
			report: names,
			state: row.state,
			sha256: view.sha256,
			isReadable,
			sections: view.sections.map((section) => {
				const now = words.find(({ key }) => key === section.key);
				return {
					key: section.key,
					title: section.title,
					commitment: section.commitment,
					state: section.state,
					owner: section.ownerName,
					dueOn: section.dueAt,
					sha256: section.sha256,
					html: now?.html ?? '',
					text: now?.text ?? ''
				};
			}),
			promises: isReadable
				? promises.map((promise) => ({
						words: promise.words,
						section_key: promise.section_key,
						outcome: promise.outcome,
						explanation: promise.explanation
					}))
				: [],
			remarks: isReadable
				? remarks.map((remark) => ({
						section: remark.section_key,
						author: remark.author_name,
						body: remark.body,
						at: remark.created_at,
						settledAt: remark.resolved_at
					}))
				: [],
			signatures: signatures.map(signaturePiece),
			intentions: intended.items
		};
	}

	async function editionPiece(row: ReportWithRound, edition: EditionRow): Promise<EditionPiece> {
		const [round, names, sections, signatures] = await Promise.all([
			store.rounds.byId(row.round_id),
			namesOf(row),
			store.editions.sectionsOf([edition.id]),
			store.editions.signaturesOf([edition.id])
		]);
		return {
			kind: 'edition',
			round: { number: row.round_number, title: round?.title ?? '' },
			report: { ...names, title: edition.title },
			number: edition.number,
			publishedAt: edition.published_at,
			withdrawnAt: edition.withdrawn_at,
			note: edition.note,
			sha256: edition.sha256,
			sections,
			signatures: signatures.map(signaturePiece)
		};
	}

	/** Those the actor may see; the others are told by `onHidden`. */
	async function* threadPieces(
		actor: Actor,
		ids: readonly string[],
		onHidden: (id: string) => void
	): AsyncGenerator<Piece | null> {
		for (const id of ids) {
			const thread = await discussions.toCopy(actor, id);
			if (thread === null) onHidden(id);
			yield thread === null ? null : threadPiece(thread);
		}
	}

	/** Notes of these organisations that others may read too: what is for its author alone is nobody else's to take. */
	async function notesOf(actor: Actor, organisationIds: readonly string[]): Promise<Note[]> {
		const found = await Promise.all(organisationIds.map((id) => notes.ofOrganisation(actor, id)));
		return found.flat().filter(({ visibility }) => visibility !== 'only-me');
	}

	async function* notePieces(actor: Actor, found: readonly Note[]): AsyncGenerator<Piece> {
		for (const note of found) yield notePiece(note, await notes.content(actor, note.id));
	}

	async function* logPieces(scope: LogScope): AsyncGenerator<Piece> {
		let after = '';
		for (let part = 1; ; part += 1) {
			const rows = await store.exports.audit(after, logPage);
			const kept = rows.filter((row) => isInLog(scope, row));
			if (kept.length > 0) {
				yield {
					kind: 'log',
					part,
					rows: kept.map((row) => ({
						at: row.at,
						by: row.member_name,
						action: row.action,
						target: row.target,
						details: JSON.parse(row.details) as unknown
					}))
				};
			}
			const last = rows.at(-1);
			if (last === undefined || rows.length < logPage) return;
			after = last.id;
		}
	}

	async function* roundPieces(actor: Actor): AsyncGenerator<Piece> {
		for (const round of await rounds.list(actor)) {
			const [expected, publications, synthesis] = await Promise.all([
				store.expected.ofRound(round.id),
				store.exports.publications(round.id),
				store.syntheses.ofRound(round.id)
			]);
			yield roundPiece(round, expected, publications);
			for (const edition of synthesis === undefined
				? []
				: await store.syntheses.editions(synthesis.id)) {
				yield {
					kind: 'synthesis',
					round: { number: round.number, title: round.title },
					number: edition.number,
					publishedAt: edition.published_at,
					note: edition.note,
					sha256: edition.sha256,
					canonical: edition.canonical,
					html: edition.html
				};
			}
		}
	}

	async function peoplePiece(): Promise<Piece> {
		const [{ pledgeMakers, pledgeSupporters }, people] = await Promise.all([
			pledge.signatories(),
			store.exports.people()
		]);
		return {
			kind: 'people',
			signatories: [...pledgeMakers, ...pledgeSupporters].map((each) => ({
				organisation: each.organisation,
				kind: each.kind,
				region: each.region,
				role: each.roleTitle
			})),
			members: people.map((each) => ({
				name: each.name,
				email: each.email,
				organisation: each.organisation_name,
				role: each.role,
				leftAt: each.deactivated_at
			}))
		};
	}

	return {
		/** All that is an organisation's own, and the discussions its members have written in. */
		async organisation(lead: Member, organisationId: string): Promise<Plan> {
			const itself: Member = {
				...lead,
				seats: lead.seats.filter((seat) => seat.organisationId === organisationId),
				allianceRoles: [],
				groups: []
			};
			const rows = await store.exports.reports(organisationId);
			const memberIds = await store.exports.membersOf(organisationId);
			const threads = await store.exports.threads(memberIds);
			const learned = await notesOf(itself, [organisationId]);

			async function* pieces(): AsyncGenerator<Piece | null> {
				yield* reportPieces(itself, rows, { withWithdrawn: true });
				yield* notePieces(itself, learned);
				const hidden = new Set<string>();
				yield* threadPieces(itself, threads, (id) => hidden.add(id));
				const seen = threads.filter((id) => !hidden.has(id));
				const own = [
					organisationId,
					...rows.flatMap(({ id, document_name }) => [id, document_name]),
					...memberIds.map((id) => `member:${id}`),
					...learned.map(({ id }) => id),
					...seen,
					...(await store.exports.postsOf(seen))
				];
				yield* logPieces({ kind: 'own', targets: new Set(own) });
			}
			return {
				total: rows.length + learned.length + threads.length + 1,
				pieces: pieces(),
				titles: []
			};
		},

		/** All that the convenor may see; for the process itself, all there is. */
		async alliance(actor: Member | System): Promise<Plan> {
			const asked: Actor =
				actor.kind === 'system'
					? actor
					: {
							...actor,
							seats: actor.seats.filter((seat) => seat.organisationKind === 'convenor')
						};
			const isAll = asked.kind === 'system';
			const rows = await store.exports.reports();
			const threads = await store.exports.threads();
			const organisations = await store.rounds.organisations();
			const learned = await notesOf(
				asked,
				organisations.map(({ id }) => id)
			);

			async function* pieces(): AsyncGenerator<Piece | null> {
				yield* roundPieces(asked);
				yield await peoplePiece();
				yield* reportPieces(asked, rows, { withWithdrawn: isAll });
				yield* notePieces(asked, learned);
				const hidden = new Set<string>();
				yield* threadPieces(asked, threads, (id) => hidden.add(id));
				for (const id of await store.exports.postsOf([...hidden])) hidden.add(id);
				yield* logPieces(isAll ? { kind: 'all' } : { kind: 'all-but', targets: hidden });
			}
			return {
				total: rows.length + learned.length + threads.length + 3,
				pieces: pieces(),
				titles: []
			};
		},

		/** The newest editions of a published round, as anybody may read them. */
		async round(roundId: string): Promise<Plan & { key: string }> {
			const round = await rounds.byId(anonymous, roundId);
			const rows = (await store.rounds.reportsOfRound(roundId)).filter(
				({ state }) => state === 'published'
			);
			const standing = await store.editions.ofReports(rows.map(({ id }) => id));
			const newest = rows.flatMap((row) => {
				const edition = standing.find(({ report_id }) => report_id === row.id);
				return edition === undefined ? [] : [{ row, edition }];
			});

			async function* pieces(): AsyncGenerator<Piece | null> {
				const expected = await store.expected.ofRound(roundId);
				yield roundPiece(round, expected, []);
				for (const { row, edition } of newest) yield await editionPiece(row, edition);
			}
			return {
				total: newest.length + 1,
				pieces: pieces(),
				titles: newest.map(({ edition }) => edition.title),
				key: newest.map(({ edition }) => edition.id).join(' ')
			};
		}
	};
}
