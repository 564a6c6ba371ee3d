// An edition of the convenor's synthesis, as it was published.
import { readSynthesis } from '../../read-synthesis.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = (event) =>
	readSynthesis(event, event.params.number, event.params.edition);
