import { api } from '$lib/server/api.ts';
import { mailChoicesSchema } from '#shared/mail-choices.ts';

export const GET = api(
	{ summary: 'Which mails I am sent, and when my digest comes', output: mailChoicesSchema },
	({ app, actor }) => app.mail.choices(actor)
);

export const PUT = api(
	{
		summary: 'Choose which mails I am sent, and when my digest comes',
		description: 'What is asked of me in a report is always sent.',
		input: mailChoicesSchema
	},
	({ app, actor, input }) => app.mail.choose(actor, input)
);
