// The beginning of a long text, cut between two blocks, so that many can stand on one page and none is shortened. Pure.

const tag = /<(\/?)([a-z][a-z0-9]*)[^>]*>/g;
const withoutEnd = new Set(['br', 'hr', 'img']);

/** @param html as the server renders a section's text: whole blocks, each tag closed  @returns the blocks in order */
function blocksOf(html: string): string[] {
	const blocks: string[] = [];
	let depth = 0;
	let start = 0;
	for (const match of html.matchAll(tag)) {
		const [whole, slash, name = ''] = match;
		if (withoutEnd.has(name)) continue;
		depth += slash === '/' ? -1 : 1;
		if (depth > 0) continue;
		const end = match.index + whole.length;
		blocks.push(html.slice(start, end));
		start = end;
	}
	return blocks;
}

const wordsOf = (html: string): number =>
	html.replace(tag, ' ').split(/\s+/).filter(Boolean).length;

/** Words after which the rest is folded away; one block more is never worth folding. */
const enough = 120;

/** @returns the first blocks, and the rest with its number of words; null when it is all there */
export function leadOf(html: string): {
	lead: string;
	rest: { html: string; words: number } | null;
} {
	const blocks = blocksOf(html);
	let words = 0;
	const split = blocks.findIndex((block) => {
		words += wordsOf(block);
		return words >= enough && !block.startsWith('<h');
	});
	const rest = split === -1 ? '' : blocks.slice(split + 1).join('');
	const count = wordsOf(rest);
	if (count < enough / 3) return { lead: html, rest: null };
	return { lead: blocks.slice(0, split + 1).join(''), rest: { html: rest, words: count } };
}
