import { api } from '$lib/server/api.ts';
import { calendarFeedSchema, newCalendarFeedSchema } from '#shared/group-output.ts';

export const GET = api(
	{
		summary: 'Since when you have an address under which a calendar program reads a group’s dates',
		output: calendarFeedSchema
	},
	({ app, actor, params }) => app.groups.calendarFeed(actor, params['id'] ?? '')
);

export const POST = api(
	{
		summary: 'Make that address; an earlier one shows nothing any more',
		output: newCalendarFeedSchema,
		status: 201
	},
	({ app, actor, params }) => app.groups.makeCalendarFeed(actor, params['id'] ?? '')
);

export const DELETE = api({ summary: 'End that address' }, ({ app, actor, params }) =>
	app.groups.endCalendarFeed(actor, params['id'] ?? '')
);
