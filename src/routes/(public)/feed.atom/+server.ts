// What has been published and corrected, and public learning notes, for feed readers.
import { authorsInWords } from '#shared/note-words.ts';
import { atomFeed } from '$lib/record/xml.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { app, actor } }) => {
	const [record, notes, pledge] = await Promise.all([
		app.record.news(actor),
		app.notes.publicOnes(actor),
		app.pledge.current()
	]);
	const news = [
		...record,
		...notes.map(({ id, title, author, coAuthors, createdAt }) => ({
			title: `Learning note: ${title}`,
			summary: `By ${authorsInWords(author, coAuthors)}.`,
			address: `/notes/${id}`,
			at: createdAt
		}))
	].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
	const feed = atomFeed(app.config.origin, news, `${pledge.effectiveOn}T00:00:00Z`);
	return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
