// Published reports may be found; the workspace behind the sign-in has nothing to index.
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals: { app } }) =>
	new Response(
		[
			'User-agent: *',
			'Allow: /commitments/*/across',
			'Disallow: /account',
			'Disallow: /api/',
			'Disallow: /commitments',
			'Disallow: /home',
			'Disallow: /reports',
			'Disallow: /sign/',
			`Sitemap: ${app.config.origin}/sitemap.xml`,
			''
		].join('\n'),
		{ headers: { 'content-type': 'text/plain; charset=utf-8' } }
	);
