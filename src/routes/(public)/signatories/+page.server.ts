// Who has signed the pledge, as far as the public record goes.
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = async ({ locals: { app, actor } }) => {
	const [signatories, rounds] = await Promise.all([
		app.pledge.signatories(),
		app.rounds.list(actor)
	]);
	return {
		...signatories,
		/** How many there are by the last count, which may be more than the record names. */
		counted: rounds.find(({ state }) => state === 'published')?.coverage.signatories ?? null
	};
};
