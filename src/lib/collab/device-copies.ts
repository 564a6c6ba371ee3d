// What this browser keeps of texts that are being written (device-copy.ts writes it). One database for all of them,
// so that signing out can delete it whole. Imports no Yjs: the sign-out form is on every page.

const databaseName = 'alliance-device-copies';

/** Row of the store `updates`. */
export type StoredUpdate = { copy: string; update: Uint8Array };

/** Row of the store `unsaved`: so many changes of one tab were never called saved. */
export type StoredMark = { copy: string; changes: number };

/** Whether this browser holds changes of anybody's that were never called saved. Ask before signing out. */
export async function hasUnsavedOnDevice(): Promise<boolean> {
	try {
		const database = await openDatabase();
		const { marks, done } = begin(database);
		const counting = marks.count();
		await done;
		database.close();
		return counting.result > 0;
	} catch {
		return false;
	}
}

/** Removes everything this browser keeps of texts, for all members. Call it when somebody signs out. */
export async function clearDeviceCopies(): Promise<void> {
	if (!('indexedDB' in globalThis)) return;
	await new Promise<void>((resolve) => {
		const deleting = indexedDB.deleteDatabase(databaseName);
		// Tabs that hold it close it when asked to (see openDatabase); one that is frozen does so when it wakes.
		deleting.onsuccess = deleting.onerror = deleting.onblocked = () => resolve();
	});
}

/** @throws where the browser keeps nothing (some private windows, a full disk) */
export function openDatabase(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const opening = indexedDB.open(databaseName, 1);
		opening.onupgradeneeded = () => {
			const updates = opening.result.createObjectStore('updates', { autoIncrement: true });
			updates.createIndex('copy', 'copy');
			const marks = opening.result.createObjectStore('unsaved');
			marks.createIndex('copy', 'copy');
		};
		opening.onsuccess = () => {
			const database = opening.result;
			database.onversionchange = () => database.close();
			resolve(database);
		};
		opening.onerror = () => reject(opening.error ?? new Error('the browser keeps nothing'));
	});
}

/** Opens a transaction over both stores. */
export function begin(database: IDBDatabase): {
	updates: IDBObjectStore;
	marks: IDBObjectStore;
	/** Resolves when it is on this device's disk. */
	done: Promise<void>;
} {
	const transaction = database.transaction(['updates', 'unsaved'], 'readwrite');
	const done = new Promise<void>((resolve, reject) => {
		transaction.oncomplete = () => resolve();
		transaction.onabort = () => reject(transaction.error ?? new Error('the browser keeps no more'));
	});
	return {
		updates: transaction.objectStore('updates'),
		marks: transaction.objectStore('unsaved'),
		done
	};
}

/** Visits each row a cursor finds. */
export function each(
	request: IDBRequest<IDBCursorWithValue | null>,
	visit: (cursor: IDBCursorWithValue) => void,
	atEnd: () => void = () => {}
): void {
	request.onsuccess = () => {
		const cursor = request.result;
		if (cursor === null) return atEnd();
		visit(cursor);
		cursor.continue();
	};
}
