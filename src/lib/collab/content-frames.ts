// Which of the frames that leave on a collaboration socket carry text. The server counts the same ones and answers
// with how many are on its disk (#shared/collab-protocol.ts, `saved`).
import * as decoding from 'lib0/decoding';
import { messageType, syncType } from '#shared/collab-protocol.ts';

/** What a frame carries: everything the server lacked (sync step 2), one change (update), or no text. */
export function contentOf(frame: Uint8Array): 'everything' | 'change' | null {
	const decoder = decoding.createDecoder(frame);
	if (decoding.readVarUint(decoder) !== messageType.sync) return null;
	switch (decoding.readVarUint(decoder)) {
		case syncType.step2:
			return 'everything';
		case syncType.update:
			return 'change';
		default:
			return null;
	}
}

/** A WebSocket that tells about each content frame once it has been handed to the browser. */
export function countingWebSocket(
	onContent: (carries: 'everything' | 'change') => void
): typeof WebSocket {
	return class extends WebSocket {
		override send(data: Parameters<WebSocket['send']>[0]): void {
			super.send(data);
			if (!(data instanceof Uint8Array)) return;
			const carries = contentOf(data);
			if (carries !== null) onContent(carries);
		}
	};
}
