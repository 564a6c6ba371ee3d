// The history worker's work, without the thread: recordings of a few documents, and what can be asked of them.
import { contentOf } from '../derive.ts';
import { clearedBy } from './clearing.ts';
import { compare } from './compare.ts';
import { lostWords } from './lost.ts';
import { unpackRows } from './log-rows.ts';
import type { Question, Questions, Request, Result } from './questions.ts';
import { Recording, type Piece } from './recording.ts';
import { thinRows } from './thin.ts';

type Asks = {
	[Q in Question]: (recording: Recording, ask: Questions[Q]['ask']) => Questions[Q]['answer'];
};

const answers: Asks = {
	content: (recording, { seq }) => contentOf(recording.updatesUpTo(seq)),
	compare(recording, ask) {
		const [from, to] = [recording.momentOf(ask.from), recording.momentOf(ask.to)];
		const fields = [...piecesOf(recording)].map(([field, pieces]) => {
			const runs = compare(pieces, from, to).map(({ text, change, row }) => {
				const by = row === null ? null : recording.row(row);
				return { text, change, by: by && { memberId: by.memberId, at: by.at } };
			});
			return [field, runs] as const;
		});
		return Object.fromEntries(fields);
	},
	lost: (recording, { memberId, since }) =>
		lostWords(piecesOf(recording), (index) => recording.row(index), memberId, since)
};

const piecesOf = (recording: Recording): Map<string, Piece[]> =>
	new Map(
		recording
			.fields()
			.map((field): [string, Piece[]] => [field, recording.pieces(field)])
			.filter(([, pieces]) => pieces.length > 0)
	);

/** @returns a function that does as a request says; its result is the answer, where one is wanted. */
export function createAnswering() {
	const recordings = new Map<string, Recording>();

	function recordingOf(documentName: string): Recording {
		let recording = recordings.get(documentName);
		if (recording === undefined) recordings.set(documentName, (recording = new Recording()));
		return recording;
	}

	return (request: Request): Result | undefined => {
		switch (request.type) {
			case 'rows':
				recordingOf(request.documentName).add(request.rows);
				return undefined;
			case 'forget':
				recordings.delete(request.documentName);
				return undefined;
			case 'ask': {
				const answer = answers[request.question] as Asks['content'];
				return answer(recordingOf(request.documentName), request.ask as never);
			}
			case 'thin':
				return thinRows([...unpackRows(request.rows)]);
			case 'cleared': {
				const updates = [...unpackRows(request.rows)].map(({ bytes }) => bytes);
				const last = updates.pop();
				return last === undefined ? [] : clearedBy(updates, last);
			}
		}
	};
}
