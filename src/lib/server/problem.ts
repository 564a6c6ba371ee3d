// Turns a domain's refusal into what HTTP says. The DomainError class lives in the server, outside this
// bundle, so it is told by its name: `instanceof` would compare with a second copy of the class.
import type { DomainError, ErrorCode } from '#server/kernel/errors.ts';
import { problems, type Problem, type ProblemCode } from '#shared/problem.ts';

// A domain code without a status would be a type error here.
problems satisfies Record<ErrorCode, { status: number; title: string }>;

/** The domain's refusal, or null when this is any other failure. */
export function asDomainError(error: unknown): DomainError | null {
	return error instanceof Error && error.name === 'DomainError' && 'code' in error
		? (error as DomainError)
		: null;
}

export const statusOf = (code: ProblemCode): number => problems[code].status;

/** A sentence for the person: the domain's own, or what the code says in general. */
export const wordsOf = (error: DomainError): string =>
	error.details.message ?? problems[error.code].title;

type Extras = Pick<Problem, 'detail' | 'field' | 'id'> & { retryAfter?: number };

/** An `application/problem+json` answer. */
export function problemResponse(code: ProblemCode, extras: Extras = {}): Response {
	const { retryAfter, detail, field, id } = extras;
	const { status, title } = problems[code];
	const problem: Problem = { type: 'about:blank', title, status, code, detail, field, id };
	const headers = new Headers({ 'content-type': 'application/problem+json' });
	if (retryAfter !== undefined) headers.set('retry-after', String(Math.ceil(retryAfter)));
	if (status === 401) headers.set('www-authenticate', 'Bearer');
	return new Response(JSON.stringify(problem), { status, headers });
}

/** The same, from a domain's refusal. */
export const problemFrom = ({ code, details }: DomainError): Response =>
	problemResponse(code, {
		detail: details.message,
		field: details.field,
		retryAfter: details.retryAfter
	});
