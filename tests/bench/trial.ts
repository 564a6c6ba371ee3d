// One case on one server, in a process of its own on the load's core: a heap that knows nothing of the last trial.
import { cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { cases } from './cases/cases.ts';
import type { Bench, Outcome } from './cases/case.ts';
import { candidates } from './servers/candidates.ts';
import { RunningServer } from './servers/running.ts';
import { templateIn, type TrialOrder } from './trial-order.ts';

/** Runs it here. */
async function runTrial(order: TrialOrder): Promise<Outcome | null> {
	const candidate = candidates[order.server];
	const servers: RunningServer[] = [];

	function makeFolder(folder: string): string {
		if (candidate.needsDocuments) cpSync(templateIn(order.folder), folder, { recursive: true });
		else mkdirSync(folder, { recursive: true });
		return folder;
	}

	const anyFolder = (): string => mkdtempSync(path.join(order.folder, `${order.server}-`));

	const bench: Bench = {
		candidate,
		sizes: order.sizes,
		freshFolder: () => makeFolder(anyFolder()),
		keptFolder() {
			const folder = path.join(order.folder, `kept-${order.case}-${order.server}`);
			const isNew = !existsSync(folder);
			return { folder: isNew ? makeFolder(folder) : folder, isNew };
		},
		copyOf(folder) {
			const copy = anyFolder();
			cpSync(folder, copy, { recursive: true });
			return copy;
		},
		async start(folder) {
			const server = await RunningServer.start(candidate, folder, order.profile);
			servers.push(server);
			return server;
		}
	};
	try {
		return await cases[order.case](bench);
	} finally {
		for (const server of servers) await server.end();
	}
}

const outcome = await runTrial(JSON.parse(process.argv[2] ?? '') as TrialOrder);
process.stdout.write(JSON.stringify(outcome));
process.exit();
