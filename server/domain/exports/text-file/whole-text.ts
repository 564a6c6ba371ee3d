// A text that is taken away as a file: one tree for every format, so that they agree on what it says.
export type TextMark = { type: string; attrs?: Record<string, unknown> };
/** ProseMirror JSON in the schema of #shared/editor-schema.ts, after it was pruned. */
export type TextNode = {
	type: string;
	attrs?: Record<string, unknown>;
	content?: TextNode[];
	text?: string;
	marks?: TextMark[];
};

export type WholeText = {
	title: string;
	/** What stands under the title: what it is, when, by whom. */
	about: readonly string[];
	/** Title null: what stands before the first heading. */
	sections: readonly { title: string | null; content: readonly TextNode[] }[];
	/** Where it can be read as a page. */
	address: string;
};
