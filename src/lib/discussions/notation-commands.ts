// What the buttons over a post box do: put the notation around or before what is selected. Pure.

export type Selection = { text: string; start: number; end: number };

/** Replace `text[from, to)` by `insert`, then select `[start, end)` of the result. */
export type Edit = { from: number; to: number; insert: string; start: number; end: number };

/** Bold, italic: puts the mark on both sides, or takes it away when it is there. Spaces stay outside. */
export function toggleMark({ text, start, end }: Selection, mark: '**' | '_'): Edit {
	const selected = text.slice(start, end);
	const from = start + (selected.length - selected.trimStart().length);
	const to = Math.max(from, end - (selected.length - selected.trimEnd().length));
	const inner = text.slice(from, to);
	const isMarked =
		text.slice(0, from).endsWith(mark) && text.slice(to).startsWith(mark) && inner !== '';
	if (isMarked) {
		const begin = from - mark.length;
		return {
			from: begin,
			to: to + mark.length,
			insert: inner,
			start: begin,
			end: begin + inner.length
		};
	}
	return {
		from,
		to,
		insert: `${mark}${inner}${mark}`,
		start: from + mark.length,
		end: from + mark.length + inner.length
	};
}

/** Lists: each line of the selection begins with a dash or its number; when all do already, none does after. */
export function toggleList({ text, start, end }: Selection, kind: 'bullets' | 'numbers'): Edit {
	const from = text.lastIndexOf('\n', start - 1) + 1;
	const found = text.indexOf('\n', end);
	const to = found === -1 ? text.length : found;
	const lines = text.slice(from, to).split('\n');
	const begins = kind === 'bullets' ? /^- / : /^\d+\. /;
	const bare = lines.map((line) => line.replace(/^(?:- |\d+\. )/, ''));
	const isList = lines.every((line) => begins.test(line));
	const listed = bare.map((line, index) =>
		kind === 'bullets' ? `- ${line}` : `${index + 1}. ${line}`
	);
	const insert = (isList ? bare : listed).join('\n');
	const caret = from + insert.length;
	return { from, to, insert, start: lines.length > 1 ? from : caret, end: caret };
}

/** A link around the selection; its address is selected, to be typed over. */
export function insertLink({ text, start, end }: Selection): Edit {
	const words = text.slice(start, end).trim() || 'words to show';
	const address = 'https://';
	const insert = `[${words}](${address})`;
	const addressAt = start + insert.length - address.length - 1;
	return { from: start, to: end, insert, start: addressAt, end: addressAt + address.length };
}

/** The mention being typed at the caret: where its "@" stands, and what follows it. */
export function mentionBeforeCaret({
	text,
	start,
	end
}: Selection): { at: number; query: string } | null {
	if (start !== end) return null;
	const found = /(?<![\p{L}\p{N}])@([\p{L}\p{N}][^\n@]{0,60})$/u.exec(text.slice(0, start));
	const query = found?.[1];
	return found === null || query === undefined ? null : { at: found.index, query };
}

/** The chosen name in place of what was typed. */
export function insertMention(selection: Selection, at: number, name: string): Edit {
	const insert = `@${name} `;
	return {
		from: at,
		to: selection.end,
		insert,
		start: at + insert.length,
		end: at + insert.length
	};
}
