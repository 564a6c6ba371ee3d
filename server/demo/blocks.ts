// A few words for writing sample text as ProseMirror JSON in the editor's schema.

export type Block = {
	type: string;
	attrs?: Record<string, unknown>;
	content?: Block[];
	text?: string;
	marks?: { type: string; attrs: Record<string, unknown> }[];
};

const text = (words: string): Block[] => (words === '' ? [] : [{ type: 'text', text: words }]);

export const p = (words: string): Block => ({ type: 'paragraph', content: text(words) });

export const h = (words: string): Block => ({
	type: 'heading',
	attrs: { level: 3 },
	content: text(words)
});

export const ul = (...items: string[]): Block => ({
	type: 'bulletList',
	content: items.map((item) => ({ type: 'listItem', content: [p(item)] }))
});

/** The first row is the header. */
export const table = (...rows: string[][]): Block => ({
	type: 'table',
	content: rows.map((cells, index) => ({
		type: 'tableRow',
		content: cells.map((cell) => ({
			type: index === 0 ? 'tableHeader' : 'tableCell',
			content: [p(cell)]
		}))
	}))
});

export const doc = (blocks: Block[]): Block => ({ type: 'doc', content: blocks });
