// Every request passes here once: it is given the App and the person who asks, what another site made the browser send
// is turned away, and the answer gets its headers.
import type { Handle, HandleServerError } from '@sveltejs/kit';
import { actorOf, proofOf } from '$lib/server/actor.ts';
import { handedOverApp } from '$lib/server/handover.ts';
import { problemResponse } from '$lib/server/problem.ts';
import { isOfTheRecord, PublicAnswers } from '$lib/server/public-answers.ts';
import { clearSessionCookie } from '$lib/server/session-cookie.ts';
import { signingCookieName } from '#shared/signing-cookie.ts';

const publicAnswers = new PublicAnswers();
/** Kept apart: public notes go on being written, which must not have the record's pages made anew. */
const publicNotes = new PublicAnswers();

const harmless: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** The content security policy, with `frame-ancestors`, stands in svelte.config.js. */
const headersForAll = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
	'cross-origin-opener-policy': 'same-origin'
};

export const handle: Handle = async ({ event, resolve }) => {
	const app = handedOverApp();
	if (app === null) {
		return new Response('The workspace is starting. Try again in a moment.', {
			status: 503,
			headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' }
		});
	}
	event.locals.app = app;
	event.locals.clientAddress = event.getClientAddress();
	const isApi = event.url.pathname.startsWith('/api/');
	// PostgreSQL stores no U+0000: an address with one names nothing here.
	if (event.url.href.includes('%00')) {
		return isApi ? problemResponse('not-found') : new Response('Not found', { status: 404 });
	}

	const proof = proofOf(event);
	// A tab on a polling line asks every second, also when its member has long gone home.
	const isByItself = event.route.id === '/api/v1/documents/[documentName]/exchange';
	event.locals.actor = await actorOf(app, proof, isByItself);

	// A browser adds the cookie by itself, so what changes something must also come from one of our pages. SvelteKit
	// asks it of form posts only, and not of a post without a body. A bearer token is never added by itself.
	const changes = !harmless.includes(event.request.method);
	const origin = event.request.headers.get('origin');
	const comesWithCookie =
		proof.kind === 'cookie' ||
		proof.kind === 'session-guest' ||
		event.cookies.get(signingCookieName) !== undefined;
	if (changes && comesWithCookie && origin !== app.config.origin) {
		const detail = `With the session cookie, send the header Origin: ${app.config.origin}.`;
		return isApi
			? problemResponse('wrong-origin', { detail })
			: new Response('This was sent from another site.', { status: 403 });
	}

	const isSignedIn = event.locals.actor.kind === 'member';
	if (proof.kind === 'cookie' && !isSignedIn) clearSessionCookie(event);

	const isForEverybody =
		(proof.kind === 'none' || proof.kind === 'session-guest') && isOfTheRecord(event);
	const isNote = event.route.id === '/(public)/notes/[id]';
	const response = isForEverybody
		? await (isNote
				? publicNotes.answer(event, app.notes.revision, () => resolve(event))
				: publicAnswers.answer(event, app.record.revision, () => resolve(event)))
		: await resolve(event);
	for (const [name, value] of Object.entries(headersForAll)) response.headers.set(name, value);
	// On a shared computer the Back button must not bring a signed-in page back after signing out.
	const isKnown = isSignedIn || event.locals.actor.kind === 'session-guest';
	if (isKnown && !response.headers.has('cache-control')) {
		response.headers.set('cache-control', 'no-store');
	}
	return response;
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status < 500) return { message };
	const id = crypto.randomUUID();
	handedOverApp()?.log.error({ err: error, id, route: event.route.id }, 'a page failed');
	return { message: 'Something went wrong on our side. It has been recorded.', id };
};
