// The command line of `npm run bench`.
import { parseArgs } from 'node:util';
import { caseNames, type CaseName } from './cases/cases.ts';
import { candidates, type CandidateName } from './servers/candidates.ts';

export const usage = `npm run bench -- [options]
  --quick            under three minutes: shorter, once, the dearer cases on ours and hocuspocus only
  --only a,b         of: ${caseNames.join(', ')}
  --servers a,b      of: ${Object.keys(candidates).join(', ')}
  --runs n           how often each case is run (3)
  --keep             put what --only or --servers measured into today's results, and into the page
  --profile FOLDER   write a CPU profile of each server there
  --stores           compare ways to write the log instead
  --report FILE      make docs/performance.md from earlier results instead
`;

export type Options = {
	isQuick: boolean;
	cases: readonly CaseName[];
	servers: readonly CandidateName[];
	/** The figures go into tests/bench/results, those of a full bench into docs/performance.md as well. */
	isKept: boolean;
	runs: number;
	profile: string | null;
	stores: boolean;
	report: string | null;
};

/** @throws with the usage when it is not understood. */
export function readOptions(args: readonly string[]): Options {
	const { values } = parseArgs({
		args: [...args],
		options: {
			quick: { type: 'boolean', default: false },
			only: { type: 'string' },
			servers: { type: 'string' },
			runs: { type: 'string' },
			keep: { type: 'boolean', default: false },
			profile: { type: 'string' },
			stores: { type: 'boolean', default: false },
			report: { type: 'string' }
		}
	});
	const runs = Number(values.runs ?? (values.quick ? 1 : 3));
	if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs}\n\n${usage}`);
	return {
		isQuick: values.quick,
		cases: pick(values.only, caseNames),
		servers: pick(values.servers, Object.keys(candidates) as CandidateName[]),
		isKept: values.keep || (values.only === undefined && values.servers === undefined),
		runs,
		profile: values.profile ?? null,
		stores: values.stores,
		report: values.report ?? null
	};
}

/** The names in a list, in the order they are known in; all of them when there is no list. */
function pick<Name extends string>(list: string | undefined, known: readonly Name[]): Name[] {
	const wanted = list?.split(',') ?? known;
	const unknown = wanted.filter((name) => !known.some((each) => each === name));
	if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(', ')}\n\n${usage}`);
	return known.filter((name) => wanted.includes(name));
}
