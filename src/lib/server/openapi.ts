// The OpenAPI document, made from the descriptions that the calls carry. A route file under /api/v1 cannot be
// missing from it: the document is made from the files themselves.
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { problemSchema } from '#shared/problem.ts';
import type { ApiHandler, Description } from './api.ts';

/** Of the calls, not of the program: it changes when a call does what it did not promise. */
const apiVersion = '1';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** What a +server.ts exports. */
export type RouteModule = Partial<Record<Method, ApiHandler>>;

type Json = Record<string, unknown>;
type Schema = v.GenericSchema<unknown, unknown>;

const jsonSchema = (schema: Schema, typeMode: 'input' | 'output'): Json => {
	const { $schema: _, ...rest } = toJsonSchema(schema, {
		target: 'draft-2020-12',
		typeMode,
		// Trimming and checks that JSON Schema has no word for; the server still does them.
		errorMode: 'ignore'
	});
	return rest;
};

/** `/rounds/[id]/reports/+server.ts` → `/rounds/{id}/reports`. */
const addressOf = (file: string): string =>
	file.replace(/\/\+server\.ts$/, '').replace(/\[(\w+)(?:=\w+)?\]/g, '{$1}');

const problemAnswer = (description: string): Json => ({
	description,
	content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
});

function parametersOf(address: string, { params, query }: Description): Json[] {
	const inPath = params === undefined ? {} : properties(jsonSchema(params, 'input'));
	const pathParameters = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
		name,
		in: 'path',
		required: true,
		schema: inPath[name] ?? { type: 'string' }
	}));
	if (query === undefined) return pathParameters;
	const described = jsonSchema(query, 'input');
	const required = (described['required'] ?? []) as string[];
	const queryParameters = Object.entries(properties(described)).map(([name, schema]) => ({
		name,
		in: 'query',
		required: required.includes(name),
		schema
	}));
	return [...pathParameters, ...queryParameters];
}

const properties = (schema: Json): Record<string, Json> =>
	(schema['properties'] ?? {}) as Record<string, Json>;

function answersOf(address: string, describes: Description): Json {
	const { output, status, alsoAnswers = [], signedIn, input, query } = describes;
	const content = {
		...(output === undefined
			? {}
			: { 'application/json': { schema: jsonSchema(output, 'output') } }),
		...Object.fromEntries(alsoAnswers.map((media) => [media, { schema: { type: 'string' } }]))
	};
	const hasContent = Object.keys(content).length > 0;
	return {
		[status ?? (hasContent ? 200 : 204)]: hasContent
			? { description: 'Done', content }
			: { description: 'Done' },
		...(signedIn === false ? {} : { 401: problemAnswer('Nobody is signed in') }),
		...(address.includes('{') ? { 404: problemAnswer('Unknown, or not shared with you') } : {}),
		...(input === undefined && query === undefined
			? {}
			: { 422: problemAnswer('The input breaks a rule; `field` says where') }),
		default: problemAnswer('Any other refusal; `code` says which')
	};
}

function operation(method: Method, address: string, describes: Description): Json {
	const parameters = parametersOf(address, describes);
	const name = address.replace(/[{}]/g, '').split('/').filter(Boolean).join('-');
	return {
		operationId: `${method.toLowerCase()}-${name}`,
		summary: describes.summary,
		...(describes.description === undefined ? {} : { description: describes.description }),
		...(describes.signedIn === false ? { security: [] } : {}),
		...(parameters.length === 0 ? {} : { parameters }),
		...(describes.input === undefined
			? {}
			: {
					requestBody: {
						required: true,
						content: { 'application/json': { schema: jsonSchema(describes.input, 'input') } }
					}
				}),
		responses: answersOf(address, describes)
	};
}

/** @param routes what each route file exports, by its path under /api/v1. @throws when a handler was not made with `api`. */
export function describeApi(routes: Readonly<Record<string, RouteModule>>, origin: string): Json {
	const paths: Record<string, Json> = {};
	for (const file of Object.keys(routes).sort()) {
		const address = addressOf(file);
		const calls: Json = {};
		for (const method of methods) {
			const handler = routes[file]?.[method];
			if (handler === undefined) continue;
			if (handler.describes === undefined)
				throw new Error(`${method} ${address} has no description`);
			calls[method.toLowerCase()] = operation(method, address, handler.describes);
		}
		paths[address] = calls;
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'Alliance Workspace',
			version: apiVersion,
			description:
				'Everything the pages can do. Lists answer `{items, next}`; unknown and foreign ids answer 404; ' +
				'errors are application/problem+json with a stable `code`.'
		},
		servers: [{ url: `${origin}/api/v1` }],
		security: [{ token: [] }, { session: [] }],
		components: {
			securitySchemes: {
				token: { type: 'http', scheme: 'bearer', description: 'From POST /tokens' },
				session: {
					type: 'apiKey',
					in: 'cookie',
					name: 'session',
					description: 'Calls that change something must also send the Origin of the workspace'
				}
			},
			schemas: { Problem: jsonSchema(problemSchema, 'output') }
		},
		paths
	};
}
