// All public pages, for search engines.
import { siteMap } from '$lib/record/xml.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { app, actor } }) => {
	const pages = await app.record.pages(actor);
	const rounds = (await app.rounds.list(actor)).filter(({ state }) => state === 'published');
	const syntheses = await Promise.all(
		rounds.map(({ number }) => app.synthesis.published(actor, number))
	);
	const notes = await app.notes.publicOnes(actor);
	const records = await app.sessionClosing.publicOnes();
	const map = siteMap(app.config.origin, [
		...pages,
		...notes.map(({ id, createdAt }) => ({ address: `/notes/${id}`, changedAt: createdAt })),
		...records.map(({ id, createdAt }) => ({ address: `/records/${id}`, changedAt: createdAt })),
		...syntheses
			.filter((each) => each !== null)
			.map(({ path, edition }) => ({ address: path, changedAt: edition.publishedAt }))
	]);
	return new Response(map, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
};
