// The one way a call of /api/v1 is made: its description and its work stand together, so the OpenAPI document
// (openapi.ts) is made from the schemas that check the input and shape the answer.
import { isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { App } from '#server/app.ts';
import type { Actor, Member, SessionGuest } from '#server/kernel/actor.ts';
import { asDomainError, problemFrom, problemResponse } from './problem.ts';

type Schema = v.GenericSchema<unknown, unknown>;
type Given<S, Otherwise> = S extends Schema ? v.InferOutput<S> : Otherwise;
type Answer<S> = S extends Schema ? v.InferInput<S> : void;

/** What a call says of itself. */
export type Description = {
	/** One line: what it does or answers. */
	summary: string;
	/** What the line does not say. */
	description?: string;
	/** Path parameters; one that does not fit is an unknown thing: 404. */
	params?: Schema;
	/** Query parameters, an object schema over strings. */
	query?: Schema;
	/** The JSON body. */
	input?: Schema;
	/** The JSON answer. Keys it does not name are left out. Without it the call answers 204. */
	output?: Schema;
	/** Of the answer; 200 unless told, 204 without `output`. */
	status?: 200 | 201 | 202;
	/** Whether somebody must be signed in; true unless told. */
	signedIn?: boolean;
	/** Whether somebody who came by a link to a session may call it too. */
	sessionGuests?: true;
	/** Further media types a handler answers with a Response of its own. */
	alsoAnswers?: readonly string[];
};

/** What the work of a call is given. */
export type Call<D extends Description> = {
	app: App;
	actor: D['signedIn'] extends false
		? Actor
		: D['sessionGuests'] extends true
			? Member | SessionGuest
			: Member;
	params: Given<D['params'], Record<string, string>>;
	query: Given<D['query'], undefined>;
	input: Given<D['input'], undefined>;
	event: RequestEvent;
};

/** A SvelteKit handler that carries its description. */
export type ApiHandler = ((event: RequestEvent) => Promise<Response>) & { describes: Description };

/** The largest JSON body: several times the longest post or title that a schema lets through. */
const bodyLimit = 256 * 1024;

/**
 * Makes a handler: `export const GET = api({ summary, output }, ({ app, actor }) => app.x.list(actor))`.
 * The work answers what `output` describes, or a Response of its own.
 */
export function api<const D extends Description>(
	describes: D,
	work: (call: Call<D>) => Promise<Answer<D['output']> | Response> | Answer<D['output']> | Response
): ApiHandler {
	async function answer(event: RequestEvent): Promise<Response> {
		const { app, actor } = event.locals;
		const isKnown =
			actor.kind === 'member' ||
			(actor.kind === 'session-guest' && describes.sessionGuests === true);
		if (describes.signedIn !== false && !isKnown) return problemResponse('not-signed-in');
		const params = check(describes.params ?? null, event.params);
		if (!params.ok) return problemResponse('not-found');
		const query = check(describes.query ?? null, Object.fromEntries(event.url.searchParams));
		if (!query.ok) return invalid(query.issue);
		const body = describes.input === undefined ? undefined : await readJson(event.request);
		if (body instanceof Response) return body;
		const input = check(describes.input ?? null, body);
		if (!input.ok) return invalid(input.issue);

		const result = await work({
			app,
			actor,
			params: params.value,
			query: describes.query === undefined ? undefined : query.value,
			input: input.value,
			event
		} as Call<D>);
		if (result instanceof Response) return result;
		if (describes.output === undefined) return new Response(null, { status: 204 });
		const shaped = v.parse(describes.output, result);
		return Response.json(shaped, { status: describes.status ?? 200 });
	}

	async function handler(event: RequestEvent): Promise<Response> {
		try {
			return await answer(event);
		} catch (error) {
			if (isRedirect(error) || isHttpError(error)) throw error;
			const refusal = asDomainError(error);
			if (refusal !== null) return problemFrom(refusal);
			const id = crypto.randomUUID();
			event.locals.app.log.error({ err: error, id, route: event.route.id }, 'an API call failed');
			return problemResponse('internal', { id });
		}
	}
	return Object.assign(handler, { describes });
}

/** Schema of a list: every list of the API answers like this. `next` goes into `?after=` for the following page. */
export const listOf = <S extends Schema>(item: S) =>
	v.object({
		items: v.array(item),
		next: v.pipe(v.nullable(v.string()), v.description('Null on the last page'))
	});

type Checked = { ok: true; value: unknown } | { ok: false; issue: v.BaseIssue<unknown> };

function check(schema: Schema | null, value: unknown): Checked {
	if (schema === null) return { ok: true, value };
	const result = v.safeParse(schema, value);
	return result.success
		? { ok: true, value: result.output }
		: { ok: false, issue: result.issues[0] };
}

const invalid = (issue: v.BaseIssue<unknown>): Response =>
	problemResponse('invalid', {
		detail: issue.received === 'undefined' ? 'This is missing.' : issue.message,
		field: v.getDotPath(issue) ?? undefined
	});

/** The parsed body, or the answer that refuses it. */
async function readJson(request: Request): Promise<unknown> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^application\/json\s*(;|$)/i.test(type)) return problemResponse('not-json');
	const bytes = await readBytes(request, bodyLimit);
	if (bytes === null) return problemResponse('too-large');
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), refuseNul);
	} catch (error) {
		const detail = error instanceof NulInText ? error.message : 'The body is not JSON.';
		return problemResponse('invalid', { detail });
	}
}

/** PostgreSQL stores no U+0000, and nobody means it. */
class NulInText extends Error {
	override readonly message = 'Text cannot contain the character U+0000.';
}

function refuseNul(_key: string, value: unknown): unknown {
	if (typeof value === 'string' && value.includes('\0')) throw new NulInText();
	return value;
}

/**
 * The body, or null when it is larger than the limit; a length that was announced is not believed. It is read to the
 * end without being kept, so that the answer reaches a client that is still sending; the server stops far larger ones.
 */
async function readBytes(request: Request, limit: number): Promise<Uint8Array | null> {
	if (request.body === null) return new Uint8Array();
	const parts: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
			size += part.byteLength;
			if (size <= limit) parts.push(part);
		}
	} catch (error) {
		if ((error as { status?: unknown }).status === 413) return null;
		throw error;
	}
	return size > limit ? null : Buffer.concat(parts);
}
