// How all that there is on a commitment is narrowed, in an address.
import * as v from 'valibot';
import { acrossQuerySchema } from './across-input.ts';

export const togetherQuerySchema = v.object({
	...acrossQuerySchema.entries,
	organisation: acrossQuerySchema.entries.region
});
