// One edition of a published report: its words, its signatures and its fingerprint stay as they were.
import { pageOf } from '../../report-of.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = async (event) => ({ report: await pageOf(event) });
