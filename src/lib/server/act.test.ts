import { isActionFailure, isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { DomainError, type ErrorCode, type ErrorDetails } from '#server/kernel/errors.ts';
import { act, read, type FormFailure } from './act.ts';

const schema = v.object({
	title: v.pipe(v.string('Give it a title'), v.nonEmpty('Give it a title')),
	password: v.pipe(v.string(), v.metadata({ writeOnly: true })),
	commitments: v.optional(v.array(v.string()), [])
});

function formOf(fields: [string, string][], address = '/notes') {
	const headers: Record<string, string> = {};
	const event = {
		request: new Request(`http://here.test${address}`, {
			method: 'POST',
			body: new URLSearchParams(fields)
		}),
		url: new URL(`http://here.test${address}`),
		locals: { actor: { kind: 'member' }, app: {} },
		setHeaders: (more: Record<string, string>) => void Object.assign(headers, more)
	} as unknown as RequestEvent;
	return { event, headers };
}

const filled: [string, string][] = [
	['title', 'A title'],
	['password', 'secret words'],
	['commitments', '3'],
	['unknown', 'x']
];

const refusing = (code: ErrorCode, details?: ErrorDetails) => (): unknown => {
	throw new DomainError(code, details);
};

const failureOf = (result: unknown): (FormFailure & { status: number }) | null =>
	isActionFailure(result)
		? { status: result.status, ...(result.data as unknown as FormFailure) }
		: null;

const caught = (promise: Promise<unknown>): Promise<unknown> =>
	promise.then(
		() => null,
		(thrown: unknown) => thrown
	);

test('what is typed reaches the domain as the schema has it; one tick is a list of one', async () => {
	const result = await act(formOf(filled).event, schema, (_actor, input) => input);
	expect(result).toEqual({ title: 'A title', password: 'secret words', commitments: ['3'] });
});

test('a mistake comes back with what was typed, but for passwords, and with the form it is about', async () => {
	const { event } = formOf([['password', 'secret words'], ...filled.slice(2)], '/notes?/start');
	const result = await act(event, schema, () => 'never');
	expect(failureOf(result)).toEqual({
		status: 422,
		values: { title: '', commitments: ['3'] },
		errors: { title: 'Give it a title' },
		action: 'start'
	});
});

test('a refusal stands at its field, or at the form as a whole', async () => {
	const details = { message: 'That is taken.' };
	const atField = await act(
		formOf(filled).event,
		schema,
		refusing('conflict', { ...details, field: 'title' })
	);
	expect(failureOf(atField)).toMatchObject({ status: 409, errors: { title: 'That is taken.' } });
	const { event, headers } = formOf(filled);
	const whole = await act(event, schema, refusing('too-often', { ...details, retryAfter: 60 }));
	expect(failureOf(whole)).toMatchObject({ status: 429, errors: { form: 'That is taken.' } });
	expect(headers).toEqual({ 'retry-after': '60' });
});

test('an unknown thing is a 404 page, and whoever is not signed in is asked to sign in', async () => {
	const missing = await caught(act(formOf(filled).event, schema, refusing('not-found')));
	expect(isHttpError(missing, 404)).toBe(true);
	const stranger = await caught(
		act(formOf(filled, '/notes?page=2').event, schema, refusing('not-signed-in'))
	);
	expect(isRedirect(stranger) && stranger.location).toBe('/sign-in?next=%2Fnotes%3Fpage%3D2');
});

test('a fault of ours is not dressed up as a mistake of theirs', async () => {
	const fault = new Error('the disk is full');
	const thrown = await caught(
		act(formOf(filled).event, schema, () => {
			throw fault;
		})
	);
	expect(thrown).toBe(fault);
});

test('a page that is refused says why, in the domain’s words', async () => {
	const thrown = await caught(
		read(formOf([]).event, refusing('not-allowed', { message: 'Only its author may.' }))
	);
	expect(isHttpError(thrown, 403) && thrown.body.message).toBe('Only its author may.');
});
