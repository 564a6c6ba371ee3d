// From the addresses in a text to what they lead to, in a fixed number of queries however many there are.
import type { Queries } from '#server/storage/store.ts';
import type { LinkGoal } from '#shared/states.ts';
import { addressesIn, readAddress, type Address } from './own-address.ts';

export type Goal = { kind: LinkGoal; id: string; part: string };

/** Links one part of a text is searched for: nobody needs more, and a hostile text shall not fill the database. */
const mostLinks = 200;

/** @param texts rendered by the server. @returns what each of them leads to, in order. */
export async function goalsOf(
	inside: Queries,
	texts: readonly string[],
	origin: string
): Promise<Goal[][]> {
	const found = texts.map((html) =>
		addressesIn(html)
			.slice(0, mostLinks)
			.map((address) => readAddress(address, origin))
			.filter((address) => address !== null)
	);
	const all = found.flat();
	const groups = await inside.links.groupIds(
		all.flatMap((address) => (address.kind === 'group' ? [address.slug] : []))
	);
	const reports = await inside.links.reportsBySlugs(
		all.flatMap((address) => (address.kind === 'published-report' ? [address.slug] : []))
	);

	function toGoal(address: Address): Goal[] {
		switch (address.kind) {
			case 'group': {
				const id = groups.get(address.slug);
				return id === undefined ? [] : [{ kind: 'group', id, part: '' }];
			}
			case 'published-report': {
				const { round, slug, part } = address;
				const report = reports.find((each) => each.slug === slug && each.round === round);
				return report === undefined ? [] : [{ kind: 'report', id: report.id, part }];
			}
			default:
				return [{ kind: address.kind, id: address.id, part: address.part }];
		}
	}

	return found.map((addresses) => {
		const goals = addresses.flatMap(toGoal);
		const keyOf = ({ kind, id, part }: Goal) => `${kind} ${id} ${part}`;
		return [...new Map(goals.map((goal) => [keyOf(goal), goal])).values()];
	});
}
