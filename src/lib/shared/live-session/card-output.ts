// The cards of a session, as far as they may be seen.
import * as v from 'valibot';

export const cardsSchema = v.object({});
export type Cards = v.InferOutput<typeof cardsSchema>;
