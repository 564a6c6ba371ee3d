// The breakout rooms.
import * as v from 'valibot';

export const roomsSchema = v.object({});
export type Rooms = v.InferOutput<typeof roomsSchema>;
