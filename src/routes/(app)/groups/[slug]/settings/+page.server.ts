// What a group calls itself, how one joins, which roles it has; and putting it away.
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { nothingSchema } from '#shared/account-input.ts';
import {
	changeGroupSchema,
	reasonForAllSchema,
	rolesFormSchema,
	rolesOfForm,
	settingsFormSchema
} from '#shared/group-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { group } = await event.parent();
		app.groups.requireManage(actor, group);
		const { commitments } = await app.pledge.current();
		return {
			runningHead: [
				{ label: 'Groups', href: '/groups' },
				{ label: group.name, href: `/groups/${group.slug}` },
				{ label: 'Settings' }
			],
			commitments: commitments.map(({ number, title }) => ({ number, title }))
		};
	});

export const actions: Actions = {
	facts: (event) =>
		act(event, settingsFormSchema, async (actor, input) => {
			await event.locals.app.groups.change(actor, event.params.slug ?? '', input);
			return { done: 'That is changed.' };
		}),
	roles: (event) =>
		act(event, rolesFormSchema, async (actor, form) => {
			const wanted = v.safeParse(changeGroupSchema, { roles: rolesOfForm(form) });
			if (!wanted.success) {
				return { done: null, roleMistake: wanted.issues[0].message };
			}
			await event.locals.app.groups.change(actor, event.params.slug ?? '', wanted.output);
			return { done: 'The roles are changed.' };
		}),
	archive: (event) =>
		act(event, reasonForAllSchema, async (actor, input) => {
			await event.locals.app.groups.archive(actor, event.params.slug ?? '', input);
			return { done: 'The group is archived. It can be read, and brought back.' };
		}),
	bringBack: (event) =>
		act(event, nothingSchema, async (actor) => {
			await event.locals.app.groups.bringBack(actor, event.params.slug ?? '');
			return { done: 'The group is back.' };
		})
};
