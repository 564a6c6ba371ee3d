// Sections of a round's published reports, to be found by words and cited.
import type { Actor } from '#server/kernel/actor.ts';
import type { Store } from '#server/storage/store.ts';
import { sectionKeys } from '#shared/sections.ts';
import type { Rounds } from '../rounds.ts';
import { pathOf } from './citation.ts';

export type CitableSection = {
	/** A link to it is a citation of exactly these words. */
	address: string;
	report: string;
	edition: number;
	key: string;
	title: string;
	commitment: number | null;
	text: string;
};

/** As many as are looked through at once. */
const pageSize = 20;

export function createCitable(deps: { store: Store; rounds: Rounds; origin: string }) {
	const { store, rounds, origin } = deps;

	/** By report, in page order; `next` continues. @throws DomainError not-found */
	return async function citable(
		actor: Actor,
		roundId: string,
		{ q, after }: { q: string; after?: string | undefined }
	): Promise<{ items: CitableSection[]; next: string | null }> {
		const round = await rounds.byId(actor, roundId);
		const reports = await store.rounds.reportsOfRound(round.id);
		const ids = reports.map(({ id }) => id);
		const [organisations, editions] = await Promise.all([
			store.rounds.organisationsOf(ids),
			store.editions.ofReports(ids)
		]);
		const newest = reports.flatMap(({ id, slug }) => {
			const edition = editions.find(({ report_id }) => report_id === id);
			return edition === undefined ? [] : [{ slug, edition }];
		});
		const sections = await store.syntheses.sections(
			newest.map(({ edition }) => edition.id),
			sectionKeys
		);
		const wanted = q.toLowerCase().split(/\s+/);
		const found = newest.flatMap(({ slug, edition }) => {
			const names = organisations
				.filter(({ report_id }) => report_id === edition.report_id)
				.map(({ name, short_name }) => `${name} ${short_name}`);
			return sectionKeys.flatMap((key): CitableSection[] => {
				const section = sections.find((each) => each.edition_id === edition.id && each.key === key);
				if (section === undefined || section.text === '') return [];
				const { title, commitment, text } = section;
				const place = commitment === null ? title : `Commitment ${commitment} ${title}`;
				const all = [edition.title, ...names, place, text].join(' ').toLowerCase();
				if (!wanted.every((word) => all.includes(word))) return [];
				const path = pathOf({
					roundNumber: round.number,
					slug,
					edition: edition.number,
					key
				});
				return [
					{
						address: `${origin}${path}`,
						report: edition.title,
						edition: edition.number,
						key,
						title,
						commitment,
						text
					}
				];
			});
		});
		const first = found.findIndex(({ address }) => address === after) + 1;
		const items = found.slice(first, first + pageSize);
		const isAll = first + items.length === found.length;
		return { items, next: isAll ? null : (items.at(-1)?.address ?? null) };
	};
}
