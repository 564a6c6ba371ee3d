// Where the link in a mail leads: it asks who it is, then shows the one report it names, to sign or to return. What
// somebody may do elsewhere counts for nothing here, and what they may do here for nothing elsewhere.
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Signer } from '#server/kernel/actor.ts';
import { act, read } from '$lib/server/act.ts';
import { signInSchema } from '#shared/account-input.ts';
import { returnSchema, signSchema } from '#shared/sign-off-input.ts';
import { signingCookieName, signingCookieOptions } from '#shared/signing-cookie.ts';
import type { Actions, PageServerLoad, RouteParams } from './$types';

type Event = RequestEvent<RouteParams>;

/** Who has signed in by this link, or null. */
async function signerOf({ cookies, locals, params }: Event): Promise<Signer | null> {
	const cookie = cookies.get(signingCookieName);
	if (cookie === undefined) return null;
	return locals.app.signingLinks.authenticate(params.token, cookie);
}

/** What only its own person may do. */
async function asSigner<T>(event: Event, work: (signer: Signer) => Promise<T>): Promise<T> {
	const signer = await signerOf(event);
	// Two hours are over, or it was done in another tab: the page says which.
	if (signer === null) redirect(303, event.url.pathname);
	return work(signer);
}

export const load: PageServerLoad = (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	return read(event, async ({ app }) => {
		const state = await app.signingLinks.stateOf(event.params.token);
		const signer = state === 'open' ? await signerOf(event) : null;
		if (signer === null) return { state, name: null, reading: null };
		const { reportId, organisationId, name } = signer;
		return { state, name, reading: await app.signOff.reading(signer, reportId, organisationId) };
	});
};

export const actions: Actions = {
	open: (event) =>
		act(event, signInSchema, async (_actor, input) => {
			const { locals, params, cookies } = event;
			const { app } = locals;
			const secret = await app.signingLinks.signIn(params.token, input, {
				address: locals.clientAddress
			});
			const options = signingCookieOptions(params.token, app.config.origin);
			cookies.set(signingCookieName, secret, options);
			redirect(303, event.url.pathname);
		}),
	sign: (event) =>
		act(event, signSchema, (_actor, input) =>
			asSigner(event, async (signer) => ({
				signed: await event.locals.app.signOff.sign(signer, signer.reportId, input)
			}))
		),
	return: (event) =>
		act(event, returnSchema, (_actor, input) =>
			asSigner(event, async (signer) => ({
				returned: await event.locals.app.signOff.returnIt(signer, signer.reportId, input)
			}))
		)
};
