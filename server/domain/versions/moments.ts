// Moments of a text: found by id, told with the people who wrote towards them. And who may look at them at all.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { VersionRow, WritingSlot } from '#server/storage/versions.ts';
import type { Store } from '#server/storage/store.ts';
import { emptyId, nowId } from '#shared/version-input.ts';
import type { Version, VersionKind } from '#shared/version-output.ts';
import { stretchesOf, type Stretch } from './timeline.ts';
import type { Shape, VersionsDeps } from './versions-deps.ts';

export type Moment = {
	id: string;
	kind: VersionKind;
	name: string | null;
	at: string;
	/** The text when this update had come; 0: before the first. */
	seq: number;
};

export type Person = { id: string | null; name: string };

/** PostgreSQL counts no further in a column of ours. */
export const highestSeq = 2 ** 31 - 1;
const seqOf = (id: string): number | null => (/^[1-9]\d{0,9}$/.test(id) ? Number(id) : null);

/** Rows whose times are looked at at once: some milliseconds, and a whole busy hour is seldom more. */
const rowsAtOnce = 4_000;

/** @throws DomainError not-found: no such document, or its history is not the actor's to read. */
export async function requireHistory(
	{ access, shapeOf }: Pick<VersionsDeps, 'access' | 'shapeOf'>,
	actor: Actor,
	documentName: string
): Promise<{ shape: Shape; mayWrite: boolean }> {
	const rights = await access.document(actor, documentName);
	const shape = rights?.mayReadHistory === true ? await shapeOf(documentName) : null;
	if (rights === null || shape === null) throw notFound();
	return { shape, mayWrite: rights.mayWrite };
}

/** @throws DomainError not-found, not-allowed. */
export async function requireWriting(
	deps: Pick<VersionsDeps, 'access' | 'shapeOf'>,
	actor: Actor,
	documentName: string
): Promise<Shape> {
	const { shape, mayWrite } = await requireHistory(deps, actor, documentName);
	if (!mayWrite) throw new DomainError('not-allowed');
	return shape;
}

/** @param id of a version, the number of an update, `0`, or `now`. @throws DomainError not-found */
export async function momentOf(store: Store, documentName: string, id: string): Promise<Moment> {
	if (id === emptyId) {
		const document = await store.documents.byName(documentName);
		if (document === undefined) throw notFound();
		return { id, kind: 'writing', name: null, at: document.created_at, seq: 0 };
	}
	const seq = id === nowId ? highestSeq : seqOf(id);
	if (seq === null || seq > highestSeq) {
		const version = await store.versions.byId(documentName, id);
		if (version === undefined) throw notFound();
		const { kind, name, at } = version;
		return { id, kind, name, at, seq: version.seq };
	}
	// What lay within a thinned stretch has gone; its end is the nearest that is left.
	const stretch = await store.versions.stretchAround(documentName, seq);
	const head = await store.versions.headAt(documentName, stretch?.last_seq ?? seq);
	if (id === nowId && head === undefined) return momentOf(store, documentName, emptyId);
	if (head === undefined || (id !== nowId && stretch === undefined && head.seq !== seq)) {
		throw notFound();
	}
	return { id: String(head.seq), kind: 'writing', name: null, at: head.at, seq: head.seq };
}

export type Page = {
	stretches: Stretch[];
	/** Number of the first update on it. */
	firstSeq: number;
	/** Whether there is anything before it. */
	hasMore: boolean;
};

/** The last `limit` stretches of writing up to update `seq`, newest first. A moment with a name ends a stretch. */
export async function stretchesUpTo(
	store: Store,
	documentName: string,
	seq: number,
	limit: number
): Promise<Page> {
	const named = await store.versions.between(documentName, 1, seq);
	const found: Stretch[] = [];
	let upTo = seq;
	while (upTo > 0 && found.length <= limit) {
		const after = named.find((version) => version.seq < upTo)?.seq ?? 0;
		const slots: WritingSlot[] = [];
		while (upTo > after) {
			const more = await store.versions.slots(documentName, { after, upTo, limit: rowsAtOnce });
			slots.push(...more);
			const isAll = more.reduce((sum, { changes }) => sum + changes, 0) < rowsAtOnce;
			upTo = isAll ? after : Math.min(...more.map(({ first_seq }) => first_seq)) - 1;
			if (found.length + stretchesOf(slots).length > limit + 1) break;
		}
		// The oldest may be a part of what it is.
		const stretches = stretchesOf(slots);
		found.push(...(upTo > after ? stretches.slice(0, -1) : stretches));
	}
	const stretches = found.slice(0, limit);
	return {
		stretches,
		firstSeq: stretches.at(-1)?.firstSeq ?? 1,
		hasMore: found.length > limit
	};
}

/** Says who somebody is. */
export type Introduce = (memberId: string | null) => Person;

export async function introducing(
	store: Store,
	memberIds: Iterable<string | null>
): Promise<Introduce> {
	const names = await store.versions.names([...new Set(memberIds)].filter((id) => id !== null));
	return (id) => ({
		id,
		name: id === null ? 'The workspace' : (names.get(id) ?? 'A former member')
	});
}

export const fromStretch = (stretch: Stretch, introduce: Introduce): Version => ({
	id: String(stretch.lastSeq),
	kind: 'writing',
	name: null,
	at: stretch.at,
	since: stretch.since,
	authors: stretch.authors.map(introduce),
	changes: stretch.changes,
	by: null
});

/** @param around the stretch of writing it ends or interrupts. */
export const fromRow = (
	row: VersionRow,
	around: Stretch | undefined,
	introduce: Introduce
): Version => ({
	id: row.id,
	kind: row.kind,
	name: row.name,
	at: row.at,
	since: around?.since ?? row.at,
	authors: (around?.authors ?? []).map(introduce),
	changes: around?.changes ?? 0,
	by: introduce(row.member_id)
});
