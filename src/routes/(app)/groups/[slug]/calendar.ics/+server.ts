// A group's dates for calendar programs, which cannot sign in: the key in the address is all they have.
import { error } from '@sveltejs/kit';
import { read } from '$lib/server/act.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	read(event, async ({ app, actor }) => {
		const { slug } = event.params;
		const key = event.url.searchParams.get('key');
		if (key === null && actor.kind !== 'member') error(404, 'Not found');
		const text =
			key === null
				? await app.groups.calendar(actor, slug)
				: await app.groups.calendarBySecret(slug, key);
		return new Response(text, {
			headers: {
				'content-type': 'text/calendar; charset=utf-8',
				'content-disposition': `inline; filename="${slug}.ics"`,
				'cache-control': 'private, no-store'
			}
		});
	});
