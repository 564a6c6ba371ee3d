// The polls as the screens of a session show them: results when they are closed, to everybody once they are shown.
import type { PollResult } from '#shared/poll-output.ts';
import type { Polls } from '#shared/live-session/poll-output.ts';
import { readOptions } from './poll-commands.ts';
import type { Audience, Beside } from './session-view.ts';

export const toPolls = ({ polls, ballotCounts }: Beside, audience: Audience): Polls =>
	polls.map((poll) => ({
		id: poll.id,
		itemId: poll.item_id,
		kind: poll.kind,
		question: poll.question,
		options: readOptions(poll),
		isAnonymous: poll.is_anonymous === 1,
		isOpen: poll.closed_at === null,
		isShown: poll.is_shown === 1,
		voted: ballotCounts.get(poll.id) ?? 0,
		result:
			poll.result !== null && (audience === 'facilitators' || poll.is_shown === 1)
				? (JSON.parse(poll.result) as PollResult)
				: null
	}));
