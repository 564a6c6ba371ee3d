// What has been published and corrected, for feed readers.
import { atomFeed } from '$lib/record/xml.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { app, actor } }) => {
	const [news, pledge] = await Promise.all([app.record.news(actor), app.pledge.current()]);
	const feed = atomFeed(app.config.origin, news, `${pledge.effectiveOn}T00:00:00Z`);
	return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
