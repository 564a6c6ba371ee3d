// The forms of polls, for every page that shows a discussion.
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { act } from '$lib/server/act.ts';
import { ukTime } from '#shared/dates.ts';
import {
	consentAnswers,
	openPollFormSchema,
	pollFormSchema,
	voteFormSchema,
	type Choice
} from '#shared/poll-input.ts';
import type { Poll } from '#shared/poll-output.ts';

type Asking = RequestEvent<{ id: string }>;

/** Back to the page, without what was asked of it, at the poll. */
const toPoll = ({ url }: Asking, { id }: Poll): never =>
	redirect(303, `${url.pathname}#poll-${id}`);

export const pollActions = {
	openPoll: (event: Asking) =>
		act(event, openPollFormSchema, async (actor, { closesOn, ...input }) => {
			const closesAt = closesOn === '' ? null : ukTime(closesOn, '23:59');
			const { polls } = event.locals.app;
			toPoll(event, await polls.open(actor, event.params.id, { ...input, closesAt }));
		}),

	vote: (event: Asking) =>
		act(event, voteFormSchema, async (actor, { pollId, reason, ...ballot }) =>
			toPoll(
				event,
				await event.locals.app.polls.vote(actor, pollId, { choice: choiceOf(ballot), reason })
			)
		),

	closePoll: (event: Asking) =>
		act(event, pollFormSchema, async (actor, { pollId }) =>
			toPoll(event, await event.locals.app.polls.close(actor, pollId))
		)
};

/** What a ballot says; a blank one becomes a choice that no poll takes, which the poll says in its own words. */
function choiceOf({ choice, place }: { choice: string; place: string[] }): Choice {
	if (place.length === 0) {
		return consentAnswers.find((answer) => answer === choice) ?? Number(choice);
	}
	return place
		.map((given, index) => ({ place: Number(given), option: index + 1 }))
		.filter((each) => each.place > 0)
		.sort((one, other) => one.place - other.place)
		.map(({ option }) => option);
}
