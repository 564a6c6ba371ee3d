// One tab's connection to one text: the Y.Doc, its socket, who is here, the browser's copy, and whether what was
// written is on the server's disk. A page creates one and shares it; `close()` ends it.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { closeCode, collabPath, messageType, syncType } from '#shared/collab-protocol.ts';
import { editorSchemaVersion } from '#shared/document-fields.ts';
import { readNotice, type Notice } from '#shared/notice.ts';
import { notAvailable } from './ask-exchange.ts';
import { DeviceCopy } from './device-copy.ts';
import { IncomingGate } from './incoming-gate.ts';
import { Lines } from './lines.ts';
import { peopleIn, type Me, type Person } from './presence.ts';
import { isFirstReload, reloadWhenIdle } from './reload-when-idle.ts';
import {
	advance,
	initialSaveState,
	saveView,
	unsavedChanges,
	type Refusal,
	type SaveEvent,
	type SaveState
} from './save-state.ts';

/** How long the browser's copy may take before the page goes on without it. */
const patienceWithDevice = 1500;
/** After this long without the server's text, the browser's copy is shown. */
const patienceWithServer = 1500;
/** A change is on disk within milliseconds; after this long something is wrong. */
const patienceWithSaving = 5000;
/** Longest pause between two tries to connect. */
const longestPause = 5000;
/** No letter for so long (ms): a moment to change lines unseen. */
const calm = 1500;

export type ConnectionOptions = {
	documentName: string;
	me: Me;
	/** Rights may have changed: learn the new ones. */
	onAccessChanged(): void;
	/** Loads the page anew; what is not saved is kept on this device. */
	reload(): void;
};

export class DocumentConnection {
	readonly doc = new Y.Doc();
	readonly awareness: Awareness;
	/** Whether the text is here: from the server, or from the browser's copy when the server is away. */
	isReady = $state(false);
	people = $state.raw<readonly Person[]>([]);
	#save = $state.raw<SaveState>(initialSaveState);
	readonly view = $derived(saveView(this.#save));

	readonly #options: ConnectionOptions;
	readonly #provider: WebsocketProvider;
	readonly #lines: Lines;
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing of it is shown
	readonly #timers = new Set<ReturnType<typeof setTimeout>>();
	#device: DeviceCopy | null = null;
	/** Not yet in the browser's copy. */
	#unkept: Uint8Array[] = [];
	#isKeeping = false;
	#isMarkedUnsaved = false;
	#accessChanges = 0;
	/** One line is put down and another taken up, which nobody need see. */
	#isChangingLines = false;
	#callOffReload: () => void = () => {};
	#slowTimer: ReturnType<typeof setTimeout> | undefined;
	readonly #gate = new IncomingGate((message) => this.#readSync(message));
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing of it is shown
	readonly #beforeIncoming = new Set<() => void>();
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing of it is shown
	readonly #onNotice = new Set<(notice: Notice) => void>();
	#isClosed = false;

	/** Connects at once; create it in the browser only. */
	constructor(options: ConnectionOptions) {
		this.#options = options;
		this.people = [{ ...options.me, sections: [], isMe: true }];
		// Before the provider, so that a change is known before it is sent.
		this.doc.on('update', this.#onUpdate);
		this.#lines = new Lines({
			documentName: options.documentName,
			onContent: (carries) => this.#dispatch({ type: 'sent', carries }),
			onSlower: (isOn) => this.#dispatch({ type: 'polling', isOn }),
			onSocketWorks: () => this.#takeSocket()
		});
		this.#provider = this.#createProvider();
		this.awareness = this.#provider.awareness;
		this.awareness.on('change', this.#onPresence);
		addEventListener('online', this.#onOnline);
		addEventListener('offline', this.#onDoubt);
		document.addEventListener('visibilitychange', this.#onVisible);
		void this.#start();
	}

	get unsavedChanges(): number {
		return unsavedChanges(this.#save);
	}

	/** Tells the others which section the caret is in; null when in none. */
	goTo(section: string | null): void {
		if (this.awareness.getLocalState()?.['section'] === section) return;
		this.awareness.setLocalStateField('section', section);
	}

	/** Calls back just before a colleague's change is taken in, until the function it answers with is called. */
	beforeIncoming(prepare: () => void): () => void {
		this.#beforeIncoming.add(prepare);
		return () => this.#beforeIncoming.delete(prepare);
	}

	/** Calls back with what the server tells everybody here, until the function it answers with is called. */
	onNotice(tell: (notice: Notice) => void): () => void {
		this.#onNotice.add(tell);
		return () => this.#onNotice.delete(tell);
	}

	/**
	 * While a word is composed (accents, input methods, dictation) colleagues' changes wait: put into the same
	 * paragraph they would break it off (F28). One's own changes are sent meanwhile as always.
	 */
	holdIncoming(): void {
		this.#gate.compose();
	}

	/** The word is finished. */
	releaseIncoming(): void {
		this.#gate.composed();
	}

	/**
	 * Quiet mode: colleagues' changes wait while one writes, and come in together when one pauses. One's own are sent
	 * and saved meanwhile as always.
	 */
	setQuiet(isQuiet: boolean): void {
		this.#gate.setQuiet(isQuiet);
	}

	/** Tries again after a refusal that may be over: signed in again, rights given back. */
	reconnect(): void {
		this.#dispatch({ type: 'connecting' });
		this.#callOffReload();
		this.#provider.wsUnsuccessfulReconnects = 0;
		this.#provider.connect();
	}

	/** Ends it for good. What the browser keeps stays. */
	close(): void {
		this.#isClosed = true;
		removeEventListener('online', this.#onOnline);
		removeEventListener('offline', this.#onDoubt);
		document.removeEventListener('visibilitychange', this.#onVisible);
		for (const timer of this.#timers) clearTimeout(timer);
		clearTimeout(this.#slowTimer);
		this.#gate.close();
		this.#callOffReload();
		this.#lines.close();
		this.#provider.destroy();
		this.doc.destroy();
		if (!this.#isKeeping) this.#device?.close();
	}

	async #start(): Promise<void> {
		await Promise.race([this.#loadDevice(), this.#pause(patienceWithDevice)]);
		if (this.#isClosed) return;
		this.#provider.connect();
		await this.#pause(patienceWithServer);
		this.#showWhatIsHere();
	}

	async #loadDevice(): Promise<void> {
		const { documentName, me } = this.#options;
		try {
			const device = await DeviceCopy.open({ memberId: me.memberId, documentName });
			const changes = await device.load(this.doc, device);
			this.#device = device;
			this.#isMarkedUnsaved = changes > 0;
			this.#dispatch({ type: 'device-copy', changes });
		} catch {
			this.#dispatch({ type: 'device-copy-failed' });
		}
	}

	#createProvider(): WebsocketProvider {
		const { documentName } = this.#options;
		const provider = new WebsocketProvider(
			location.origin.replace(/^http/, 'ws') + collabPath,
			documentName,
			this.doc,
			{
				connect: false,
				// Tabs must not agree behind the server's back: "saved" would count the wrong frames.
				disableBc: true,
				params: { schema: String(editorSchemaVersion) },
				maxBackoffTime: longestPause,
				WebSocketPolyfill: this.#lines.Socket,
				shouldReconnect: ({ code }) => this.#isWorthTrying(code)
			}
		);
		tellOwnPresenceOnly(provider);
		provider.messageHandlers[messageType.saved] = (_, decoder) => {
			this.#dispatch({ type: 'saved', frames: decoding.readVarUint(decoder), at: Date.now() });
		};
		provider.messageHandlers[messageType.saveTrouble] = (_, decoder) => {
			this.#dispatch({ type: 'server-trouble', isOn: decoding.readVarUint(decoder) === 1 });
		};
		provider.messageHandlers[messageType.notice] = (_, decoder) => {
			const notice = readNotice(decoding.readVarString(decoder));
			if (notice !== null) for (const tell of this.#onNotice) tell(notice);
		};
		const readSync = provider.messageHandlers[messageType.sync];
		provider.messageHandlers[messageType.sync] = (encoder, decoder, ...rest) => {
			const isContent = decoding.peekVarUint(decoder) !== syncType.step1;
			if (isContent) {
				if (this.#gate.holds(decoder.arr.subarray(decoder.pos))) return;
				for (const prepare of this.#beforeIncoming) prepare();
			}
			readSync?.(encoder, decoder, ...rest);
		};
		provider.on('status', ({ status }) => {
			if (status === 'connected') this.#dispatch({ type: 'opened' });
		});
		provider.on('sync', (isSynced) => {
			if (isSynced) this.#onSynced();
		});
		provider.on('connection-close', (event) => this.#onClose(event?.code));
		provider.on('closed', ({ code }) => this.#onRefused(code));
		return provider;
	}

	#readSync(message: Uint8Array): void {
		const handler = this.#provider.messageHandlers[messageType.sync];
		const decoder = decoding.createDecoder(message);
		handler?.(encoding.createEncoder(), decoder, this.#provider, true, messageType.sync);
	}

	readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
		if (origin instanceof DeviceCopy) return;
		if (origin !== this.#provider) {
			this.#dispatch({ type: 'changed', at: Date.now() });
			this.#slowTimer ??= setTimeout(this.#onSlow, patienceWithSaving);
			this.#gate.wrote();
		}
		if (this.#device === null) return;
		this.#unkept.push(update);
		void this.#keep();
	};

	/** One transaction at a time; what comes meanwhile goes into the next one together. */
	async #keep(): Promise<void> {
		if (this.#isKeeping) return;
		this.#isKeeping = true;
		try {
			while (this.#device !== null) {
				const unsaved = this.unsavedChanges;
				if (this.#unkept.length > 0) {
					const updates = this.#unkept.splice(0);
					if (unsaved > 0) this.#isMarkedUnsaved = true;
					await this.#device.keep(Y.mergeUpdates(updates), unsaved);
				} else if (unsaved === 0 && this.#isMarkedUnsaved) {
					this.#isMarkedUnsaved = false;
					await this.#device.markSaved(this.doc);
				} else {
					break;
				}
			}
		} catch {
			// Signed out in another tab, or the disk is full: say so rather than promise a copy.
			this.#device = null;
			this.#dispatch({ type: 'device-copy-failed' });
		} finally {
			this.#isKeeping = false;
			if (this.#isClosed) this.#device?.close();
		}
	}

	#onSynced(): void {
		this.#accessChanges = 0;
		this.#dispatch({ type: 'received-all', at: Date.now() });
		this.#isChangingLines = false;
		this.#onPresence();
		this.isReady = true;
	}

	#onClose(code: number | undefined): void {
		if (this.#isClosed) return;
		if (code === closeCode.accessChanged || code === notAvailable) {
			this.#accessChanges++;
			this.#options.onAccessChanged();
		}
		this.#gate.forget();
		if (code !== undefined) this.#isChangingLines = false;
		this.#dispatch({ type: this.#isChangingLines ? 'connecting' : 'lost' });
		this.#showWhatIsHere();
	}

	/** Sockets come through again: takes one in a pause, when nobody sees it happen. */
	#takeSocket(): void {
		if (this.#isClosed || !this.#provider.wsconnected) return;
		const isBusy = this.unsavedChanges > 0 || Date.now() - this.#save.lastChangeAt < calm;
		if (isBusy) return void this.#pause(calm).then(() => this.#takeSocket());
		this.#isChangingLines = true;
		this.#provider.disconnect();
		this.#provider.connect();
	}

	#isWorthTrying(code: number): boolean {
		if (code === closeCode.accessChanged) {
			// Once: whoever comes back with new rights is let in, whoever has lost them is not.
			return this.#accessChanges <= 1;
		}
		return code === closeCode.tooFast || code < 4400 || code > 4499;
	}

	#onRefused(code: number): void {
		const refusals: Readonly<Record<number, Refusal>> = {
			[closeCode.signedOut]: 'signed-out',
			[closeCode.editorTooOld]: 'editor-too-old',
			[closeCode.accessChanged]: 'may-not-write',
			[closeCode.notTheProtocol]: 'out-of-step'
		};
		let refusal = refusals[code] ?? 'not-available';
		if (refusal === 'editor-too-old' && !this.#willReload()) refusal = 'out-of-step';
		this.#provider.disconnect();
		this.#dispatch({ type: 'refused', refusal });
	}

	/**
	 * [F20] This tab's editor would take away what it does not know. It writes no more, and makes way for a newer one
	 * when nobody is busy in the page and what is not saved is on this device.
	 */
	#willReload(): boolean {
		const { documentName, reload } = this.#options;
		if (!isFirstReload(`${documentName} ${editorSchemaVersion}`)) return false;
		const isKept = (): boolean =>
			this.unsavedChanges === 0 ||
			(this.#device !== null && this.#unkept.length === 0 && !this.#isKeeping);
		this.#callOffReload();
		this.#callOffReload = reloadWhenIdle(document, isKept, reload);
		return true;
	}

	readonly #onOnline = (): void => {
		this.#lines.networkChanged();
		if (this.#save.refusal === null) this.#provider.connect();
	};

	/** The device says it is offline, or an answer stays out. It may be wrong (a server on this very machine): ask. */
	readonly #onDoubt = (): void => void this.#askWhetherThere();

	async #askWhetherThere(): Promise<void> {
		if (!this.#provider.wsconnected || this.#isClosed) return;
		const isThere = await isReachable();
		if (isThere || this.#isClosed || !this.#provider.wsconnected) return;
		this.#provider.disconnect();
		this.#provider.connect();
	}

	readonly #onSlow = (): void => {
		this.#slowTimer = undefined;
		if (this.unsavedChanges === 0) return;
		this.#dispatch({ type: 'slow' });
		this.#onDoubt();
	};

	/** Back in front of somebody: a socket may have died while the tab slept, or they have signed in elsewhere. */
	readonly #onVisible = (): void => {
		if (document.hidden || this.#isClosed) return;
		if (this.#save.refusal === 'signed-out') {
			void isSignedIn().then((isIn) => {
				if (isIn && !this.#isClosed) this.reconnect();
			});
		} else if (this.#save.refusal === null) {
			this.#provider.connect();
			this.#lines.hurry();
			this.#onDoubt();
		}
	};

	readonly #onPresence = (): void => {
		if (this.#isChangingLines) return;
		this.people = peopleIn(this.awareness.getStates(), this.doc.clientID, this.#options.me);
	};

	#showWhatIsHere(): void {
		const isEmpty = Y.encodeStateVector(this.doc).length <= 1;
		if (!isEmpty && !this.#isClosed) this.isReady = true;
	}

	#dispatch(event: SaveEvent): void {
		this.#save = advance(this.#save, event);
		if (event.type !== 'saved') return;
		if (this.unsavedChanges === 0) {
			clearTimeout(this.#slowTimer);
			this.#slowTimer = undefined;
		}
		void this.#keep();
	}

	#pause(milliseconds: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(() => {
				this.#timers.delete(timer);
				resolve();
			}, milliseconds);
			this.#timers.add(timer);
		});
	}
}

/** By itself the provider sends each colleague's presence back to the server: fifty people would tell it fifty times. */
function tellOwnPresenceOnly(provider: WebsocketProvider): void {
	const { awareness, _awarenessUpdateHandler: tell } = provider;
	awareness.off('update', tell);
	awareness.on('update', (change: Parameters<typeof tell>[0], origin: unknown) => {
		if (origin !== provider) tell(change, origin);
	});
}

const request = (url: string): Promise<Response> =>
	fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(5000) });

const isReachable = (): Promise<boolean> =>
	request('/api/v1/me').then(
		(response) => response.status < 500,
		() => false
	);

const isSignedIn = (): Promise<boolean> =>
	request('/api/v1/me').then(
		(response) => response.ok,
		() => false
	);
