// The yardsticks, by name.
import type { Case } from './case.ts';
import { cold } from './cold.ts';
import { fanOut } from './fan-out.ts';
import { hostile } from './hostile.ts';
import { kill } from './kill.ts';
import { memory } from './memory.ts';
import { publicPages } from './public.ts';
import { publish } from './publish.ts';
import { sat } from './sat.ts';
import { search } from './search.ts';
import { session } from './session.ts';
import { storm } from './storm.ts';
import { thread } from './thread.ts';
import { week } from './week.ts';

export const cases = {
	week,
	sat,
	'fan-out': fanOut,
	cold,
	storm,
	memory,
	kill,
	hostile,
	publish,
	public: publicPages,
	search,
	thread,
	session
} satisfies Record<string, Case>;

export type CaseName = keyof typeof cases;
export const caseNames = Object.keys(cases) as CaseName[];

/** Cases that repeat themselves, and so need no second run. */
export const onceIsEnough: readonly CaseName[] = ['kill', 'hostile'];
