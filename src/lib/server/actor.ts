// Who is asking: the one place where a request's credentials become an Actor.
import type { RequestEvent } from '@sveltejs/kit';
import type { App } from '#server/app.ts';
import type { Actor } from '#server/kernel/actor.ts';
import { sessionGuestCookieName } from '#shared/session-guest-cookie.ts';
import { readSessionCookie } from './session-cookie.ts';

/** What a request proves itself with; a bearer token counts before the cookie, and a member's before a guest's. */
export type Proof =
	| { kind: 'bearer'; bearer: string }
	| { kind: 'cookie'; sessionId: string }
	| { kind: 'session-guest'; secret: string }
	| { kind: 'none' };

export function proofOf(event: RequestEvent): Proof {
	const bearer = /^Bearer +(\S+)$/i.exec(event.request.headers.get('authorization') ?? '')?.[1];
	if (bearer !== undefined) return { kind: 'bearer', bearer };
	const sessionId = readSessionCookie(event);
	if (sessionId) return { kind: 'cookie', sessionId };
	const secret = event.cookies.get(sessionGuestCookieName);
	return secret === undefined ? { kind: 'none' } : { kind: 'session-guest', secret };
}

/** @param isByItself whether the page asks without anybody at it */
export async function actorOf(app: App, proof: Proof, isByItself: boolean): Promise<Actor> {
	if (proof.kind === 'none') return { kind: 'anonymous' };
	if (proof.kind === 'session-guest') {
		return (await app.sessionGuests.authenticate(proof.secret)) ?? { kind: 'anonymous' };
	}
	return (await app.accounts.authenticate({ ...proof, isByItself })) ?? { kind: 'anonymous' };
}
