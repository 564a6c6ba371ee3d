// Expected failures. Domain functions throw a DomainError from this closed list; each transport
// translates the code once. Everything else is a fault: logged once at the edge and answered "internal".

/** What a code means to a caller; the HTTP status stands in transport (see #shared/problem.ts). */
export type ErrorCode =
	/** No such thing, or not yours to know about. */
	| 'not-found'
	/** Needs somebody signed in. */
	| 'not-signed-in'
	/** You can see it, but may not do this to it. */
	| 'not-allowed'
	/** The input breaks a rule; `field` names where. */
	| 'invalid'
	/** It has changed meanwhile, or stands in another state than this needs. */
	| 'conflict'
	/** Too many tries; `retryAfter` in seconds. */
	| 'too-often'
	/** E-mail address and password do not go together; said alike for an unknown account. */
	| 'wrong-credentials';

export type ErrorDetails = {
	/** A sentence for the person: what happened, what was kept, what to do. */
	message?: string;
	/** The input field at fault. */
	field?: string;
	/** Seconds until another try makes sense. */
	retryAfter?: number;
};

export class DomainError extends Error {
	readonly code: ErrorCode;
	readonly details: ErrorDetails;

	constructor(code: ErrorCode, details: ErrorDetails = {}) {
		super(details.message ?? code);
		this.name = 'DomainError';
		this.code = code;
		this.details = details;
	}
}

/** Shorthand for the commonest failure: unknown and foreign things are told apart by nobody. */
export const notFound = (): DomainError => new DomainError('not-found');
