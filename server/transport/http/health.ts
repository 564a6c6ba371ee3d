// What watchers of the service ask: is it up, is it ready, how is it.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gauges, Metrics } from './metrics.ts';

export type HealthDeps = {
	version: string;
	metricsToken: string | undefined;
	/** Whether the database answers; false before the migrations are done. */
	isReady(): Promise<boolean>;
	metrics: Pick<Metrics, 'read' | 'contentType'>;
	/** Figures of this moment. */
	gauges(): Promise<Gauges>;
};

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Answers /healthz, /readyz and /metrics. The function says whether the request was one of these. */
export function createHealth(deps: HealthDeps) {
	function mayReadMetrics(request: IncomingMessage): boolean {
		const given = Buffer.from(request.headers.authorization ?? '');
		const wanted = Buffer.from(`Bearer ${deps.metricsToken ?? ''}`);
		if (deps.metricsToken !== undefined && given.length === wanted.length) {
			if (timingSafeEqual(given, wanted)) return true;
		}
		// Behind a proxy every request comes from loopback: then only the token counts.
		const isForwarded = request.headers['x-forwarded-for'] !== undefined;
		return !isForwarded && loopback.has(request.socket.remoteAddress ?? '');
	}

	function send(response: ServerResponse, status: number, type: string, body: string): void {
		response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
		response.end(body);
	}

	return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
		const path = (request.url ?? '').split('?', 1)[0];
		switch (path) {
			case '/healthz':
				send(
					response,
					200,
					'application/json',
					JSON.stringify({ status: 'ok', version: deps.version })
				);
				return true;
			case '/readyz': {
				const isReady = await deps.isReady();
				const body = JSON.stringify({ status: isReady ? 'ready' : 'starting' });
				send(response, isReady ? 200 : 503, 'application/json', body);
				return true;
			}
			case '/metrics':
				if (mayReadMetrics(request)) {
					const { contentType } = deps.metrics;
					send(response, 200, contentType, await deps.metrics.read(await deps.gauges()));
				} else {
					send(response, 404, 'text/plain; charset=utf-8', 'Not found');
				}
				return true;
			default:
				return false;
		}
	};
}
