import { act, read } from '$lib/server/act.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import {
	byIdSchema,
	changePasswordSchema,
	createOwnTokenSchema,
	nothingSchema
} from '#shared/account-input.ts';
import { mailChoicesSchema } from '#shared/mail-choices.ts';
import { signInPath } from '#shared/same-origin-path.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Actions run without the layout's load, so each asks for the member itself. */
function memberOf(actor: Actor): Member {
	if (actor.kind !== 'member') redirect(303, signInPath({ pathname: '/account', search: '' }));
	return actor;
}

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const member = memberOf(actor);
		const [sessions, tokens, mails] = await Promise.all([
			app.accounts.loginSessions(member),
			app.accounts.tokens(member),
			app.mail.choices(member)
		]);
		return {
			runningHead: [{ label: 'Your account' }],
			profile: app.accounts.profile(member),
			sessions,
			tokens,
			mails
		};
	});

export const actions: Actions = {
	endSession: (event) =>
		act(event, byIdSchema, async (actor, { id }) => {
			await event.locals.app.accounts.endLoginSession(memberOf(actor), id);
			return { done: 'That browser is signed out.' };
		}),

	endOthers: (event) =>
		act(event, nothingSchema, async (actor) => {
			const count = await event.locals.app.accounts.endOtherLoginSessions(memberOf(actor));
			return {
				done:
					count === 1
						? 'One other browser is signed out.'
						: `${count} other browsers are signed out.`
			};
		}),

	chooseMails: (event) =>
		act(event, mailChoicesSchema, async (actor, choices) => {
			await event.locals.app.mail.choose(memberOf(actor), choices);
			return { done: 'Your choice of mails is kept.' };
		}),

	createToken: (event) =>
		act(event, createOwnTokenSchema, async (actor, input) => {
			const member = memberOf(actor);
			const { token } = await event.locals.app.accounts.createOwnToken(member, input);
			return { token };
		}),

	revokeToken: (event) =>
		act(event, byIdSchema, async (actor, { id }) => {
			await event.locals.app.accounts.revokeToken(memberOf(actor), id);
			return { done: 'That token has ended.' };
		}),

	changePassword: (event) =>
		act(event, changePasswordSchema, async (actor, input) => {
			await event.locals.app.accounts.changePassword(memberOf(actor), input);
			return { done: 'Your password is changed. Every other browser is signed out.' };
		})
};
