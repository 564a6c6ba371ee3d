// Public pages are the same for everybody who is not signed in. Each carries the revision of the public record as its
// ETag: whoever has it already is told so before anything is loaded, and for the others a page is made once.
import { gzipSync } from 'node:zlib';
import type { RequestEvent } from '@sveltejs/kit';
import { dev } from '$app/environment';
import { KeptAnswers, type KeptAnswer } from './kept-answers.ts';

/** First part of the addresses that are of the record. Named, not guessed: sign-in and set-up are public pages too. */
const places = new Set([
	'',
	'accessibility',
	'commitments',
	'feed.atom',
	'help',
	'notes',
	'organisations',
	'robots.txt',
	'rounds',
	'signatories',
	'sitemap.xml'
]);

/** Of reading across. A page asked for with any other is made and not kept, so that nobody can push the rest out. */
const knownQuestions = new Set(['round', 'region', 'kind']);

/** Large files have their own way. */
const largestKept = 1024 * 1024;

const isText = /^(text\/|application\/(json|atom\+xml|xml)\b)/;

/** Whether this asks for a page that is the same for everybody who is not signed in. */
export function isOfTheRecord({ request, route, url, isDataRequest }: RequestEvent): boolean {
	const [, first = ''] = url.pathname.split('/', 2);
	return (
		request.method === 'GET' &&
		!isDataRequest &&
		route.id?.startsWith('/(public)') === true &&
		places.has(first)
	);
}

export class PublicAnswers {
	readonly #kept = new KeptAnswers();

	/**
	 * Answers somebody who is not signed in.
	 * @param revision of the public record now
	 * @param make makes the page
	 */
	async answer(
		{ request, url }: RequestEvent,
		revision: () => string,
		make: () => Response | Promise<Response>
	): Promise<Response> {
		const now = revision();
		const headers = {
			etag: `W/"${now}"`,
			'cache-control': 'public, no-cache',
			vary: 'Accept-Encoding, Authorization, Cookie'
		};
		if (hasAlready(request, headers.etag)) return new Response(null, { status: 304, headers });

		const address = url.pathname + url.search;
		const acceptsGzip = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
		const name = `${acceptsGzip ? 'gzip' : 'plain'} ${address}`;
		const found = this.#kept.find(now, name);
		if (found !== undefined) return new Response(found.body, found);

		const made = await make();
		if (!mayBeKept(made)) return made;
		const body = new Uint8Array(await made.arrayBuffer());
		if (body.byteLength > largestKept) return new Response(body, made);
		const sent = acceptsGzip ? new Uint8Array(gzipSync(body)) : body;
		const answer: KeptAnswer = {
			headers: {
				...Object.fromEntries(made.headers),
				...headers,
				...(acceptsGzip ? { 'content-encoding': 'gzip' } : {}),
				'content-length': String(sent.byteLength)
			},
			body: sent
		};
		// While a page is worked on it must show what it is now.
		if (mayBeFound(url) && !dev && revision() === now) this.#kept.keep(now, name, answer);
		return new Response(answer.body, answer);
	}
}

const mayBeKept = ({ status, headers }: Response): boolean =>
	status === 200 &&
	!headers.has('set-cookie') &&
	!headers.has('cache-control') &&
	isText.test(headers.get('content-type') ?? '');

/** Each question once, and none that no page asks. */
function mayBeFound({ searchParams }: URL): boolean {
	const asked = [...searchParams.keys()];
	return new Set(asked).size === asked.length && asked.every((each) => knownQuestions.has(each));
}

function hasAlready(request: Request, etag: string): boolean {
	const said = request.headers.get('if-none-match') ?? '';
	return said.split(',').some((each) => each.trim() === etag);
}
