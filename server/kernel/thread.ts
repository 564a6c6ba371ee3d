// A worker thread that is asked and answers. It starts when it is first spoken to, and again after it has ended.
import { parentPort, Worker, type Transferable, type WorkerOptions } from 'node:worker_threads';

type Said<Message> = { id: number | null; message: Message };
type Told<Answer> =
	{ id: number; answer: Answer } | { id: number; error: { message: string; code?: string } };

export type Thread<Message, Answer> = {
	/** Rejects with what the thread has thrown, or when it ends before it has answered. */
	ask(message: Message, transfer?: readonly Transferable[]): Promise<Answer>;
	/** Says something that has no answer. */
	tell(message: Message, transfer?: readonly Transferable[]): void;
	/** Ends it, if it runs; whoever waits is given the error. */
	end(error: Error): Promise<void>;
	readonly isRunning: boolean;
	/** How many answers are waited for. */
	readonly waiting: number;
};

export type ThreadOptions = {
	/** As it is called in an error. */
	name: string;
	/** The file it runs; see `answerWith`. */
	file: URL;
	options: Pick<WorkerOptions, 'resourceLimits' | 'workerData'>;
	/** Whatever it knew is gone. */
	onEnd?(): void;
};

export function createThread<Message, Answer>(about: ThreadOptions): Thread<Message, Answer> {
	const { name, file, options, onEnd } = about;
	type Waiting = { resolve(answer: Answer): void; reject(error: Error): void };
	const waiting = new Map<number, Waiting>();
	let worker: Worker | undefined;
	let lastId = 0;

	function forget(error: Error): void {
		worker = undefined;
		onEnd?.();
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	}

	function start(): Worker {
		const started = new Worker(file, options);
		started.unref();
		started.on('message', (told: Told<Answer>) => {
			const asked = waiting.get(told.id);
			waiting.delete(told.id);
			if ('answer' in told) asked?.resolve(told.answer);
			else asked?.reject(Object.assign(new Error(told.error.message), told.error));
		});
		started.on('error', (error: unknown) => {
			if (worker === started) forget(error instanceof Error ? error : new Error(String(error)));
		});
		started.on('exit', () => {
			if (worker === started) forget(new Error(`${name} ended`));
		});
		return started;
	}

	function say(said: Said<Message>, transfer: readonly Transferable[]): void {
		worker ??= start();
		worker.postMessage(said, transfer);
	}

	return {
		ask(message, transfer = []) {
			const id = ++lastId;
			return new Promise((resolve, reject) => {
				say({ id, message }, transfer);
				waiting.set(id, { resolve, reject });
			});
		},
		tell(message, transfer = []) {
			say({ id: null, message }, transfer);
		},
		async end(error) {
			const ending = worker;
			forget(error);
			await ending?.terminate();
		},
		get isRunning() {
			return worker !== undefined;
		},
		get waiting() {
			return waiting.size;
		}
	};
}

/** In the thread's own file: does as each message says; the result is the answer, where one is wanted. One that takes
 *  its time should be waited for before the next is said. */
export function answerWith<Message, Answer>(
	carryOut: (message: Message) => Answer | Promise<Answer>
): void {
	const tell = (told: Told<Answer>): void => parentPort?.postMessage(told);
	parentPort?.on('message', ({ id, message }: Said<Message>) => {
		if (id === null) {
			void carryOut(message);
			return;
		}
		const fail = (thrown: unknown): void => tell({ id, error: errorOf(thrown) });
		try {
			const answer = carryOut(message);
			if (answer instanceof Promise) answer.then((done) => tell({ id, answer: done }), fail);
			else tell({ id, answer });
		} catch (thrown) {
			fail(thrown);
		}
	});
}

function errorOf(thrown: unknown): { message: string; code?: string } {
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const { message, code } = error as Error & { code?: string };
	return { message, code };
}
