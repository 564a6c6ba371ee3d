// What a failed call says to the caller (RFC 9457). The codes are stable: scripts and tests rely on them.
// The first group are the domain's own (server/kernel/errors.ts), the second arise at the edge.
import * as v from 'valibot';

export const problems = {
	'not-found': { status: 404, title: 'There is no such thing here, or it is not shared with you.' },
	'not-signed-in': { status: 401, title: 'This needs somebody signed in.' },
	'not-allowed': { status: 403, title: 'You can see this, but may not do that to it.' },
	invalid: { status: 422, title: 'What was sent cannot be taken as it is.' },
	conflict: { status: 409, title: 'It has changed meanwhile, or stands in another state.' },
	'too-often': { status: 429, title: 'Too many tries. Wait a while.' },
	'wrong-credentials': { status: 401, title: 'Email address and password do not go together.' },

	'wrong-origin': { status: 403, title: 'This was sent from another site.' },
	'not-json': { status: 415, title: 'Send this as application/json.' },
	'too-large': { status: 413, title: 'That is more than this call takes.' },
	internal: { status: 500, title: 'Something went wrong on our side. It has been recorded.' }
} as const;

export type ProblemCode = keyof typeof problems;

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** The body of an `application/problem+json` answer. */
export const problemSchema = v.object({
	type: v.pipe(v.literal('about:blank'), v.description('Always about:blank: read `code`')),
	title: v.string(),
	status: v.number(),
	code: v.pipe(v.picklist(problemCodes), v.description('Stable; branch on this')),
	detail: v.optional(v.pipe(v.string(), v.description('What happened and what to do, in words'))),
	field: v.optional(v.pipe(v.string(), v.description('The input at fault, as a dotted path'))),
	/** Names the entry in the server's log. */
	id: v.optional(v.pipe(v.string(), v.description('Quote this when reporting an internal error')))
});
export type Problem = v.InferOutput<typeof problemSchema>;
