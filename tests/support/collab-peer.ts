// A person with an editor, in memory: a Y.Doc and its presence on one side of a pair, a room's connection on the
// other. Frames are handed over when the test says so: all, some, or none.
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { messageType, syncType, type PresenceUser } from '#shared/collab-protocol.ts';
import type { Connection } from '#server/domain/collaboration/delivery.ts';
import type { Attachment, Rooms } from '#server/domain/collaboration/rooms.ts';
import {
	presenceMessage,
	Reader,
	step1Message,
	step2Message,
	updateMessage
} from '#server/domain/collaboration/protocol.ts';

export const person = (memberId: string): PresenceUser => ({
	memberId,
	name: `Member ${memberId}`,
	organisation: 'Leeds',
	hand: 1,
	color: 'var(--hand-1)'
});

export class Peer {
	readonly doc: Y.Doc;
	readonly awareness: Awareness;
	readonly memberId: string;
	/** Frames on their way to the server. */
	outgoing: Uint8Array[] = [];
	/** Frames on their way from the server. */
	incoming: Uint8Array[] = [];
	/** Messages of each number that have arrived. */
	readonly arrived: Uint8Array[] = [];
	isSynced = false;
	saved = 0;
	/** Content frames sent on this connection. */
	sent = 0;
	isTrouble = false;
	closed: { code: number; reason: string } | null = null;
	/** What the connection says is unsent. */
	unsent = 0;
	#attachment: Attachment | null = null;

	constructor(memberId: string, doc = new Y.Doc()) {
		this.memberId = memberId;
		this.doc = doc;
		this.awareness = new Awareness(doc);
		this.awareness.setLocalState(null);
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === this || this.#attachment === null) return;
			this.sent++;
			this.outgoing.push(updateMessage(update));
		});
		this.awareness.on('update', (_: unknown, origin: unknown) => {
			if (origin === 'local') this.sendPresence();
		});
	}

	get isConnected(): boolean {
		return this.#attachment !== null;
	}

	/** Opens the document and says what it has, as y-websocket does. False when there is no such document. */
	async connect(
		rooms: Pick<Rooms, 'open'>,
		documentName: string,
		mayWrite = true
	): Promise<boolean> {
		const document = await rooms.open(documentName);
		if (document === null) return false;
		this.outgoing = [];
		this.incoming = [];
		this.isSynced = false;
		this.saved = 0;
		this.sent = 0;
		this.closed = null;
		const connection: Connection = {
			send: (message) => void this.incoming.push(message),
			close: (code, reason) => {
				this.closed = { code, reason };
				this.#attachment = null;
			},
			waiting: () => this.unsent
		};
		this.#attachment = document.join(connection, { mayWrite, user: person(this.memberId) });
		this.outgoing.push(step1Message(Y.encodeStateVector(this.doc)));
		if (this.awareness.getLocalState() !== null) this.sendPresence();
		return true;
	}

	/** The line breaks: whatever is on it is lost. */
	drop(): void {
		const attachment = this.#attachment;
		this.#attachment = null;
		this.outgoing = [];
		this.incoming = [];
		attachment?.left();
	}

	destroy(): void {
		this.drop();
		this.awareness.destroy();
		this.doc.destroy();
	}

	sendPresence(): void {
		this.outgoing.push(presenceMessage(encodeAwarenessUpdate(this.awareness, [this.doc.clientID])));
	}

	/** A frame of the test's own making. */
	send(frame: Uint8Array): void {
		this.#attachment?.receive(frame);
	}

	/** Hands over up to `count` frames to the server. */
	deliver(count = Infinity): number {
		let delivered = 0;
		while (delivered < count && this.outgoing.length > 0 && this.#attachment !== null) {
			const frame = this.outgoing.shift();
			if (frame !== undefined) this.#attachment.receive(frame);
			delivered++;
		}
		return delivered;
	}

	/** Takes up to `count` frames from the server. */
	take(count = Infinity): number {
		let taken = 0;
		while (taken < count && this.incoming.length > 0) {
			const frame = this.incoming.shift();
			if (frame !== undefined) this.#read(frame);
			taken++;
		}
		return taken;
	}

	/** Frames of this number that have arrived, or are about to. */
	frames(type: number): Uint8Array[] {
		return [...this.arrived, ...this.incoming].filter((frame) => frame[0] === type);
	}

	type(text: string, at?: number, field = 'text'): void {
		const target = this.doc.getText(field);
		target.insert(at ?? target.length, text);
	}

	text(field = 'text'): string {
		return this.doc.getText(field).toJSON();
	}

	#read(frame: Uint8Array): void {
		this.arrived.push(frame);
		const reader = new Reader(frame);
		switch (reader.varUint()) {
			case messageType.sync: {
				const step = reader.varUint();
				const payload = reader.varBytes();
				if (step === syncType.step1) {
					this.sent++;
					this.outgoing.push(step2Message(Y.encodeStateAsUpdate(this.doc, payload)));
				} else {
					Y.applyUpdate(this.doc, payload, this);
					if (step === syncType.step2) this.isSynced = true;
				}
				break;
			}
			case messageType.awareness:
				applyAwarenessUpdate(this.awareness, reader.varBytes(), this);
				break;
			case messageType.saved:
				this.saved = reader.varUint();
				break;
			case messageType.saveTrouble:
				this.isTrouble = reader.varUint() === 1;
				break;
		}
	}
}
