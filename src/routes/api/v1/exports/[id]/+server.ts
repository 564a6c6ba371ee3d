import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { exportSchema } from '#shared/export-input.ts';
import { idSchema } from '#shared/report-input.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{ summary: 'How far a copy is', params, output: exportSchema },
	({ app, actor, params: { id } }) => app.exports.byId(actor, id)
);

export const DELETE = api(
	{ summary: 'Cancel a copy, or remove one that is ready; nothing is left of it', params },
	({ app, actor, params: { id } }) => app.exports.remove(actor, id)
);
