// The polls of a session, as far as they may be seen.
import * as v from 'valibot';

export const pollsSchema = v.object({});
export type Polls = v.InferOutput<typeof pollsSchema>;
