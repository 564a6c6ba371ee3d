// Co-writing for those whose network lets no WebSocket through: the same frames in turns of question and answer over
// HTTP. A line is a connection of the document's room like any other, so what is durable, visible and saved follows
// the same rules; who may is asked at every turn. Rule numbers are those of SPEC.md.
import { closeCode, messageType, syncType } from '#shared/collab-protocol.ts';
import { longestSilence, type ExchangeInput, type ExchangeOutput } from '#shared/exchange.ts';
import { personIdOf, type Caller } from '#server/kernel/actor.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { concerns, type DomainEvent, type Events } from '#server/kernel/events.ts';
import { newSecret } from '#server/kernel/ids.ts';
import type { Access } from '../access/access.ts';
import { ExchangeLine, type Ending, type TurnAnswer } from './exchange-line.ts';
import { mostLines, savingPatience } from './limits.ts';
import { presenceUserOf } from './presence-user.ts';
import type { Attachment, Rooms } from './rooms.ts';
import { systemTimers, type Timers } from './timers.ts';

export type ExchangeDeps = {
	open: Rooms['open'];
	access: Pick<Access, 'document'>;
	events: Pick<Events, 'on'>;
	timers?: Timers;
};

export type Exchange = {
	/**
	 * One turn of a line: takes the client's frames and answers with what waits for it.
	 * @throws DomainError not-found (no such document, or not for this caller), conflict (an editor older than the
	 * document), invalid (a line that does not begin with turn 1).
	 */
	turn(caller: Caller, documentName: string, said: ExchangeInput): Promise<ExchangeOutput>;
	/** Stops listening and waiting. The rooms close the lines. */
	close(): void;
};

type Line = {
	readonly id: string;
	readonly personId: string;
	/** The login session or token it was opened with; '' for who came by a link. */
	readonly credential: string;
	readonly documentName: string;
	readonly mayWrite: boolean;
	readonly connection: ExchangeLine;
	readonly attachment: Attachment;
	cancelExpiry: () => void;
};

export function createExchange(deps: ExchangeDeps): Exchange {
	const { open, access, events, timers = systemTimers } = deps;
	/** In the order in which they were last asked. */
	const lines = new Map<string, Line>();
	let isClosed = false;

	/** C91: opens the document, and a line to it; null when the server is going away. */
	async function begin(
		caller: Caller,
		documentName: string,
		said: ExchangeInput
	): Promise<Line | null> {
		if (said.turn !== 1) {
			throw new DomainError('invalid', { field: 'turn', message: 'A line begins with turn 1.' });
		}
		const document = await open(documentName);
		if (isClosed) return null;
		if (document === null) throw notFound();
		try {
			// Opening may take a while: the rights are those of now.
			const rights = await access.document(caller, documentName);
			if (rights === null) throw notFound();
			if (said.schema !== undefined && said.schema < document.schemaVersion) {
				throw new DomainError('conflict', {
					message: 'This editor is older than the document: reload the page.'
				});
			}
			makeRoom(personIdOf(caller));
			const { mayWrite } = rights;
			const connection = new ExchangeLine();
			const attachment = document.join(connection, { mayWrite, user: presenceUserOf(caller) });
			return {
				id: newSecret(),
				personId: personIdOf(caller),
				credential: caller.kind === 'member' ? (caller.loginSession ?? caller.token ?? '') : '',
				documentName,
				mayWrite,
				connection,
				attachment,
				cancelExpiry: () => {}
			};
		} finally {
			document.letGo();
		}
	}

	/** C95: of too many lines of one member the one that was not asked for longest goes. */
	function makeRoom(personId: string): void {
		const own = [...lines.values()].filter((line) => line.personId === personId);
		const [oldest] = own;
		if (oldest !== undefined && own.length >= mostLines) {
			end(oldest, closeCode.restarting, 'too many lines');
			forget(oldest);
		}
	}

	/** Out of the room; whoever asks next is told why. */
	function end({ connection, attachment }: Line, code: number, reason: string): void {
		connection.close(code, reason);
		attachment.left();
	}

	function forget(line: Line): void {
		line.cancelExpiry();
		lines.delete(line.id);
	}

	/** C95: a line that is not asked for any more ends. */
	function touch(line: Line): void {
		forget(line);
		lines.set(line.id, line);
		line.cancelExpiry = timers.after(longestSilence, () => {
			end(line, closeCode.restarting, 'not asked for');
			lines.delete(line.id);
		});
	}

	/** C92: the frames are taken once, however often a turn is told. */
	async function take(line: Line, said: ExchangeInput): Promise<TurnAnswer> {
		const { connection, attachment } = line;
		const pieces = said.frames.map((frame) => Buffer.from(frame, 'base64'));
		const frames = connection.join(pieces, said.continues);
		if (frames === null) end(line, closeCode.frameTooBig, 'frame too big');
		for (const frame of frames ?? []) attachment.receive(frame);
		if (frames?.some(isContent) === true) await newsOfSaving(connection);
		return { frames: connection.take().map((frame) => Buffer.from(frame).toString('base64')) };
	}

	/** C96: who has sent text is answered when it is saved, if that does not take too long. */
	async function newsOfSaving(connection: ExchangeLine): Promise<void> {
		if (connection.closed !== null) return;
		const { comes, giveUp } = connection.news();
		const cancel = timers.after(savingPatience, giveUp);
		await comes;
		cancel();
	}

	/** C92: a turn told again gets the answer it got; a line that has ended says so and nothing else. */
	async function answer(line: Line, said: ExchangeInput): Promise<ExchangeOutput> {
		const { connection } = line;
		touch(line);
		if (said.turn === connection.turn + 1) {
			connection.turn = said.turn;
			connection.answer = take(line, said);
		} else if (said.turn !== connection.turn) {
			end(line, closeCode.notTheProtocol, 'a turn is missing');
		}
		let told = await connection.answer;
		if (connection.closed !== null) {
			forget(line);
			told = { frames: [], closed: connection.closed };
		}
		return { line: line.id, turn: said.turn, ...told };
	}

	/** C92: whoever hears this comes back with a line of their own. */
	function noSuchLine({ line = '', turn }: ExchangeInput): ExchangeOutput {
		const closed: Ending = { code: closeCode.restarting, reason: 'no such line' };
		return { line, turn, frames: [], closed };
	}

	async function turn(
		caller: Caller,
		documentName: string,
		said: ExchangeInput
	): Promise<ExchangeOutput> {
		if (isClosed) return noSuchLine(said);
		// C91: first of all, at every turn.
		const rights = await access.document(caller, documentName);
		if (said.line === undefined) {
			if (rights === null) throw notFound();
			const fresh = await begin(caller, documentName, said);
			return fresh === null ? noSuchLine(said) : answer(fresh, said);
		}
		const line = lines.get(said.line);
		if (line?.personId !== personIdOf(caller) || line.documentName !== documentName) {
			if (rights === null) throw notFound();
			return noSuchLine(said);
		}
		if (said.leaves) end(line, leftOfItself, 'left');
		else if (rights?.mayWrite !== line.mayWrite) {
			end(line, closeCode.accessChanged, 'access changed');
		}
		if (rights === null) {
			forget(line);
			throw notFound();
		}
		return answer(line, said);
	}

	/** C91: between two turns too, nothing more is kept for somebody whose rights may have changed. */
	const stopEvents = events.on((event) => {
		for (const line of lines.values()) {
			if (isSignedOut(line, event)) end(line, closeCode.signedOut, 'signed out');
			else if (isConcerned(line, event)) end(line, closeCode.accessChanged, 'access changed');
		}
	});

	return {
		turn,
		close() {
			isClosed = true;
			stopEvents();
			for (const line of [...lines.values()]) forget(line);
		}
	};
}

/** Close code of a line whose client has said good-bye. */
const leftOfItself = 1000;

/** A step 2 or an update. */
const isContent = (frame: Uint8Array): boolean =>
	frame[0] === messageType.sync && frame[1] !== syncType.step1;

const isSignedOut = ({ personId, credential }: Line, event: DomainEvent): boolean =>
	event.type === 'signed-out' &&
	event.memberId === personId &&
	event.credentials.includes(credential);

const isConcerned = ({ personId, documentName }: Line, event: DomainEvent): boolean =>
	event.type === 'access-changed' && concerns(event.scope, { personId, documentName });
