// The figures of /metrics: what the collaboration engine reports as it happens, and what is asked for at the moment
// of reading.
import {
	collectDefaultMetrics,
	Counter,
	Gauge,
	Histogram,
	Registry,
	type RegistryContentType
} from 'prom-client';
import { closeCode } from '#shared/collab-protocol.ts';
import type { EngineObserver } from '#server/domain/collaboration/observer.ts';

/** Figures of this moment by metric name, with a line of help each. */
export type Gauges = Record<string, { help: string; value: number }>;

export type Metrics = {
	/** To be handed to the engine. */
	readonly observer: EngineObserver;
	readonly contentType: RegistryContentType;
	/** All figures in Prometheus's form. */
	read(gauges: Gauges): Promise<string>;
};

/** A closed list, so that no client can invent labels. */
const reasons: Readonly<Record<number, string>> = {
	401: 'not-signed-in',
	403: 'wrong-origin',
	404: 'not-found',
	409: 'editor-too-old',
	500: 'internal',
	503: 'door-crowded',
	1002: 'broken-frame',
	1011: 'internal',
	[closeCode.frameTooBig]: 'frame-too-big',
	[closeCode.restarting]: 'restarting',
	[closeCode.overloaded]: 'overloaded',
	[closeCode.notTheProtocol]: 'not-the-protocol',
	[closeCode.signedOut]: 'signed-out',
	[closeCode.accessChanged]: 'access-changed',
	[closeCode.editorTooOld]: 'editor-too-old',
	[closeCode.tooFast]: 'too-fast'
};

/** From a fast disk's tenth of a millisecond to one that has stopped answering. */
const commitBuckets = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2, 10];
const foldBuckets = [0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 30];

/** A registry of its own for each server, with Node's usual figures. */
export function createMetrics(): Metrics {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry });
	const gauges = new Map<string, Gauge>();
	const updates = new Counter({
		name: 'workspace_updates_total',
		help: 'Updates of documents written to the disk',
		registers
	});
	const updateBytes = new Counter({
		name: 'workspace_update_bytes_total',
		help: 'Bytes of the updates written to the disk',
		registers
	});
	const commits = new Histogram({
		name: 'workspace_commit_seconds',
		help: 'Time a group of updates took to be on the disk',
		buckets: commitBuckets,
		registers
	});
	const commitFailures = new Counter({
		name: 'workspace_commit_failures_total',
		help: 'Writes that failed; each is tried again until it succeeds',
		registers
	});
	const folds = new Histogram({
		name: 'workspace_fold_seconds',
		help: 'Time it took to fold a document’s updates into a new snapshot',
		buckets: foldBuckets,
		registers
	});
	const foldFailures = new Counter({
		name: 'workspace_fold_failures_total',
		help: 'Foldings that failed; the document keeps its longer tail of updates',
		registers
	});
	const refusals = new Counter({
		name: 'workspace_refusals_total',
		help: 'Sockets turned away at the door or closed, by reason',
		labelNames: ['reason'],
		registers
	});

	return {
		observer: {
			committed(count, bytes, seconds) {
				updates.inc(count);
				updateBytes.inc(bytes);
				commits.observe(seconds);
			},
			commitFailed: () => commitFailures.inc(),
			folded(seconds, hasFailed) {
				if (hasFailed) foldFailures.inc();
				else folds.observe(seconds);
			},
			refused: (code) => refusals.inc({ reason: reasons[code] ?? 'other' })
		},
		contentType: registry.contentType,
		read(figures) {
			for (const [name, { help, value }] of Object.entries(figures)) {
				const gauge = gauges.get(name) ?? new Gauge({ name, help, registers });
				gauges.set(name, gauge);
				gauge.set(value);
			}
			return registry.metrics();
		}
	};
}
