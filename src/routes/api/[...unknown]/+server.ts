// Any other address of the API: the answer a script expects, not a page.
import type { RequestHandler } from './$types';
import { problemResponse } from '$lib/server/problem.ts';

export const fallback: RequestHandler = () => problemResponse('not-found');
