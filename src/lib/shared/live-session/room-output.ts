// Breakout rooms, as screens show them.
import * as v from 'valibot';
import { momentSchema } from './course-output.ts';

const roomSchema = v.object({
	id: v.string(),
	title: v.string(),
	personIds: v.array(v.string()),
	calledAt: v.pipe(
		v.nullable(momentSchema),
		v.description('Since when somebody of the room has asked for a facilitator')
	)
});
export type BreakoutRoom = v.InferOutput<typeof roomSchema>;

const breakoutSchema = v.object({
	id: v.string(),
	itemId: v.nullable(v.string()),
	task: v.string(),
	openedAt: momentSchema,
	closesAt: v.pipe(momentSchema, v.description('The rooms are open until then')),
	mayChoose: v.pipe(v.boolean(), v.description('People choose their room')),
	rooms: v.array(roomSchema)
});
export type Breakout = v.InferOutput<typeof breakoutSchema>;

export const roomsSchema = v.object({
	breakouts: v.pipe(
		v.array(breakoutSchema),
		v.description('Every time that people went into rooms, the last one last')
	)
});
export type Rooms = v.InferOutput<typeof roomsSchema>;
