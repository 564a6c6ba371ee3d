import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { DomainError } from '#server/kernel/errors.ts';
import { api } from './api.ts';

function requestOf(body?: unknown, actor: { kind: string } = { kind: 'member' }) {
	const logged: unknown[] = [];
	const event = {
		request: new Request('http://here.test/api/v1/x', {
			method: 'POST',
			...(body === undefined
				? {}
				: { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
		}),
		url: new URL('http://here.test/api/v1/x'),
		params: {},
		route: { id: '/api/v1/x' },
		locals: { actor, app: { log: { error: (entry: unknown) => logged.push(entry) } } }
	} as unknown as RequestEvent;
	return { event, logged };
}

const output = v.object({ id: v.string() });

test('an answer carries what its description names, and nothing else', async () => {
	const row = { id: '1', password_hash: 'secret' };
	const handler = api({ summary: 'x', output, status: 201 }, () => row);
	const answer = await handler(requestOf().event);
	expect(answer.status).toBe(201);
	expect(await answer.json()).toEqual({ id: '1' });
});

test('a fault of ours is logged once and answered with the id of that entry, without its words', async () => {
	const { event, logged } = requestOf();
	const handler = api({ summary: 'x' }, () => {
		throw new Error('no such column: secret');
	});
	const answer = await handler(event);
	const problem = (await answer.json()) as { id: string };
	expect(answer.status).toBe(500);
	expect(problem).toMatchObject({ code: 'internal', status: 500 });
	expect(JSON.stringify(problem)).not.toContain('secret');
	expect(logged).toMatchObject([{ id: problem.id, err: { message: 'no such column: secret' } }]);
});

test('an answer that is not as described is a fault of ours', async () => {
	const { event, logged } = requestOf();
	const handler = api({ summary: 'x', output }, () => ({ id: 1 }) as never);
	expect((await handler(event)).status).toBe(500);
	expect(logged).toHaveLength(1);
});

test.each([
	['not-found', 404],
	['not-signed-in', 401],
	['not-allowed', 403],
	['invalid', 422],
	['conflict', 409],
	['too-often', 429],
	['wrong-credentials', 401]
] as const)('the refusal %s is answered as %i', async (code, status) => {
	const { event, logged } = requestOf();
	const handler = api({ summary: 'x' }, () => {
		throw new DomainError(code, { message: 'In words.', field: 'name', retryAfter: 7.2 });
	});
	const answer = await handler(event);
	expect(answer.status).toBe(status);
	expect(answer.headers.get('content-type')).toBe('application/problem+json');
	expect(answer.headers.get('retry-after')).toBe('8');
	expect(await answer.json()).toMatchObject({ code, status, detail: 'In words.', field: 'name' });
	expect(logged).toEqual([]);
});

test('whoever is not signed in is told so before the input is looked at', async () => {
	const { event } = requestOf('nonsense', { kind: 'anonymous' });
	const handler = api({ summary: 'x', input: v.object({ a: v.string() }) }, () => {});
	const answer = await handler(event);
	expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
});
