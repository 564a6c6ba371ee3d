// What page loads and form actions have in common: ask the domain as the person who is asking, and turn its
// refusals into what a browser understands.
import { error, fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { App } from '#server/app.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { DomainError } from '#server/kernel/errors.ts';
import { signInPath } from '#shared/same-origin-path.ts';
import { asDomainError, statusOf, wordsOf } from './problem.ts';

/** A form that was not taken: what was typed, and what is wrong with it. */
export type FormFailure = {
	/** As typed, but for passwords. */
	values: Record<string, string | string[]>;
	/** A sentence by field; under `form` when it is about no single one. */
	errors: Record<string, string>;
	/** Which form of the page it was: the name of its action, '' for the default one. */
	action: string;
};

type FormSchema = v.ObjectSchema<v.ObjectEntries, undefined>;

/**
 * A form action: form → schema → domain call. What the call returns is the action's result; it may also redirect.
 * A refusal comes back as `form.values` and `form.errors`; an unknown thing is a 404 page.
 */
export async function act<S extends FormSchema, T>(
	event: RequestEvent,
	schema: S,
	verb: (actor: Actor, input: v.InferOutput<S>) => T | Promise<T>
): Promise<T | ActionFailure<FormFailure>> {
	const form = await event.request.formData();
	const typed = readForm(form, schema);
	const parsed = v.safeParse(schema, typed);
	const failure = (status: number, errors: FormFailure['errors']) =>
		fail(status, { values: withoutSecrets(typed, schema), errors, action: actionOf(event.url) });
	if (!parsed.success) return failure(422, errorsByField(parsed.issues));
	try {
		return await verb(event.locals.actor, parsed.output);
	} catch (thrown) {
		const refusal = asDomainError(thrown);
		if (refusal === null) throw thrown;
		leaveWhenNoForm(event, refusal);
		const { details } = refusal;
		if (details.retryAfter !== undefined) {
			event.setHeaders({ 'retry-after': String(Math.ceil(details.retryAfter)) });
		}
		return failure(statusOf(refusal.code), { [details.field ?? 'form']: wordsOf(refusal) });
	}
}

/** A page's load: what the domain refuses becomes a 404 or 403 page, or the way to the sign-in page and back. */
export async function read<T>(
	event: RequestEvent,
	load: (asking: { app: App; actor: Actor }) => T | Promise<T>
): Promise<T> {
	const { app, actor } = event.locals;
	try {
		return await load({ app, actor });
	} catch (thrown) {
		const refusal = asDomainError(thrown);
		if (refusal === null) throw thrown;
		leaveWhenNoForm(event, refusal);
		error(statusOf(refusal.code), wordsOf(refusal));
	}
}

function leaveWhenNoForm(event: RequestEvent, refusal: DomainError): void {
	if (refusal.code === 'not-signed-in') redirect(303, signInPath(event.url));
	if (refusal.code === 'not-found') error(404, wordsOf(refusal));
}

/** Of `?/revoke`, "revoke". */
const actionOf = (url: URL): string =>
	[...url.searchParams.keys()].find((key) => key.startsWith('/'))?.slice(1) ?? '';

type Typed = Record<string, string | string[]>;

/** The fields the schema names; one it wants a list of is a list however often it was sent. Files are left out. */
function readForm(form: FormData, schema: FormSchema): Typed {
	const typed: Typed = {};
	for (const [name, entry] of Object.entries(schema.entries)) {
		const sent = form
			.getAll(name)
			.filter((value) => typeof value === 'string')
			// PostgreSQL stores no U+0000, and no browser sends one by itself.
			.map((value) => value.replaceAll('\0', ''));
		const [first] = sent;
		if (isList(entry)) typed[name] = sent;
		else if (first !== undefined) typed[name] = first;
		// A field that was not sent is an empty one, so that the schema says in words what is wanted.
		else if (!isOptional(entry)) typed[name] = '';
	}
	return typed;
}

const isOptional = (entry: v.ObjectEntries[string]): boolean =>
	['optional', 'exact_optional', 'nullish', 'undefinedable'].includes(entry.type);

function isList(entry: v.ObjectEntries[string]): boolean {
	if (entry.type === 'array') return true;
	return 'wrapped' in entry && isList(entry.wrapped);
}

const withoutSecrets = (typed: Typed, schema: FormSchema): Typed =>
	Object.fromEntries(
		Object.entries(typed).filter(
			([name]) => v.getMetadata(schema.entries[name] as v.GenericSchema)['writeOnly'] !== true
		)
	);

/** The first thing wrong with each field. */
function errorsByField(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
	const errors: Record<string, string> = {};
	for (const issue of issues)
		errors[v.getDotPath(issue)?.split('.', 1)[0] ?? 'form'] ??= issue.message;
	return errors;
}
