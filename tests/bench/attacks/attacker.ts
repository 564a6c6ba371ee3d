// The process an attack comes from: the two who type meanwhile must not be held up by the making of it.
import os from 'node:os';
import { bystanderRoom } from '../load/bystanders.ts';
import { candidates, type CandidateName } from '../servers/candidates.ts';
import { attacks, type AttackName } from './attacks.ts';

export type AttackOrder = {
	attack: AttackName;
	server: CandidateName;
	port: number;
	folder: string;
	/** Client id of somebody who has typed there. */
	victim: number;
};

const order = JSON.parse(process.argv[2] ?? '') as AttackOrder;
const candidate = candidates[order.server];
const target = {
	port: order.port,
	dialect: candidate.dialect(),
	...candidate.target(order.folder)
};
// It shares the load's core with them.
os.setPriority(os.constants.priority.PRIORITY_LOW);
await attacks[order.attack]({ target, room: bystanderRoom, victim: order.victim });
process.exit();
