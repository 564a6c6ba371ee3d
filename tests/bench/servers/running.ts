// One server process under measurement: started on its own core, watched from outside, ended without mercy.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { freePort } from '../../support/app.ts';
import { onCore } from '../machine.ts';
import type { Target } from '../load/connection.ts';
import { delay } from '../load/waiting.ts';
import { repository, type Candidate } from './candidates.ts';
import { cpuTime, residentMB } from './process-figures.ts';

const startingTime = 60_000;
/** Less CPU than this (ms) in half a second is idling. */
const idling = 10;

export class RunningServer {
	readonly target: Target;
	readonly #child: ChildProcess;
	readonly #logFile: string;
	readonly #isProfiled: boolean;

	private constructor(child: ChildProcess, target: Target, logFile: string, isProfiled: boolean) {
		this.#child = child;
		this.target = target;
		this.#logFile = logFile;
		this.#isProfiled = isProfiled;
	}

	/**
	 * Starts it over `folder` and waits until it can work.
	 * @param profile folder for its CPU profiles, one a thread, written at `end`.
	 */
	static async start(
		candidate: Candidate,
		folder: string,
		profile: string | null
	): Promise<RunningServer> {
		const port = await freePort();
		const logFile = path.join(folder, 'server.log');
		const log = openSync(logFile, 'a');
		const profiling =
			profile === null
				? []
				: [
						'--cpu-prof',
						`--cpu-prof-dir=${path.join(profile, candidate.name)}`,
						`--import=${path.join(import.meta.dirname, 'profile.ts')}`
					];
		const [command, ...args] = onCore('server', [process.execPath, ...profiling, candidate.script]);
		const child = spawn(command ?? '', args, {
			cwd: repository,
			env: {
				PATH: process.env['PATH'],
				NODE_ENV: 'production',
				...candidate.environment(port, folder)
			},
			stdio: ['ignore', log, log]
		});
		closeSync(log);
		const target = { port, dialect: candidate.dialect(), ...candidate.target(folder) };
		const server = new RunningServer(child, target, logFile, profile !== null);
		await server.#ready(candidate.readyPath);
		return server;
	}

	get isUp(): boolean {
		return this.#child.exitCode === null && this.#child.signalCode === null;
	}

	/** CPU (ms) it has used. */
	cpu(): number {
		return cpuTime(this.#pid);
	}

	residentMB(): number {
		return this.isUp ? residentMB(this.#pid) : NaN;
	}

	/** Waits until it has idled for `quiet` ms: what it puts off is done. */
	async settle(quiet = 3_000): Promise<void> {
		let before = this.cpu();
		for (let idleFor = 0; idleFor < quiet && this.isUp;) {
			await delay(500);
			const now = this.cpu();
			idleFor = now - before > idling ? 0 : idleFor + 500;
			before = now;
		}
	}

	/** As a power cut would, to the process at least. */
	async kill(): Promise<void> {
		await this.#end('SIGKILL');
	}

	/** The same, unless it has a profile to write. */
	async end(): Promise<void> {
		await this.#end(this.#isProfiled ? 'SIGUSR2' : 'SIGKILL');
	}

	async #end(signal: NodeJS.Signals): Promise<void> {
		if (!this.isUp) return;
		const exited = once(this.#child, 'exit');
		this.#child.kill(signal);
		await exited;
	}

	get #pid(): number {
		if (this.#child.pid === undefined) throw new Error('it did not start');
		return this.#child.pid;
	}

	async #ready(readyPath: string | undefined): Promise<void> {
		const end = performance.now() + startingTime;
		while (!(await this.#answers(readyPath))) {
			if (!this.isUp || performance.now() > end) {
				throw new Error(`it did not start:\n${readFileSync(this.#logFile, 'utf8').slice(-2_000)}`);
			}
			await delay(25);
		}
	}

	async #answers(readyPath: string | undefined): Promise<boolean> {
		const { port } = this.target;
		if (readyPath === undefined) return accepts(port);
		return fetch(`http://127.0.0.1:${port}${readyPath}`).then(
			({ ok }) => ok,
			() => false
		);
	}
}

function accepts(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect({ port, host: '127.0.0.1' });
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}
