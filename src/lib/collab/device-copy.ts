// One tab's hold on the copy that this browser keeps of one text, so that nothing is lost when the server or the tab
// goes away. An update and the mark that it is not yet saved are written in one transaction, so that the save state
// after a reload is true.
import * as Y from 'yjs';
import { begin, each, openDatabase, type StoredMark, type StoredUpdate } from './device-copies.ts';

/** More stored updates than this are merged into one. */
const mostUpdates = 200;

/** Whose copy of which text. */
export type CopyOf = { memberId: string; documentName: string };

/** One tab's hold on the copy of one text. Every method throws when the browser refuses to keep more. */
export class DeviceCopy {
	readonly #database: IDBDatabase;
	readonly #copy: string;
	/** Each tab marks its own: that one tab is saved says nothing about another. */
	readonly #mark: string;
	/** Marks of earlier tabs whose updates this one has taken over. */
	readonly #adopted = new Map<IDBValidKey, number>();
	#written = 0;

	private constructor(database: IDBDatabase, { memberId, documentName }: CopyOf) {
		this.#database = database;
		this.#copy = `${memberId}/${documentName}`;
		this.#mark = `${this.#copy}/${crypto.randomUUID()}`;
	}

	/** @throws where the browser keeps nothing (some private windows, a full disk) */
	static async open(of: CopyOf): Promise<DeviceCopy> {
		return new DeviceCopy(await openDatabase(), of);
	}

	/**
	 * Puts what is kept into the document.
	 * @param origin of the Yjs transaction
	 * @returns how many changes in it were never called saved
	 */
	async load(doc: Y.Doc, origin: unknown): Promise<number> {
		const { updates, marks, done } = begin(this.#database);
		let unsaved = 0;
		each(updates.index('copy').openCursor(this.#copy), (cursor) => {
			this.#written++;
			Y.applyUpdate(doc, (cursor.value as StoredUpdate).update, origin);
		});
		each(marks.index('copy').openCursor(this.#copy), (cursor) => {
			const { changes } = cursor.value as StoredMark;
			this.#adopted.set(cursor.primaryKey, changes);
			unsaved += changes;
		});
		await done;
		return unsaved;
	}

	/** Keeps an update, and how many changes are not saved with it. */
	async keep(update: Uint8Array, unsavedChanges: number): Promise<void> {
		const { updates, marks, done } = begin(this.#database);
		updates.add({ copy: this.#copy, update } satisfies StoredUpdate);
		if (unsavedChanges > 0) {
			marks.put({ copy: this.#copy, changes: unsavedChanges } satisfies StoredMark, this.#mark);
		}
		this.#written++;
		await done;
	}

	/**
	 * All that this tab holds is on the server's disk: its mark goes, and those it took over unless their own tabs
	 * have written on since.
	 */
	async markSaved(doc: Y.Doc): Promise<void> {
		const { updates, marks, done } = begin(this.#database);
		marks.delete(this.#mark);
		each(marks.index('copy').openCursor(this.#copy), (cursor) => {
			if (this.#adopted.get(cursor.primaryKey) === (cursor.value as StoredMark).changes)
				cursor.delete();
		});
		if (this.#written > mostUpdates) this.#merge(updates, doc);
		await done;
		this.#adopted.clear();
	}

	/** Lets go of the database; what is kept stays. */
	close(): void {
		this.#database.close();
	}

	/** Merged with what another tab may have stored meanwhile, in the same transaction: nothing falls between. */
	#merge(updates: IDBObjectStore, doc: Y.Doc): void {
		const stored: Uint8Array[] = [Y.encodeStateAsUpdate(doc)];
		const reading = updates.index('copy').openCursor(this.#copy);
		each(
			reading,
			(cursor) => {
				stored.push((cursor.value as StoredUpdate).update);
				cursor.delete();
			},
			() => {
				updates.add({ copy: this.#copy, update: Y.mergeUpdates(stored) } satisfies StoredUpdate);
				this.#written = 1;
			}
		);
	}
}
