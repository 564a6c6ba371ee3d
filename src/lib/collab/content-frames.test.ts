import { expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { messageType } from '#shared/collab-protocol.ts';
import { contentOf } from './content-frames.ts';

const frame = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array => {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	write(encoder);
	return encoding.toUint8Array(encoder);
};

test('only frames that carry text are counted', () => {
	const doc = new Y.Doc();
	doc.getText('a').insert(0, 'words');
	const { sync, awareness, queryAwareness } = messageType;
	expect(contentOf(frame(sync, (to) => syncProtocol.writeSyncStep1(to, doc)))).toBeNull();
	expect(contentOf(frame(sync, (to) => syncProtocol.writeSyncStep2(to, doc)))).toBe('everything');
	expect(
		contentOf(frame(sync, (to) => syncProtocol.writeUpdate(to, Y.encodeStateAsUpdate(doc))))
	).toBe('change');
	expect(
		contentOf(frame(awareness, (to) => encoding.writeVarUint8Array(to, new Uint8Array(3))))
	).toBeNull();
	expect(contentOf(frame(queryAwareness, () => {}))).toBeNull();
});
