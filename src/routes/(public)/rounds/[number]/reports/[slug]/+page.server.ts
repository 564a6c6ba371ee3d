// A published report at the address it keeps, in its newest edition.
import { pageOf } from './report-of.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = async (event) => ({ report: await pageOf(event) });
