import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { exchangeInputSchema, exchangeOutputSchema } from '#shared/exchange.ts';
import { idSchema } from '#shared/report-input.ts';

export const POST = api(
	{
		summary: 'One turn of co-writing without a WebSocket: frames there and back',
		description:
			'The frames are those of the collaboration socket. Ask again after a second or so; a line that is not asked ' +
			'for half a minute ends. An editor older than the document is answered 409.',
		sessionGuests: true,
		params: v.object({ documentName: idSchema }),
		input: exchangeInputSchema,
		output: exchangeOutputSchema
	},
	({ app, actor, params, input }) => app.exchange.turn(actor, params.documentName, input)
);
