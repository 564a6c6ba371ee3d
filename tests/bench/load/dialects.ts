// What differs between the servers on the wire: how a client begins, and how it learns that its updates are saved.
import { ByteWriter, type ByteReader } from './bytes.ts';
import type { Connection } from './connection.ts';

export type Dialect = {
	/** What every message begins with. */
	prefix(room: string): Buffer;
	/** The handshake is done. */
	begin(connection: Connection, room: string): void;
	/** It tells its clients what is saved. */
	saysSaved: boolean;
	/** A message that is no sync message. @returns how many updates of this connection are called saved, if it says. */
	read(connection: Connection, type: number, reader: ByteReader): number | undefined;
};

const noPrefix = Buffer.alloc(0);

/** A server that only passes frames on: there is nothing to wait for. */
export const relayDialect: Dialect = {
	prefix: () => noPrefix,
	begin: (connection) => connection.markSynced(),
	saysSaved: false,
	read: () => undefined
};

export const yWebsocketDialect: Dialect = {
	prefix: () => noPrefix,
	begin: (connection) => connection.ask(),
	saysSaved: false,
	read: () => undefined
};

/** y-websocket's, with the message 100 of SPEC C31: so many content frames are on the disk. */
export const workspaceDialect: Dialect = {
	...yWebsocketDialect,
	saysSaved: true,
	read: (_connection, type, reader) => (type === 100 ? reader.uint() : undefined)
};

const authMessage = 2;
const syncStatus = 8;

/** Hocuspocus' own: the room's name before each message, a sign-in, one acknowledgement per update. */
export const hocuspocusDialect = (): Dialect => {
	const saved = new WeakMap<Connection, number>();
	return {
		prefix: (room) => new ByteWriter().text(room).done(),
		begin: (connection) =>
			connection.send(
				new ByteWriter().byte(authMessage).byte(0).text('token').text('4.7.0').done()
			),
		saysSaved: true,
		read(connection, type, reader) {
			if (type === authMessage) {
				// 1 is a refusal; everybody is let in here.
				if (reader.uint() === 2) connection.ask();
			} else if (type === syncStatus && reader.uint() === 1) {
				const count = (saved.get(connection) ?? 0) + 1;
				saved.set(connection, count);
				return count;
			}
			return undefined;
		}
	};
};
