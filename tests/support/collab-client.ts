// A stock y-websocket client against the running server, with a count of what the server has called saved.
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { messageType, syncType } from '#shared/collab-protocol.ts';
import type { RunningApp } from './app.ts';

export type CollabClient = {
	doc: Y.Doc;
	provider: WebsocketProvider;
	/** Of what was numbered by `mark`, how much stands in frames that the server called saved. */
	saved(): number;
	/** Ends it for good. */
	destroy(): void;
};

/** @param mark how much this client has written by now; asked each time a content frame leaves */
export function collabClient(
	app: RunningApp,
	token: string,
	documentName: string,
	mark: () => number = () => 0
): CollabClient {
	let frames: number[] = [];
	let saved = 0;

	class CountingSocket extends WebSocket {
		constructor(url: string, protocols?: string[]) {
			super(url, protocols, { headers: { authorization: `Bearer ${token}` } });
			frames = [];
			this.on('error', () => undefined);
		}
		override send(data: Uint8Array): void {
			if (data[0] === messageType.sync && data[1] !== syncType.step1) frames.push(mark());
			super.send(data);
		}
	}

	const doc = new Y.Doc();
	const provider = new WebsocketProvider(`${app.wsOrigin}/collab`, documentName, doc, {
		disableBc: true,
		maxBackoffTime: 200,
		WebSocketPolyfill: CountingSocket as never
	});
	provider.messageHandlers[messageType.saved] = (_, decoder) => {
		const count = decoding.readVarUint(decoder);
		saved = Math.max(saved, frames[count - 1] ?? 0);
	};
	provider.messageHandlers[messageType.saveTrouble] = (_, decoder) => {
		decoding.readVarUint(decoder);
	};
	return {
		doc,
		provider,
		saved: () => saved,
		destroy() {
			provider.destroy();
			doc.destroy();
		}
	};
}

/** Waits until `isSo`, looking again at each change of the document or the connection. */
export function until(client: CollabClient, isSo: () => boolean): Promise<void> {
	return new Promise((resolve) => {
		function look(): void {
			if (!isSo()) return;
			clearInterval(timer);
			client.doc.off('update', look);
			client.provider.off('sync', look);
			resolve();
		}
		// What the server calls saved comes without an event of the client's.
		const timer = setInterval(look, 20);
		client.doc.on('update', look);
		client.provider.on('sync', look);
		look();
	});
}

/** A new document that leads and drafters of Leeds write: the text of a learning note. */
export async function newDocument(app: RunningApp, token: string): Promise<string> {
	const response = await fetch(`${app.origin}/api/v1/notes`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			title: 'A note for a test',
			visibility: 'pledge-makers',
			commitments: []
		})
	});
	const note = (await response.json()) as { documentName: string };
	return note.documentName;
}
