// What the convenor drew out of a round's reports, at the address it keeps.
import { readSynthesis } from './read-synthesis.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = (event) => readSynthesis(event, event.params.number);
