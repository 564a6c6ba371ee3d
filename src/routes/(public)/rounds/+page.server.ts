// The rounds of progress reports: to everybody the published ones, to members the open one too.
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = async ({ locals: { app, actor } }) => ({
	rounds: await app.rounds.list(actor)
});
