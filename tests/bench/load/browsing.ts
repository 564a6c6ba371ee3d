// Plain HTTP: people who read public pages, and a coordinator who calls the API.
import http from 'node:http';

export type Answer = { status: number; etag: string | undefined; body: string };

export type Asked = {
	path: string;
	method?: 'GET' | 'POST';
	headers?: Record<string, string>;
	body?: object;
};

/** One connection kept open, as browsers keep theirs. */
export class Browsing {
	readonly #port: number;
	readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

	constructor(port: number) {
		this.#port = port;
	}

	ask({ path, method = 'GET', headers = {}, body }: Asked): Promise<Answer> {
		const sent = body === undefined ? undefined : JSON.stringify(body);
		const type = sent === undefined ? {} : { 'content-type': 'application/json' };
		return new Promise((resolve, reject) => {
			const request = http.request(
				{
					host: '127.0.0.1',
					port: this.#port,
					path,
					method,
					agent: this.#agent,
					headers: { ...headers, ...type }
				},
				(response) => {
					const parts: Buffer[] = [];
					response.on('data', (part: Buffer) => parts.push(part));
					response.on('error', reject);
					response.on('end', () =>
						resolve({
							status: response.statusCode ?? 0,
							etag: response.headers.etag,
							body: Buffer.concat(parts).toString('latin1')
						})
					);
				}
			);
			request.on('error', reject);
			request.end(sent);
		});
	}

	close(): void {
		this.#agent.destroy();
	}
}
