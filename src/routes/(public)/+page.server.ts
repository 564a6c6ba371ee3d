// The pledge: its official wording in the newest version, and what it said before.
import type { PageServerLoad } from './$types';

/** Read, not worked with: the page needs no script. */
export const csr = false;

export const load: PageServerLoad = async ({ locals: { app, actor } }) => {
	const [pledge, rounds] = await Promise.all([app.pledge.current(), app.rounds.list(actor)]);
	const earlier = pledge.versions.filter(({ version }) => version !== pledge.version).reverse();
	return {
		effectiveOn: pledge.effectiveOn,
		commitments: pledge.commitments.map((commitment) => ({
			...commitment,
			/** Only where the wording was another one. */
			earlier: earlier.flatMap(({ effectiveOn, commitments }) => {
				const before = commitments.find(({ number }) => number === commitment.number);
				return before === undefined || before.wording === commitment.wording
					? []
					: [{ effectiveOn, wording: before.wording }];
			})
		})),
		latestRound: rounds.find(({ state }) => state === 'published') ?? null
	};
};
