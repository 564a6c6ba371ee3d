// Breakout rooms: one's own room and one's own call are one's own; the rest is for facilitators.
import { newId } from '#server/kernel/ids.ts';
import { minute, second } from '#shared/live-session/clock.ts';
import type { roomCommands as family } from '#shared/live-session/room-commands.ts';
import type { CommandOf } from '#shared/live-session-input.ts';
import { assignRooms } from './breakouts.ts';
import { step, type Handlers } from './handlers.ts';
import { currentItem } from './run.ts';

const [facilitate, takePart] = ['live-session.facilitate', 'live-session.take-part'] as const;

type Family = CommandOf<typeof family>;
type OpenRooms = Extract<Family, { type: 'open-rooms' }>;

export const roomCommands: Handlers<Family> = {
	'open-rooms': step<OpenRooms>(
		facilitate,
		({ rooms, task, minutes, way, together, personIds }, { run, now }) => {
			const people = run.people.filter(({ id }) =>
				personIds === undefined ? !run.facilitatorIds.includes(id) : personIds.includes(id)
			);
			const placed =
				way === 'choice'
					? []
					: assignRooms(people, rooms.length, way, together, () => Math.random());
			return {
				type: 'open-rooms',
				breakout: {
					id: newId(),
					itemId: currentItem(run)?.id ?? null,
					task,
					closesAt: now + minutes * minute,
					mayChoose: way === 'choice',
					rooms: rooms.map((title, index) => ({
						id: newId(),
						title,
						personIds: placed[index] ?? [],
						calledAt: null
					}))
				}
			};
		}
	),
	'choose-room': step<Extract<Family, { type: 'choose-room' }>>(takePart, ({ roomId }, { by }) => ({
		type: 'put-in-room',
		personId: by,
		roomId,
		isOwn: true
	})),
	'put-in-room': step<Extract<Family, { type: 'put-in-room' }>>(
		facilitate,
		({ personId, roomId }) => ({ type: 'put-in-room', personId, roomId, isOwn: false })
	),
	'call-facilitator': step<Extract<Family, { type: 'call-facilitator' }>>(
		takePart,
		({ isNeeded }, { by }) => ({ type: 'call-facilitator', personId: by, isNeeded })
	),
	'answer-call': step(facilitate, (command) => command),
	'extend-rooms': step<Extract<Family, { type: 'extend-rooms' }>>(facilitate, ({ minutes }) => ({
		type: 'move-closing',
		by: minutes * minute
	})),
	'close-rooms': step<Extract<Family, { type: 'close-rooms' }>>(facilitate, ({ seconds }) => ({
		type: 'close-rooms',
		in: seconds * second
	}))
};
