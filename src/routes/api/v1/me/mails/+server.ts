import { api } from '$lib/server/api.ts';
import { mailChoicesSchema } from '#shared/mail-choices.ts';

export const GET = api(
	{ summary: 'Which notices I am sent by mail', output: mailChoicesSchema },
	({ app, actor }) => app.mail.choices(actor)
);

export const PUT = api(
	{
		summary: 'Choose which notices I am sent by mail',
		description: 'Mails that ask me to act are always sent.',
		input: mailChoicesSchema
	},
	({ app, actor, input }) => app.mail.choose(actor, input)
);
