// What came of a session as sections of text: the words that were written in it, under headings. Pure. ProseMirror JSON
// in the schema of #shared/editor-schema.ts, for notes that are written on and for files.
import type { TextNode } from '#server/domain/exports/text-file/whole-text.ts';
import { dateInWords } from '#shared/dates.ts';
import type { Outcome } from '#shared/live-session/record-output.ts';
import { resultInWords } from './results-in-words.ts';

/** Title null: what stands before the first heading. */
export type TextSection = { title: string | null; content: TextNode[] };

const text = (words: string): TextNode => ({ type: 'text', text: words });
const paragraph = (...content: TextNode[]): TextNode => ({ type: 'paragraph', content });
const heading = (words: string): TextNode => ({
	type: 'heading',
	attrs: { level: 3 },
	content: [text(words)]
});

/** Each line of what somebody wrote is a paragraph of its own. */
const paragraphs = (words: string): TextNode[] =>
	words
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.map((line) => paragraph(text(line)));

function list(items: readonly string[]): TextNode[] {
	const content = items
		.map(paragraphs)
		.filter((item) => item.length > 0)
		.map((item): TextNode => ({ type: 'listItem', content: item }));
	return content.length === 0 ? [] : [{ type: 'bulletList', content }];
}

function actionInWords({ words, ownerName, dueOn }: Outcome): string {
	const by = dueOn === null ? '' : `by ${dateInWords(dueOn, { year: 'always' })}`;
	const who = [ownerName ?? '', by].filter((part) => part !== '').join(', ');
	return who === '' ? words : `${words} (${who})`;
}

/** @param notes the shared notes, part by part; empty where they stay in the room */
export function sectionsOf(
	outcomes: readonly Outcome[],
	notes: readonly { title: string | null; content: readonly TextNode[] }[]
): TextSection[] {
	const of = (kind: Outcome['kind']): Outcome[] =>
		outcomes.filter((outcome) => outcome.kind === kind);
	const voted = (outcome: Outcome): TextNode[] => [
		...paragraphs(outcome.words),
		...(outcome.result === null ? [] : list(resultInWords(outcome.result)))
	];
	const sections: TextSection[] = [
		{ title: null, content: of('summary').flatMap(({ words }) => paragraphs(words)) },
		{ title: 'What we will do', content: list(of('action').map(actionInWords)) },
		{ title: 'What was decided', content: of('decision').flatMap(voted) },
		{ title: 'What was voted', content: of('poll').flatMap(voted) },
		{ title: 'What stood on the cards', content: list(of('card').map(({ words }) => words)) },
		{
			title: 'Shared notes',
			content: notes.flatMap((part) => [
				...(part.title === null ? [] : [heading(part.title)]),
				...part.content
			])
		}
	];
	return sections.filter(({ content }) => content.length > 0);
}

/** The same as one text that can be written on. @param from the session it leads back to */
export const noteOf = (
	sections: readonly TextSection[],
	from: { title: string; href: string }
): TextNode => ({
	type: 'doc',
	content: [
		...sections.flatMap(({ title, content }) => [
			...(title === null ? [] : [heading(title)]),
			...content
		]),
		paragraph(text('From the session '), {
			...text(from.title),
			marks: [{ type: 'link', attrs: { href: from.href } }]
		})
	]
});
