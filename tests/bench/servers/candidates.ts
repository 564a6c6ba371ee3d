// The servers that are compared: ours as it is started anywhere, its peers as their makers hand them out.
import path from 'node:path';
import {
	hocuspocusDialect,
	relayDialect,
	workspaceDialect,
	yWebsocketDialect,
	type Dialect
} from '../load/dialects.ts';
import type { Target } from '../load/connection.ts';
import { readPrepared } from './prepared.ts';

export type CandidateName = 'ours' | 'hocuspocus' | 'y-websocket' | 'relay';

export type Candidate = {
	name: CandidateName;
	/** Script for Node. */
	script: string;
	environment(port: number, folder: string): Record<string, string>;
	/** Answers 200 when it can work; without it, an open port has to do. */
	readyPath?: string;
	/** Keeps what is written to it. */
	isDurable: boolean;
	/** Says an edit is taken before it is on the disk, and writes it some seconds later. */
	savesLater: boolean;
	/** Its documents have to be there before they are written in. */
	needsDocuments: boolean;
	dialect(): Dialect;
	/** Where its rooms are, and who knocks. */
	target(folder: string): Pick<Target, 'pathOf' | 'headers'>;
};

export const repository = path.resolve(import.meta.dirname, '../../..');

const anyRoom = (): Pick<Target, 'pathOf' | 'headers'> => ({
	pathOf: (room) => `/${room}`,
	headers: {}
});

export const candidates: Record<CandidateName, Candidate> = {
	ours: {
		name: 'ours',
		script: path.join(repository, 'server/main.ts'),
		environment: (port, folder) => ({
			PORT: String(port),
			HOST: '127.0.0.1',
			DATA_DIR: folder,
			LOG_LEVEL: 'warn'
		}),
		readyPath: '/readyz',
		isDurable: true,
		savesLater: false,
		needsDocuments: true,
		dialect: () => workspaceDialect,
		target(folder) {
			const prepared = readPrepared(folder);
			return {
				pathOf: (room) => `/collab/${prepared.documents[room] ?? room}`,
				headers: { Authorization: `Bearer ${prepared.token}` }
			};
		}
	},
	hocuspocus: {
		name: 'hocuspocus',
		script: path.join(import.meta.dirname, 'hocuspocus.ts'),
		environment: (port, folder) => ({
			PORT: String(port),
			DATABASE: path.join(folder, 'hocuspocus.sqlite')
		}),
		isDurable: true,
		savesLater: true,
		needsDocuments: false,
		dialect: hocuspocusDialect,
		// The room's name is in each message.
		target: () => ({ pathOf: () => '/', headers: {} })
	},
	'y-websocket': {
		name: 'y-websocket',
		script: path.join(repository, 'node_modules/y-websocket-2/bin/server.cjs'),
		environment: (port, folder) => ({
			PORT: String(port),
			HOST: '127.0.0.1',
			YPERSISTENCE: path.join(folder, 'leveldb')
		}),
		isDurable: true,
		savesLater: true,
		needsDocuments: false,
		dialect: () => yWebsocketDialect,
		target: anyRoom
	},
	relay: {
		name: 'relay',
		script: path.join(import.meta.dirname, 'relay.ts'),
		environment: (port) => ({ PORT: String(port) }),
		isDurable: false,
		savesLater: false,
		needsDocuments: false,
		dialect: () => relayDialect,
		target: anyRoom
	}
};
