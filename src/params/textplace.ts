// Where texts with a history are found: reports and a round's synthesis under one, learning notes under the other.
import type { ParamMatcher } from '@sveltejs/kit';

export const match = ((param): param is 'reports' | 'learning' =>
	param === 'reports' || param === 'learning') satisfies ParamMatcher;
