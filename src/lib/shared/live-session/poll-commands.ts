// What is done with polls in the room.
import * as v from 'valibot';
import { mostOptions, voteSchema } from '../poll-input.ts';
import { command, idSchema, line } from './command.ts';
import { sessionPollKinds } from './poll-kinds.ts';

const pollId = v.pipe(v.optional(idSchema), v.description('Left out: the one poll that is open'));

export const pollCommands = [
	command('open-poll', {
		pollId: v.pipe(v.optional(v.pipe(v.string(), v.uuid())), v.description('New')),
		itemId: v.pipe(
			v.optional(v.nullable(idSchema), null),
			v.description('The item it belongs to; left out: the one that is under way')
		),
		kind: v.picklist(sessionPollKinds, 'Choose how the poll asks.'),
		question: line('Write what the poll asks.', 300),
		options: v.pipe(
			v.optional(v.array(line('An option needs words.', 200)), []),
			v.maxLength(mostOptions, `A poll can have at most ${mostOptions} options.`),
			v.check(
				(options) => new Set(options.map((option) => option.toLowerCase())).size === options.length,
				'Name each option once.'
			),
			v.description(
				'In order; of a scale the words of its steps; none for "temperature" and "consent"'
			)
		),
		isAnonymous: v.optional(v.boolean(), false)
	}),
	command('cast-vote', { pollId, ...voteSchema.entries }),
	command('close-poll', { pollId }),
	command('show-poll', { pollId: idSchema, isShown: v.optional(v.boolean(), true) })
] as const;
