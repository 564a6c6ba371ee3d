// What the kernel says of a process: every thread of it, and the kernel's work on its behalf.
import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc; 100 on every Linux of today. */
const ticksPerSecond = 100;

/** CPU time (ms) so far, in steps of 10. */
export function cpuTime(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// After the name, which may hold anything.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** Memory (MB) it holds now. */
export const residentMB = (pid: number): number => memory(pid, 'VmRSS');

function memory(pid: number, name: string): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? NaN) / 1024;
}
