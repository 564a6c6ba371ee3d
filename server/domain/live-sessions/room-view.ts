import type { Rooms } from '#shared/live-session/room-output.ts';
import type { Run } from './run.ts';

export const toRooms = ({ breakouts }: Run): Rooms => ({
	breakouts: breakouts.map((breakout) => ({
		...breakout,
		rooms: breakout.rooms.map((room) => ({ ...room, personIds: [...room.personIds] }))
	}))
});
