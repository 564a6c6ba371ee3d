// Lays out the canonical text of a section: the words that were signed, and nothing else.
import type { Book, Inline, Struct } from './book.ts';
import type { Style } from './fonts.ts';

/** As in #shared/editor-schema.ts. */
type Node = {
	type: string;
	text?: string;
	attrs?: Record<string, unknown>;
	marks?: { type: string; attrs?: Record<string, unknown> }[];
	content?: Node[];
};

export type Answered = {
	promise: string;
	outcome: 'done' | 'partly' | 'not-yet' | 'dropped' | null;
	explanation: string;
};

export type Canonical = { content: Node[]; answers?: Answered[] };

/** @param origin to which links within the workspace lead
 *  @param level of the largest heading in the text */
export function drawSection(
	book: Book,
	parent: Struct,
	{ content }: Canonical,
	origin: string,
	level: 3 | 4 = 4
): void {
	const styleOf = (marks: Node['marks'] = []): Style => {
		if (marks.some(({ type }) => type === 'bold')) return 'bold';
		return marks.some(({ type }) => type === 'italic') ? 'italic' : 'regular';
	};

	function inlinesOf(nodes: readonly Node[] = []): Inline[] {
		return nodes.flatMap(({ type, text = '', marks, content: inner }): Inline[] => {
			if (type === 'hardBreak') return [{ text: '\n', style: 'regular' }];
			if (type !== 'text') return inlinesOf(inner);
			const href = marks?.find((mark) => mark.type === 'link')?.attrs?.['href'];
			if (typeof href !== 'string') return [{ text, style: styleOf(marks) }];
			return [
				{ text, style: styleOf(marks), link: href.startsWith('/') ? `${origin}${href}` : href }
			];
		});
	}

	/** A cell's or an item's paragraphs in one, where there is no room for more. */
	const flat = (nodes: readonly Node[] = []): Inline[] =>
		nodes.flatMap((node, index): Inline[] => [
			...(index === 0 ? [] : [{ text: '\n', style: 'regular' as const }]),
			...inlinesOf(node.content)
		]);

	function draw(nodes: readonly Node[], into: Struct, indent: number): void {
		for (const node of nodes) {
			const inner = node.content ?? [];
			switch (node.type) {
				case 'heading':
					book.block(
						into,
						`H${node.attrs?.['level'] === 4 ? level + 1 : level}`,
						boldened(inlinesOf(inner)),
						{ size: 12, before: 6, after: 3, indent }
					);
					break;
				case 'bulletList':
				case 'orderedList': {
					const first = Number(node.attrs?.['start'] ?? 1);
					const labels = inner.map((_, index) =>
						node.type === 'bulletList' ? '•' : `${first + index}.`
					);
					const body = (index: number, within: Struct, further: number): void =>
						draw(inner[index]?.content ?? [], within, further);
					book.list(into, labels, body, indent);
					break;
				}
				case 'blockquote': {
					const quote = book.doc.struct('BlockQuote');
					into.add(quote);
					draw(inner, quote, indent + 20);
					quote.end();
					break;
				}
				case 'table':
					book.table(
						into,
						inner.map((row) =>
							(row.content ?? []).map((cell) => ({
								inlines:
									cell.type === 'tableHeader' ? boldened(flat(cell.content)) : flat(cell.content),
								isHeader: cell.type === 'tableHeader'
							}))
						),
						{ indent }
					);
					break;
				default:
					book.block(into, 'P', inlinesOf(inner), { indent });
			}
		}
	}

	draw(content, parent, 0);
}

export const boldened = (inlines: readonly Inline[]): Inline[] =>
	inlines.map((inline) => ({ ...inline, style: 'bold' }));
