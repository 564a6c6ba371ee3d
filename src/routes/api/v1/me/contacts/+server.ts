import { api } from '$lib/server/api.ts';
import { setContactsSchema } from '#shared/challenge-input.ts';
import { myContactsSchema } from '#shared/challenge-output.ts';

export const GET = api(
	{ summary: 'What you are willing to be asked about', output: myContactsSchema },
	async ({ app, actor }) => ({ items: await app.contacts.mine(actor) })
);

export const PUT = api(
	{
		summary: 'Say what you are willing to be asked about, in the place of what you said before',
		description:
			'Members of organisations then see your name, your organisation and your e-mail address there. An empty list takes it back.',
		input: setContactsSchema,
		output: myContactsSchema
	},
	async ({ app, actor, input }) => {
		await app.contacts.set(actor, input);
		return { items: await app.contacts.mine(actor) };
	}
);
