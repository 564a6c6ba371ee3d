// A round of reports as one PDF: title and contents with page numbers, the round, each report in the words that were
// published. Tagged, with title, language and bookmarks; every report says where it can be read as a page.
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { outcomeWords } from '#shared/outcome-words.ts';
import type { Maker } from '../maker.ts';
import { day, moment } from '../page.ts';
import type { About, EditionPiece, RoundPiece } from '../pieces.ts';
import { createBook, type Struct } from './book.ts';
import { unknown } from './fonts.ts';
import { drawFooters } from './footers.ts';
import { newPdf } from './new-pdf.ts';
import { drawSection, type Canonical } from './section.ts';

const contentsSize = 11;
const contentsGap = 5;

export function createPdfMaker(file: string, about: About, titles: readonly string[]): Maker {
	const doc = newPdf(about.title, about.madeAt);
	const out = createWriteStream(file, { flags: 'wx' });
	const isWritten = finished(out);
	// Told again by `finish`; a failure before it must not end the thread.
	isWritten.catch(() => undefined);
	doc.pipe(out);
	const book = createBook(doc);
	const root = doc.struct('Document');
	doc.addStructure(root);

	/** Drawn at the end, when the pages are known: room is kept for it. */
	const contents = doc.struct('TOC');
	const entries: { title: string; page: number; destination: string }[] = [];
	const lastPage = (): number => doc.bufferedPageRange().count - 1;

	function beginContents(): { page: number; y: number } {
		book.block(root, 'H1', book.plain(about.title, 'bold'), { size: 24, before: 90, after: 14 });
		book.block(root, 'P', book.plain(about.scope), { size: 13, after: 10 });
		book.block(root, 'P', [
			{ text: `Made on ${moment(about.madeAt)} (UK time) from `, style: 'regular' },
			{ text: about.origin, style: 'regular', link: about.origin },
			{ text: ', where every report can be read as a page.', style: 'regular' }
		]);
		book.block(root, 'H2', book.plain('Contents', 'bold'), { size: 16, before: 20, after: 8 });
		doc.outline.addItem('Contents');
		root.add(contents);
		const place = { page: lastPage(), y: doc.y };
		for (const title of ['About this round', ...titles]) {
			const height = heightOfEntry(title);
			book.makeRoom(height);
			doc.y += height;
		}
		return place;
	}

	const heightOfEntry = (title: string): number =>
		book.heightOf(book.plain(title), book.width - 40, contentsSize) + contentsGap;

	function drawContents({ page, y }: { page: number; y: number }): void {
		let at = page;
		doc.switchToPage(at);
		doc.y = y;
		for (const { title, page: number, destination } of entries) {
			const height = heightOfEntry(title);
			if (doc.y + height > book.bottom) {
				at += 1;
				doc.switchToPage(at);
				doc.y = doc.page.margins.top;
			}
			const top = doc.y;
			const item = doc.struct('TOCI');
			contents.add(item);
			const reference = doc.struct('Reference');
			item.add(reference);
			reference.add(() => {
				for (const [index, run] of book.fonts.runs(title, 'regular').entries()) {
					doc.font(run.font).fontSize(contentsSize).fillColor(book.ink);
					const options = {
						width: book.width - 40,
						lineGap: 3,
						goTo: destination,
						continued: index < book.fonts.runs(title, 'regular').length - 1
					};
					if (index === 0) doc.text(run.text, book.left, top, options);
					else doc.text(run.text, options);
				}
			});
			reference.add(() => {
				doc.font('regular-latin').fontSize(contentsSize);
				doc.text(` ${number}`, book.left, top, { width: book.width, align: 'right' });
			});
			item.end();
			doc.y = top + height;
		}
		contents.end();
	}

	/** A part on a new page, in contents and bookmarks. */
	function begin(title: string): Struct {
		doc.addPage();
		const destination = `part-${entries.length}`;
		doc.addNamedDestination(destination);
		entries.push({ title, page: lastPage() + 1, destination });
		doc.outline.addItem(title);
		const part = doc.struct('Sect');
		root.add(part);
		book.block(part, 'H2', book.plain(title, 'bold'), { size: 20, after: 10 });
		return part;
	}

	const row = (header: string, words: string, isFirst = false) => [
		{ inlines: book.plain(header, 'bold'), isHeader: true },
		{ inlines: book.plain(words, isFirst ? 'bold' : 'regular'), isHeader: isFirst }
	];

	function drawRound(piece: RoundPiece): void {
		const part = begin('About this round');
		const { reported, signatories } = piece.coverage;
		const words = `The reports of ${piece.round.title} cover ${reported} of ${signatories} signatories. They stand here in alphabetical order; nothing ranks them.`;
		book.block(part, 'P', book.plain(words));
		book.table(part, [
			row('What', 'When', true),
			...piece.dates.map(({ name, value }) =>
				row(name, value.length === 10 ? day(value) : moment(value))
			)
		]);
		part.end();
	}

	function drawEdition(piece: EditionPiece): void {
		const { report, round } = piece;
		const missingBefore = book.fonts.missing;
		const address = `${about.origin}/rounds/${round.number}/reports/${report.slug}/editions/${piece.number}`;
		const part = begin(report.title);
		const facts = [
			`${round.title} of ${report.organisations.join(', ')}. Edition ${piece.number}, published on ${moment(piece.publishedAt)}.`,
			...(piece.note === null ? [] : [`Correction: ${piece.note}`]),
			...(report.isSample ? ['Sample text, written for the demonstration workspace.'] : [])
		];
		for (const fact of facts) book.block(part, 'P', book.plain(fact));
		book.block(part, 'P', [
			{ text: 'Read it as a page: ', style: 'regular' },
			{ text: address, style: 'regular', link: address }
		]);
		for (const section of piece.sections) drawEditionSection(part, section);
		book.block(part, 'H3', book.plain('Signatures', 'bold'), { size: 14, before: 12, after: 4 });
		if (piece.signatures.length === 0) {
			book.block(part, 'P', book.plain('No signature is kept with this edition.'));
		} else
			book.table(part, [
				row('Organisation', 'Signed by', true),
				...piece.signatures.map((each) =>
					row(
						each.organisation,
						`${each.member}${each.onBehalfOf === null ? '' : `, in the place of ${each.onBehalfOf}`}, ${moment(each.at)}`
					)
				)
			]);
		book.block(part, 'P', book.plain(`Fingerprint of the whole (SHA-256): ${piece.sha256}`), {
			size: 9
		});
		if (book.fonts.missing > missingBefore) {
			const words = `Some letters of this report cannot be printed here and are shown as ${unknown}. The page above has all of them.`;
			book.block(part, 'P', book.plain(words, 'bold'));
		}
		part.end();
	}

	function drawEditionSection(part: Struct, section: EditionPiece['sections'][number]): void {
		const { commitment, title, wording } = section;
		const name = commitment === null ? title : `Commitment ${commitment}: ${title}`;
		book.block(part, 'H3', book.plain(name, 'bold'), { size: 14, before: 12, after: 4 });
		if (wording !== null) book.block(part, 'P', book.plain(wording, 'italic'));
		const canonical = JSON.parse(section.canonical) as Canonical;
		if (canonical.content.length === 0) {
			book.block(part, 'P', book.plain('Nothing is written here.'));
		}
		drawSection(book, part, canonical, about.origin);
		const { answers = [] } = canonical;
		if (answers.length === 0) return;
		const heading = book.plain('You said, we did', 'bold');
		book.block(part, 'H4', heading, { size: 12, before: 6, after: 3 });
		const drawAnswer = (index: number, body: Struct, indent: number): void => {
			const answer = answers[index];
			if (answer === undefined) return;
			book.block(body, 'P', book.plain(`“${answer.promise}”`, 'italic'), { indent });
			const outcome = answer.outcome === null ? 'Not answered' : outcomeWords[answer.outcome];
			book.block(
				body,
				'P',
				[
					{ text: `${outcome}. `, style: 'bold' },
					{ text: answer.explanation, style: 'regular' }
				],
				{ indent }
			);
		};
		book.list(
			part,
			answers.map(() => '•'),
			drawAnswer,
			0
		);
	}

	const place = beginContents();
	return {
		add(piece) {
			if (piece.kind === 'round') drawRound(piece);
			else if (piece.kind === 'edition') drawEdition(piece);
			else throw new Error(`a book has no place for a ${piece.kind}`);
		},
		async finish() {
			drawContents(place);
			drawFooters(book, about.title);
			root.end();
			doc.end();
			await isWritten;
		}
	};
}
