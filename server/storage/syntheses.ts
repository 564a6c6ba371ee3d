// Queries on the convenor's syntheses: the text of each round's, its published editions, and what these cite.
import type { Db } from './database.ts';
import type { EditionRow, EditionSectionRow } from './editions.ts';
import type { RoundRow } from './rounds.ts';
import type { Tables } from './tables.ts';

export type SynthesisRow = Tables['syntheses'];
export type SynthesisEditionRow = Tables['synthesis_editions'];
export type SynthesisCitationRow = Tables['synthesis_citations'];
export type SynthesisQueries = ReturnType<typeof synthesisQueries>;

/** What decides on a synthesis, and where it belongs. */
export type SynthesisWithRound = SynthesisRow & {
	round_number: number;
	round_title: string;
	round_state: RoundRow['state'];
};

/** An edition of a report that stands, with its address. */
export type AddressedEdition = Pick<
	EditionRow,
	'id' | 'report_id' | 'number' | 'title' | 'note' | 'published_at'
> & { slug: string; round_number: number };

export const synthesisQueries = (db: Db) => {
	const withRound = () =>
		db
			.selectFrom('syntheses')
			.innerJoin('rounds', 'rounds.id', 'syntheses.round_id')
			.selectAll('syntheses')
			.select([
				'rounds.number as round_number',
				'rounds.title as round_title',
				'rounds.state as round_state'
			]);

	return {
		byId(id: string): Promise<SynthesisWithRound | undefined> {
			return withRound().where('syntheses.id', '=', id).executeTakeFirst();
		},
		ofRound(roundId: string): Promise<SynthesisWithRound | undefined> {
			return withRound().where('syntheses.round_id', '=', roundId).executeTakeFirst();
		},
		byDocument(documentName: string): Promise<SynthesisWithRound | undefined> {
			return withRound().where('syntheses.document_name', '=', documentName).executeTakeFirst();
		},
		async add(row: SynthesisRow): Promise<void> {
			await db.insertInto('syntheses').values(row).execute();
		},

		/** Newest first. */
		editions(synthesisId: string): Promise<SynthesisEditionRow[]> {
			return db
				.selectFrom('synthesis_editions')
				.selectAll()
				.where('synthesis_id', '=', synthesisId)
				.orderBy('number', 'desc')
				.execute();
		},
		async addEdition(
			row: SynthesisEditionRow,
			citations: readonly SynthesisCitationRow[]
		): Promise<void> {
			await db.insertInto('synthesis_editions').values(row).execute();
			if (citations.length === 0) return;
			await db.insertInto('synthesis_citations').values(citations).execute();
		},
		/** What an edition cites, in the order of its text. */
		citations(editionId: string): Promise<SynthesisCitationRow[]> {
			return db
				.selectFrom('synthesis_citations')
				.selectAll()
				.where('edition_id', '=', editionId)
				.orderBy('position')
				.execute();
		},

		/** The editions that stand of the reports at these addresses, newest first. */
		async editionsAt(
			addresses: readonly { roundNumber: number; slug: string }[]
		): Promise<AddressedEdition[]> {
			if (addresses.length === 0) return [];
			return addressed()
				.where('editions.withdrawn_at', 'is', null)
				.where((e) =>
					e.or(
						addresses.map(({ roundNumber, slug }) =>
							e('rounds.number', '=', roundNumber).and('reports.slug', '=', slug)
						)
					)
				)
				.orderBy('editions.number', 'desc')
				.execute();
		},
		/** These editions, whether or not they stand. */
		async editionsByIds(ids: readonly string[]): Promise<AddressedEdition[]> {
			if (ids.length === 0) return [];
			return addressed().where('editions.id', 'in', ids).execute();
		},
		/** Some sections of some editions. */
		async sections(
			editionIds: readonly string[],
			keys: readonly string[]
		): Promise<Omit<EditionSectionRow, 'canonical'>[]> {
			if (editionIds.length === 0 || keys.length === 0) return [];
			return db
				.selectFrom('edition_sections')
				.select([
					'edition_id',
					'key',
					'position',
					'title',
					'commitment',
					'wording',
					'sha256',
					'html',
					'text',
					'words'
				])
				.where('edition_id', 'in', editionIds)
				.where('key', 'in', keys)
				.execute();
		}
	};

	function addressed() {
		return db
			.selectFrom('editions')
			.innerJoin('reports', 'reports.id', 'editions.report_id')
			.innerJoin('rounds', 'rounds.id', 'reports.round_id')
			.select([
				'editions.id',
				'editions.report_id',
				'editions.number',
				'editions.title',
				'editions.note',
				'editions.published_at',
				'reports.slug',
				'rounds.number as round_number'
			]);
	}
};
