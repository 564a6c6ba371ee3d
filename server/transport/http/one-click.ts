// A mail program turns mails off by itself (RFC 8058): it posts a form from nowhere, without cookie and Origin, which
// SvelteKit takes for a forged one. The page at the same address is for people.
import type { IncomingMessage, ServerResponse } from 'node:http';

const address = /^\/unsubscribe\/([\w.-]{1,200})$/;
const wanted = 'List-Unsubscribe=One-Click';
/** As a form, or in the parts of one. */
const longestBody = 1_000;

async function bodyOf(request: IncomingMessage): Promise<string> {
	let body = '';
	for await (const part of request) {
		body += String(part);
		if (body.length > longestBody) return '';
	}
	return body;
}

const saysSo = (body: string): boolean =>
	body === wanted || /name="List-Unsubscribe"\s+One-Click\s/.test(body);

/** @param turnOff throws where the token is none of ours
 *  @returns whether it was such a request; it is answered then */
export function createOneClick(turnOff: (token: string) => Promise<void>) {
	return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
		const token = request.method === 'POST' ? address.exec(request.url ?? '')?.[1] : undefined;
		if (token === undefined) return false;
		const headers = { 'content-type': 'text/plain; charset=utf-8' };
		if (!saysSo(await bodyOf(request))) {
			response.writeHead(400, headers).end(`Send ${wanted}.\n`);
			return true;
		}
		try {
			await turnOff(token);
			response.writeHead(200, headers).end('These mails are turned off.\n');
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'not-found')) throw error;
			response.writeHead(404, headers).end('Not found\n');
		}
		return true;
	};
}
