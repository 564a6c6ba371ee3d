// What is done with breakout rooms.
import * as v from 'valibot';
import { command, idSchema, line, words } from './command.ts';
import { mostRooms } from './room-limits.ts';

const minutesOpen = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240));

export const roomCommands = [
	command('open-rooms', {
		rooms: v.pipe(
			v.array(line('Name the room.', 80)),
			v.minLength(1, 'Open at least one room.'),
			v.maxLength(mostRooms, `Open at most ${mostRooms} rooms.`),
			v.description('What each room is called')
		),
		task: v.optional(words(1000), ''),
		minutes: minutesOpen,
		way: v.pipe(
			v.optional(v.picklist(['random', 'mixed', 'choice']), 'random'),
			v.description(
				'By chance; by chance with the people of one organisation apart; or everybody chooses'
			)
		),
		together: v.pipe(
			v.optional(v.pipe(v.array(v.pipe(v.array(idSchema), v.maxLength(12))), v.maxLength(100)), []),
			v.description('People who stay in one room')
		),
		personIds: v.pipe(
			v.optional(v.array(idSchema)),
			v.description('Who is put into rooms; left out: everybody who has come but facilitators')
		)
	}),
	command('choose-room', { roomId: idSchema }),
	command('put-in-room', { personId: idSchema, roomId: idSchema }),
	command('call-facilitator', { isNeeded: v.optional(v.boolean(), true) }),
	command('answer-call', { roomId: idSchema }),
	command('extend-rooms', {
		minutes: v.pipe(v.optional(v.number(), 5), v.integer(), v.minValue(-60), v.maxValue(120))
	}),
	command('close-rooms', {
		seconds: v.pipe(
			v.optional(v.number(), 60),
			v.integer(),
			v.minValue(0),
			v.maxValue(600),
			v.description('From now; people are told at once, and again half a minute before')
		)
	})
] as const;
