// The intention to publish a report, for its own people and the coordinator.
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { intentionSchema } from '#shared/round-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const [intentions, report] = await Promise.all([
			app.intentions.ofReport(actor, event.params.id),
			app.reports.byId(actor, event.params.id)
		]);
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				report.abilities.read
					? { label: report.title, href: `/reports/${report.id}` }
					: { label: report.title }
			],
			intentions,
			isPublished: report.state === 'published'
		};
	});

const formSchema = v.object({
	...intentionSchema.entries,
	intends: v.pipe(
		v.picklist(['yes', 'no']),
		v.transform((choice) => choice === 'yes')
	)
});

export const actions: Actions = {
	default: (event) =>
		act(event, formSchema, async (actor, input) => {
			const { id } = event.params;
			if (id === undefined) throw new Error('the route has an id');
			await event.locals.app.intentions.change(actor, id, input);
			return { done: true };
		})
};
