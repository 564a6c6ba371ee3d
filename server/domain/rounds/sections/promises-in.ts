// The Next Steps of a published report as promises. They are read from the section's canonical form (fingerprint.ts),
// so that they quote exactly what was published. Pure.
import * as v from 'valibot';

type Block = { type: string; text: string; content: Block[] };

const blockSchema: v.GenericSchema<unknown, Block> = v.object({
	type: v.string(),
	text: v.optional(v.string(), ''),
	content: v.optional(v.array(v.lazy(() => blockSchema)), [])
});

/** Of what stands in the canonical form, only what is read here. */
const canonicalSchema = v.object({ content: v.array(blockSchema) });

const isList = (block: Block | undefined): boolean =>
	block?.type === 'bulletList' || block?.type === 'orderedList';

/** All words of a block on one line: paragraphs, and the items of a list within, follow each other. */
function wordsOf({ type, text, content }: Block): string {
	const isLine = type === 'paragraph' || type === 'heading';
	if (type === 'text') return text;
	if (type === 'hardBreak') return ' ';
	return content
		.map(wordsOf)
		.join(isLine ? '' : ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

/**
 * What was promised, in the words and the order of the page: each item of a list, each row of a table, and each
 * paragraph that does not merely introduce what follows it. Headings promise nothing.
 * @param canonical of the section "Next Steps"
 */
export function promisesIn(canonical: string): string[] {
	const { content } = v.parse(canonicalSchema, JSON.parse(canonical));
	return promisesAmong(content).filter((words) => words !== '');
}

function promisesAmong(blocks: readonly Block[]): string[] {
	return blocks.flatMap((block, index) => {
		const next = blocks[index + 1];
		switch (block.type) {
			case 'bulletList':
			case 'orderedList':
				return block.content.map(wordsOf);
			case 'table':
				return block.content
					.filter(({ content }) => content.some(({ type }) => type !== 'tableHeader'))
					.map(({ content }) => content.map(wordsOf).filter(Boolean).join(' · '));
			case 'paragraph':
				return isList(next) || next?.type === 'table' ? [] : [wordsOf(block)];
			case 'blockquote':
				return promisesAmong(block.content);
			default:
				return [];
		}
	});
}
