// What colleagues have written and removed since it was last told: followed in the Y.Doc itself, letter by letter, so
// that a word typed and taken back at once is never told, and ten letters are told as the word they became.
import * as Y from 'yjs';

/** Who wrote it, as the presence states knew them at that moment. */
export type Author = { memberId: string; name: string };

/** What one person did to one section. */
export type HeardEdit = {
	/** Null when nobody can say: they had left, or several people were there and words only went. */
	author: Author | null;
	/** Name of the fragment. */
	field: string;
	/** What they wrote and what of it still stands, in the order of the text. */
	added: string;
	/** What they removed; not what they had just written themselves. */
	removed: string;
};

export type HeardEditsDeps = {
	doc: Y.Doc;
	/** Whether this transaction brings in what others did. */
	isIncoming(transaction: Y.Transaction): boolean;
	/** The person whose tab has this id, if it is known. */
	authorOf(clientId: number): Author | null;
	/** The only colleague who is in this section now. Words that go do not say who removed them. */
	onlyOneIn(field: string): Author | null;
	/** Something was heard. */
	onHeard(): void;
};

/** A list of items: a fragment, an element, a text. */
type Items = Pick<Y.AbstractType<unknown>, '_start'>;
/** Clocks of letters, from … up to but not including. */
type Span = { client: number; from: number; to: number };
type Stretch = { author: Author | null; field: string; written: Span[]; removed: string };

/** Listens from its creation until `close`. */
export class HeardEdits {
	readonly #deps: HeardEditsDeps;
	#stretches = new Map<string, Stretch>();

	constructor(deps: HeardEditsDeps) {
		this.#deps = deps;
		// Before the letters of what was removed are given up.
		deps.doc.on('afterTransaction', this.#onTransaction);
	}

	/** What has been heard since the last time. Changes that came to nothing are left out. */
	take(): HeardEdit[] {
		const stretches = [...this.#stretches.values()];
		this.#stretches = new Map();
		return stretches.map(({ author, field, written, removed }) => ({
			author,
			field,
			added: textOf(this.#deps.doc.getXmlFragment(field), written),
			removed: removed.trim()
		}));
	}

	/** Listens no longer. */
	close(): void {
		this.#deps.doc.off('afterTransaction', this.#onTransaction);
	}

	readonly #onTransaction = (transaction: Y.Transaction): void => {
		if (!this.#deps.isIncoming(transaction)) return;
		const writers = this.#hearWritten(transaction);
		this.#hearRemoved(transaction, writers);
		if (this.#stretches.size > 0) this.#deps.onHeard();
	};

	/** @returns who wrote something in this transaction */
	#hearWritten({ doc, beforeState, afterState }: Y.Transaction): Set<Author | null> {
		const writers = new Set<Author | null>();
		for (const [client, to] of afterState) {
			const from = beforeState.get(client) ?? 0;
			if (to === from) continue;
			const author = this.#deps.authorOf(client);
			writers.add(author);
			const structs = doc.store.clients.get(client) ?? [];
			for (const struct of structs.slice(Y.findIndexSS(structs, from))) {
				const field = fieldOf(struct);
				if (field === null) continue;
				const { clock } = struct.id;
				const span = { client, from: Math.max(from, clock), to: clock + struct.length };
				this.#stretchOf(author, field).written.push(span);
			}
		}
		return writers;
	}

	#hearRemoved(transaction: Y.Transaction, writers: ReadonlySet<Author | null>): void {
		// Nobody sends another's words: whoever wrote in this change also removed.
		const [writer = null] = writers.size === 1 ? writers : [];
		let last: Y.Item | null = null;
		Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
			const field = fieldOf(struct);
			if (field === null || !(struct instanceof Y.Item)) return;
			if (!(struct.content instanceof Y.ContentString) || this.#isJustWritten(struct.id)) return;
			const stretch = this.#stretchOf(writer ?? this.#deps.onlyOneIn(field), field);
			const { str } = struct.content;
			// Backspace takes letter by letter, from the end: they belong together. Other pieces do not.
			const isNext = str.length === 1 || struct.left === last;
			stretch.removed += isNext ? str : ` ${str}`;
			last = struct;
		});
	}

	#isJustWritten({ client, clock }: Y.ID): boolean {
		return [...this.#stretches.values()].some(({ written }) =>
			written.some((span) => span.client === client && span.from <= clock && clock < span.to)
		);
	}

	#stretchOf(author: Author | null, field: string): Stretch {
		const key = `${author?.memberId} ${field}`;
		const stretch = this.#stretches.get(key) ?? { author, field, written: [], removed: '' };
		this.#stretches.set(key, stretch);
		return stretch;
	}
}

/** The fragment something stands in, or stood in. */
function fieldOf(struct: Y.AbstractStruct): string | null {
	if (!(struct instanceof Y.Item)) return null;
	let type = struct.parent;
	while (type instanceof Y.AbstractType && type._item !== null) type = type._item.parent;
	return type instanceof Y.AbstractType ? Y.findRootTypeKey(type) : null;
}

/** The letters of these spans that still stand, blocks apart. */
function textOf(type: Items, spans: readonly Span[]): string {
	let text = '';
	for (let item = type._start; item !== null; item = item.right) {
		if (item.deleted) continue;
		const { content, id } = item;
		if (content instanceof Y.ContentType) {
			text += ` ${textOf(content.type, spans)}`;
		} else if (content instanceof Y.ContentString) {
			for (const { client, from, to } of spans) {
				if (client !== id.client) continue;
				text += content.str.slice(Math.max(0, from - id.clock), Math.max(0, to - id.clock));
			}
		}
	}
	return text.replace(/\s+/g, ' ').trim();
}
