// The convenor's synthesis of a round: what the reports say together, written by several people at once, each claim with
// the section that bears it out. What is published of it stays, and says so when the cited words were corrected since.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { SynthesisTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { FieldContent, TextAt } from '#server/domain/collaboration/derive.ts';
import type { Store } from '#server/storage/store.ts';
import type { SynthesisEditionRow, SynthesisWithRound } from '#server/storage/syntheses.ts';
import { noteField } from '#shared/document-fields.ts';
import type { RoundState } from '#shared/states.ts';
import type { PublishSynthesis } from '#shared/synthesis-input.ts';
import type { Rounds } from '../rounds.ts';
import { createCitable } from './citable.ts';
import { citationsIn, themesIn } from './citation.ts';
import { resolveCitations, type Citation } from './cited.ts';
import { publicHtml, themeAnchor, withCorrections } from './public-html.ts';
import { makeSynthesisEdition, synthesisFingerprint } from './synthesis-edition.ts';

export type SynthesisEdition = {
	number: number;
	publishedAt: string;
	/** What is different from the one before; null for the first. */
	note: string | null;
	sha256: string;
};

/** As it is being written: for the convenor. */
export type Synthesis = {
	id: string;
	roundId: string;
	roundNumber: number;
	title: string;
	documentName: string;
	isSample: boolean;
	/** Fingerprint of the text as it is on the disk. */
	sha256: string;
	/** As it would be published. */
	html: string;
	text: string;
	words: number;
	citations: Citation[];
	/** Newest first. */
	editions: SynthesisEdition[];
	abilities: { write: boolean; publish: boolean };
};

/** As it was published: for everybody. */
export type PublishedSynthesis = {
	title: string;
	isSample: boolean;
	roundNumber: number;
	roundTitle: string;
	/** Its page. */
	path: string;
	edition: SynthesisEdition;
	/** All of them, newest first. */
	editions: SynthesisEdition[];
	/** What the convenor draws out, with where on the page it stands. */
	themes: { title: string; anchor: string }[];
	/** Safe to put into a page. */
	html: string;
	/** The text that `sha256` is the fingerprint of. */
	canonical: string;
	words: number;
	citations: Citation[];
};

export type SynthesisDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	rounds: Rounds;
	/** Texts of documents as they are on the disk; read outside any transaction. */
	texts(documentNames: readonly string[]): Promise<(documentName: string) => TextAt>;
	/** Of this workspace: what its own links begin with. */
	origin: string;
};

export type Syntheses = ReturnType<typeof createSyntheses>;

export const synthesisTarget = (roundState: RoundState, isPublished: boolean): SynthesisTarget => ({
	kind: 'synthesis',
	roundState,
	isPublished: isPublished && roundState === 'published'
});

/** What it is called. */
export const synthesisTitle = ({ round_title }: SynthesisWithRound): string =>
	`Synthesis of ${round_title}`;

const conflict = (message: string): DomainError => new DomainError('conflict', { message });

export function createSyntheses(deps: SynthesisDeps) {
	const { store, transact, access, audit, clock, rounds, texts, origin } = deps;

	async function textOf(
		documentName: string
	): Promise<{ seq: number; content: FieldContent | null }> {
		const { seq, content } = (await texts([documentName]))(documentName);
		return { seq, content: content[noteField] ?? null };
	}

	const cites = (content: FieldContent | null) =>
		resolveCitations(store, content === null ? [] : citationsIn(content.json, origin));

	const toEdition = (row: SynthesisEditionRow): SynthesisEdition => ({
		number: row.number,
		publishedAt: row.published_at,
		note: row.note,
		sha256: row.sha256
	});

	/** @throws DomainError not-found, not-allowed */
	async function toSynthesis(actor: Actor, row: SynthesisWithRound): Promise<Synthesis> {
		const editions = await store.syntheses.editions(row.id);
		const target = synthesisTarget(row.round_state, editions.length > 0);
		access.require(actor, 'synthesis.read', target);
		const { content } = await textOf(row.document_name);
		const citations = (await cites(content)).map(({ citation }) => citation);
		return {
			id: row.id,
			roundId: row.round_id,
			roundNumber: row.round_number,
			title: synthesisTitle(row),
			documentName: row.document_name,
			isSample: row.is_sample === 1,
			sha256: synthesisFingerprint(content).sha256,
			html: withCorrections(publicHtml(content?.html ?? '', origin), citations),
			text: content?.text ?? '',
			words: content?.words ?? 0,
			citations,
			editions: editions.map(toEdition),
			abilities: {
				write: access.can(actor, 'synthesis.write', target),
				publish: access.can(actor, 'synthesis.publish', target)
			}
		};
	}

	async function ofRound(actor: Actor, roundId: string): Promise<Synthesis | null> {
		const round = await rounds.byId(actor, roundId);
		const row = await store.syntheses.ofRound(round.id);
		if (row !== undefined) return toSynthesis(actor, row);
		access.require(actor, 'synthesis.read', synthesisTarget(round.state, false));
		return null;
	}

	/** @throws DomainError not-found */
	async function published(
		actor: Actor,
		roundNumber: number,
		number?: number
	): Promise<PublishedSynthesis | null> {
		const round = await rounds.byNumber(actor, roundNumber);
		const row = await store.syntheses.ofRound(round.id);
		const editions = row === undefined ? [] : await store.syntheses.editions(row.id);
		const edition =
			number === undefined ? editions[0] : editions.find((each) => each.number === number);
		if (row === undefined || edition === undefined) return null;
		if (!access.can(actor, 'synthesis.see', synthesisTarget(round.state, true))) return null;
		const citations = await citedIn(edition.id);
		const path = `/rounds/${round.number}/synthesis`;
		return {
			title: synthesisTitle(row),
			isSample: row.is_sample === 1,
			roundNumber: round.number,
			roundTitle: round.title,
			path,
			edition: toEdition(edition),
			editions: editions.map(toEdition),
			themes: themesIn(JSON.parse(edition.canonical) as object).map((title, index) => ({
				title,
				anchor: themeAnchor(index + 1)
			})),
			html: withCorrections(edition.html, citations),
			canonical: edition.canonical,
			words: edition.words,
			citations
		};
	}

	async function citedIn(editionId: string): Promise<Citation[]> {
		const rows = await store.syntheses.citations(editionId);
		const editions = await store.syntheses.editionsByIds(rows.map((row) => row.cited_edition_id));
		const resolved = await resolveCitations(
			store,
			rows.flatMap(({ cited_edition_id, section_key, words }) => {
				const edition = editions.find(({ id }) => id === cited_edition_id);
				return edition === undefined
					? []
					: [
							{
								roundNumber: edition.round_number,
								slug: edition.slug,
								edition: edition.number,
								key: section_key,
								words,
								editionId: edition.id
							}
						];
			})
		);
		return resolved.map(({ citation }) => citation);
	}

	return {
		/** Sections that can be cited. @throws DomainError not-found */
		citable: createCitable({ store, rounds, origin }),

		/** The synthesis being written of a round; null when nobody has begun it. @throws DomainError not-found, not-allowed */
		ofRound,

		/** By its id: what it is called, and which text it is. Null when no synthesis has it.
		 *  @throws DomainError not-found, not-allowed */
		async find(
			actor: Actor,
			id: string
		): Promise<Pick<Synthesis, 'id' | 'title' | 'documentName' | 'roundId' | 'isSample'> | null> {
			const row = await store.syntheses.byId(id);
			if (row === undefined) return null;
			const editions = await store.syntheses.editions(row.id);
			access.require(
				actor,
				'synthesis.read',
				synthesisTarget(row.round_state, editions.length > 0)
			);
			return {
				id: row.id,
				title: synthesisTitle(row),
				documentName: row.document_name,
				roundId: row.round_id,
				isSample: row.is_sample === 1
			};
		},

		/** Whether the actor may write one of this round. @throws DomainError not-found */
		async mayWrite(actor: Actor, roundId: string): Promise<boolean> {
			const round = await rounds.byId(actor, roundId);
			return access.can(actor, 'synthesis.write', synthesisTarget(round.state, false));
		},

		/** What the public reads; null when nothing is published. @param number of the edition; left out: the newest.
		 *  @throws DomainError not-found (the round) */
		published,

		/** Begins it; one that was begun already is answered as it is. @throws DomainError not-found, not-signed-in, not-allowed */
		async start(actor: Actor, roundId: string): Promise<Synthesis> {
			const round = await rounds.byId(actor, roundId);
			access.require(actor, 'synthesis.write', synthesisTarget(round.state, false));
			await transact(async (inside) => {
				if ((await inside.syntheses.ofRound(round.id)) !== undefined) return;
				const id = newId();
				const documentName = `synthesis-${id}`;
				await inside.documents.create(documentName, 'note', clock.iso());
				await inside.syntheses.add({
					id,
					round_id: round.id,
					document_name: documentName,
					is_sample: 0,
					started_by: actor.kind === 'member' ? actor.memberId : null,
					created_at: clock.iso()
				});
				await audit(inside, actor, { action: 'synthesis.start', target: id });
			});
			const begun = await ofRound(actor, roundId);
			if (begun === null) throw notFound();
			return begun;
		},

		/** Publishes exactly the text that was read, as the next edition.
		 *  @throws DomainError not-found, not-allowed, conflict (another text, nothing written, nothing new, a citation
		 *  that leads nowhere), invalid (no note) */
		async publish(
			actor: Actor,
			roundId: string,
			{ sha256, note }: PublishSynthesis
		): Promise<SynthesisEdition> {
			const begun = await ofRound(actor, roundId);
			if (begun === null) throw notFound();
			const { seq, content } = await textOf(begun.documentName);
			const cited = await cites(content);
			const broken = cited.find(({ editionId }) => editionId === null);
			const made = await transact(async (inside, emit) => {
				const row = await inside.syntheses.byId(begun.id);
				if (row === undefined) throw notFound();
				const [last] = await inside.syntheses.editions(row.id);
				access.require(
					actor,
					'synthesis.publish',
					synthesisTarget(row.round_state, last !== undefined)
				);
				if (content === null || content.words === 0) throw conflict('Nothing is written yet.');
				const isStillThis =
					((await inside.documents.lastSeqs([row.document_name])).get(row.document_name) ?? 0) ===
					seq;
				if (!isStillThis || synthesisFingerprint(content).sha256 !== sha256) {
					throw conflict(
						'The text has changed since you read it. Nothing was published: read it again.'
					);
				}
				if (last?.sha256 === sha256) throw conflict('These words are already published.');
				if (last !== undefined && note === '') {
					throw new DomainError('invalid', {
						field: 'note',
						message: 'Say what is different from the last edition: readers see it beside the text.'
					});
				}
				if (broken !== undefined) {
					throw conflict(
						`“${broken.citation.words}” cites something that is not published: ${broken.citation.path}. Choose the section again.`
					);
				}
				const number = (last?.number ?? 0) + 1;
				const at = clock.iso();
				const memberId = actor.kind === 'member' ? actor.memberId : null;
				const versionId = newId();
				await inside.versions.add({
					id: versionId,
					document_name: row.document_name,
					seq,
					kind: 'published',
					name: `Published as edition ${number}`,
					at,
					member_id: memberId,
					created_at: at
				});
				const edition = makeSynthesisEdition({
					synthesisId: row.id,
					number,
					note: note === '' ? null : note,
					content,
					origin,
					citations: cited.flatMap(({ editionId, address, citation }) =>
						editionId === null ? [] : [{ editionId, key: address.key, words: citation.words }]
					),
					versionId,
					publishedBy: memberId,
					publishedAt: at
				});
				await inside.syntheses.addEdition(edition.row, edition.citations);
				await audit(inside, actor, {
					action: 'synthesis.publish',
					target: row.id,
					details: { edition: number, sha256 }
				});
				emit({ type: 'record-changed' });
				emit({ type: 'round-changed', roundId: row.round_id });
				return edition.row;
			});
			return toEdition(made);
		}
	};
}
