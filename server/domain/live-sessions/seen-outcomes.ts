// What outcomes of sessions became, for those who may see it.
import type { Actor } from '#server/kernel/actor.ts';
import type { FindOrigins } from '#server/domain/actions/origins.ts';
import type { Became } from '#shared/live-session/record-output.ts';

type Deps = {
	origins: FindOrigins;
	/** Words of those of these actions that the actor may see. */
	actionTitles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>>;
};

export const createSeenOutcomes =
	({ origins, actionTitles }: Deps) =>
	async (actor: Actor, refs: readonly Pick<Became, 'kind' | 'id'>[]): Promise<Became[]> => {
		const actionIds = refs.filter(({ kind }) => kind === 'action').map(({ id }) => id);
		const [found, titles] = await Promise.all([
			origins(
				actor,
				refs.flatMap(({ kind, id }) => (kind === 'action' ? [] : [{ kind, id }]))
			),
			actionTitles(actor, actionIds)
		]);
		return refs.flatMap(({ kind, id }): Became[] => {
			const title = titles.get(id);
			if (kind === 'action') {
				return title === undefined ? [] : [{ kind, id, title, url: `/actions/${id}` }];
			}
			const one = found.find((each) => each.kind === kind && each.id === id);
			return one === undefined ? [] : [{ kind, id, title: one.title, url: one.url }];
		});
	};
