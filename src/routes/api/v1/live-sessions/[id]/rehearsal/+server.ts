import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { liveSessionSchema } from '#shared/live-session-output.ts';

export const POST = api(
	{
		summary: 'Rehearse a session',
		description:
			'Answers the rehearsal: a copy for its facilitators alone, thrown away with all that was made in it once it is ended. The same again while there is one.',
		params: v.object({ id: idSchema }),
		output: liveSessionSchema,
		status: 201
	},
	async ({ app, actor, params: { id } }) =>
		app.liveSessions.byId(actor, await app.sessionRehearsing.begin(actor, id))
);

export const DELETE = api(
	{
		summary: 'Throw a rehearsal away, named by its own id',
		params: v.object({ id: idSchema })
	},
	({ app, actor, params: { id } }) => app.sessionRehearsing.discard(actor, id)
);
