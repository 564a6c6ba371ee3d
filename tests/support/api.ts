// Calls the API as a script would, and holds every answer against the OpenAPI document.
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RunningApp } from './app.ts';

export type Answer = {
	status: number;
	headers: Headers;
	/** Parsed, when it is JSON. */
	body: Body;
};

/** What tests read of answers. All of an answer has been held against the document before. */
export type Body = Named & {
	code: string;
	field?: string;
	token: string;
	items: Body[];
	next: string | null;
	state: string;
	member: { email: string };
	organisation: unknown;
	organisationId: string;
	roles: { alliance: string[]; organisations: unknown[] };
	abilities: Record<string, boolean>;
	commitments: Body[];
	pledgeMakers: (Body & { organisation: string })[];
	posts: Body[];
	inReplyTo: string | null;
	kind: string;
	sections: { field: string; added: number }[];
	fields: string[];
	documentName: string;
	rounds: { number: number; reports: { reportId: string }[] }[];
	sha256: string;
	reports: (Body & { reportId: string })[];
	outcomes: Body[];
	became: unknown;
	holdsBack: Body[];
	isReady: boolean;
	hasChanges: boolean;
	edition: { number: number } | null;
	slug: string;
	visibility: string;
	organisations: Body[];
	contacts: Body[];
};
type Named = { id: string; number: number; name: string };

type Operation = {
	operationId: string;
	responses: Record<string, { content?: Record<string, unknown> }>;
};
type Document = { paths: Record<string, Record<string, Operation>> };

export type Sent = {
	params?: Record<string, string | number>;
	query?: string;
	body?: unknown;
	/** A bearer token. */
	token?: string;
	headers?: Record<string, string>;
};

const pointer = (...parts: string[]): string =>
	parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A client that knows the document. Every call it makes must be described there, and answer as described. */
export async function describedApi(app: RunningApp) {
	const response = await fetch(`${app.origin}/api/v1/openapi.json`);
	const document = (await response.json()) as Document;
	const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
	ajv.addSchema(document, 'openapi');
	/** Calls that have been answered as their description promises for a success. */
	const succeeded = new Set<string>();

	/** @param address as in the document, for example `/reports/{id}`. @throws when the answer is not as described. */
	async function call(method: string, address: string, sent: Sent = {}): Promise<Answer> {
		const operation = document.paths[address]?.[method.toLowerCase()];
		if (operation === undefined) throw new Error(`${method} ${address} is not described`);
		const path = address.replace(/\{(\w+)\}/g, (_, name: string) =>
			encodeURIComponent(String(sent.params?.[name] ?? ''))
		);
		const answer = await fetch(`${app.origin}/api/v1${path}${sent.query ?? ''}`, {
			method,
			headers: {
				...(sent.token === undefined ? {} : { authorization: `Bearer ${sent.token}` }),
				...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
				...sent.headers
			},
			...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) })
		});
		const text = await answer.text();
		const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
		const body: unknown = type.endsWith('json') ? JSON.parse(text) : text;
		const status = operation.responses[answer.status] ? String(answer.status) : 'default';
		const described = operation.responses[status];
		const where = `${method} ${address} answered ${answer.status}`;
		if (text !== '' && described?.content?.[type] === undefined) {
			throw new Error(`${where} with ${type}, which is not described: ${text.slice(0, 300)}`);
		}
		if (type.endsWith('json')) {
			const steps = ['paths', address, method.toLowerCase(), 'responses', status, 'content', type];
			const validate = ajv.compile({ $ref: `openapi#${pointer(...steps, 'schema')}` });
			if (!validate(body)) {
				throw new Error(`${where} not as described: ${ajv.errorsText(validate.errors)}`);
			}
		}
		if (answer.ok) succeeded.add(`${method} ${address}`);
		return { status: answer.status, headers: answer.headers, body: body as Body };
	}

	/** Every call the document describes, as "GET /pledge". */
	const described = Object.entries(document.paths).flatMap(([address, operations]) =>
		Object.keys(operations).map((method) => `${method.toUpperCase()} ${address}`)
	);
	return { document, described, succeeded, call };
}
