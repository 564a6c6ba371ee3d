// One question of a polling line, put over HTTP.
import * as v from 'valibot';
import { closeCode } from '#shared/collab-protocol.ts';
import {
	exchangeOutputSchema,
	exchangePath,
	type ExchangeInput,
	type ExchangeOutput
} from '#shared/exchange.ts';

/** After this long (ms) no answer is waited for. */
const patience = 8_000;

/** Close code for what only an answer over HTTP can say: no such document, or no longer for this member. */
export const notAvailable = 4404;

/** What a refusal of the API means for the line, as a close code. */
const refusals: Readonly<Record<number, number>> = {
	401: closeCode.signedOut,
	404: notAvailable,
	409: closeCode.editorTooOld
};

/** @throws when no answer came, or one that is not the workspace's own (a proxy's page, a server that is starting) */
export async function askExchange(
	documentName: string,
	question: ExchangeInput
): Promise<ExchangeOutput> {
	const response = await fetch(exchangePath(documentName), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(question),
		cache: 'no-store',
		// A good-bye is said while the page goes away.
		keepalive: question.leaves,
		signal: AbortSignal.timeout(patience)
	});
	const isProblem = response.headers.get('content-type') === 'application/problem+json';
	const code = isProblem ? refusals[response.status] : undefined;
	if (code !== undefined) {
		const { line = '', turn } = question;
		return { line, turn, frames: [], closed: { code, reason: 'refused' } };
	}
	if (!response.ok) throw new Error(`the exchange answered ${response.status}`);
	return v.parse(exchangeOutputSchema, await response.json());
}
