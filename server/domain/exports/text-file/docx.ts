// A text as a Word document: real styles, lists, links and tables with header rows, title and language. Written part by
// part as the Office Open XML format (ECMA-376) asks; nothing but what the text needs.
import { strToU8, zipSync, type Zippable } from 'fflate';
import { escapeMarkup } from '#shared/escape-markup.ts';
import { numberingXml, stylesXml } from './docx-parts.ts';
import type { TextMark, TextNode, WholeText } from './whole-text.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const relationsNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
/** One date for every part: the same text makes the same file. */
const partDate = new Date('2000-01-01T00:00:00Z');

/** Letters that XML cannot hold are left out. */
const escape = (text: string): string =>
	// eslint-disable-next-line no-control-regex -- these are what is meant
	escapeMarkup(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''));

/** Lists of an ordered list's own count, and where each begins. */
type Numbering = { starts: number[] };
type Context = {
	/** Addresses by the id of their relation. */
	links: Map<string, string>;
	numbering: Numbering;
};

const bulletList = 1;
/** Ids up to it are the bullets'; an ordered list each has one of its own. */
const firstOrdered = 2;

/** @param origin to which links within the workspace lead
 *  @param made when it is said to have been made; ISO 8601 */
export function toDocx(text: WholeText, origin: string, made: string): Uint8Array {
	const context: Context = { links: new Map(), numbering: { starts: [] } };

	const body = [
		paragraph('Title', run(text.title)),
		...text.about.map((line) => paragraph('Subtitle', run(line))),
		paragraph(
			'Normal',
			`${run('Read it as a page: ')}${linked(context, text.address, run(text.address, [], 'Hyperlink'))}`
		),
		...text.sections.flatMap(({ title, content }) => [
			...(title === null ? [] : [paragraph('Heading1', run(title))]),
			...blocks(context, content, origin)
		])
	].join('');
	const parts: Record<string, string> = {
		'[Content_Types].xml': contentTypesXml,
		'_rels/.rels': packageRelationsXml,
		'docProps/core.xml': coreXml(text.title, made),
		'word/document.xml': `<w:document xmlns:w="${wordNamespace}" xmlns:r="${relationsNamespace}"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>`,
		'word/styles.xml': stylesXml,
		'word/numbering.xml': numberingXml(bulletList, firstOrdered, context.numbering.starts),
		'word/_rels/document.xml.rels': documentRelationsXml(context.links)
	};
	const files: Zippable = {};
	for (const [name, xml] of Object.entries(parts)) {
		files[name] = [strToU8(declaration + xml), { mtime: partDate }];
	}
	return zipSync(files);
}

const run = (text: string, marks: readonly TextMark[] = [], style?: string): string => {
	const has = (type: string): boolean => marks.some((mark) => mark.type === type);
	const look = [
		style === undefined ? '' : `<w:rStyle w:val="${style}"/>`,
		has('bold') ? '<w:b/>' : '',
		has('italic') ? '<w:i/>' : ''
	].join('');
	const properties = look === '' ? '' : `<w:rPr>${look}</w:rPr>`;
	return `<w:r>${properties}<w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
};

/** @param more what else is said of the paragraph */
const paragraph = (style: string, content: string, more = ''): string =>
	`<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${content}</w:p>`;

function linked({ links }: Context, address: string, content: string): string {
	const known = [...links].find(([, other]) => other === address)?.[0];
	const id = known ?? `link${links.size + 1}`;
	links.set(id, address);
	return `<w:hyperlink r:id="${id}">${content}</w:hyperlink>`;
}

function inline(context: Context, nodes: readonly TextNode[] = [], origin: string): string {
	return nodes
		.map(({ type, text = '', marks = [] }) => {
			if (type === 'hardBreak') return '<w:r><w:br/></w:r>';
			const href = marks.find((mark) => mark.type === 'link')?.attrs?.['href'];
			if (typeof href !== 'string') return run(text, marks);
			const address = href.startsWith('/') ? `${origin}${href}` : href;
			return linked(context, address, run(text, marks, 'Hyperlink'));
		})
		.join('');
}

type Around = {
	style: string;
	/** Of the list it stands in: which, and how deep. */
	list: { id: number; level: number } | null;
};

function blocks(
	context: Context,
	nodes: readonly TextNode[],
	origin: string,
	around: Around = { style: 'Normal', list: null }
): string[] {
	return nodes.flatMap((node): string[] => {
		const inner = node.content ?? [];
		switch (node.type) {
			case 'heading':
				return [
					paragraph(
						node.attrs?.['level'] === 4 ? 'Heading3' : 'Heading2',
						inline(context, inner, origin)
					)
				];
			case 'bulletList':
			case 'orderedList':
				return list(context, node, origin, around);
			case 'blockquote':
				return blocks(context, inner, origin, { ...around, style: 'Quote' });
			case 'table':
				return [table(context, node, origin)];
			default:
				return [paragraph(around.style, inline(context, inner, origin))];
		}
	});
}

function list(context: Context, node: TextNode, origin: string, around: Around): string[] {
	const { starts } = context.numbering;
	let id = bulletList;
	if (node.type === 'orderedList') {
		id = firstOrdered + starts.length;
		starts.push(Number(node.attrs?.['start'] ?? 1));
	}
	const level = Math.min(8, (around.list?.level ?? -1) + 1);
	return (node.content ?? []).flatMap((item) =>
		(item.content ?? []).flatMap((block, index) => {
			if (block.type !== 'paragraph') {
				return blocks(context, [block], origin, { style: 'ListParagraph', list: { id, level } });
			}
			const place =
				index === 0
					? `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`
					: `<w:ind w:left="${720 * (level + 1)}"/>`;
			return [paragraph('ListParagraph', inline(context, block.content, origin), place)];
		})
	);
}

function table(context: Context, { content: rows = [] }: TextNode, origin: string): string {
	const columns = Math.max(1, ...rows.map((row) => row.content?.length ?? 0));
	const width = Math.floor(9026 / columns);
	const border = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
		.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`)
		.join('');
	const drawn = rows.map((row, index) => {
		const cells = row.content ?? [];
		const isHeader = index === 0 && cells.every(({ type }) => type === 'tableHeader');
		const inner = cells.map((cell) => {
			const span = Number(cell.attrs?.['colspan'] ?? 1);
			const words = blocks(context, cell.content ?? [], origin).join('');
			const shown =
				cell.type === 'tableHeader'
					? words.replaceAll('<w:r><w:t', '<w:r><w:rPr><w:b/></w:rPr><w:t')
					: words;
			return `<w:tc><w:tcPr><w:tcW w:w="${width * span}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}</w:tcPr>${shown === '' ? '<w:p/>' : shown}</w:tc>`;
		});
		return `<w:tr>${isHeader ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${inner.join('')}</w:tr>`;
	});
	const grid = '<w:gridCol/>'.replace('/>', ` w:w="${width}"/>`).repeat(columns);
	return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${border}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${drawn.join('')}</w:tbl><w:p/>`;
}

const officeTypes = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const contentTypesXml = `<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${officeTypes}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${officeTypes}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${officeTypes}.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

const packageRelationsXml = `<Relationships xmlns="${packageNamespace}/relationships"><Relationship Id="document" Type="${relationsNamespace}/officeDocument" Target="word/document.xml"/><Relationship Id="core" Type="${packageNamespace}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

const coreXml = (title: string, made: string): string =>
	`<cp:coreProperties xmlns:cp="${packageNamespace}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escape(title)}</dc:title><dc:language>en-GB</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${made.replace(/\.\d+Z$/, 'Z')}</dcterms:created></cp:coreProperties>`;

function documentRelationsXml(links: ReadonlyMap<string, string>): string {
	const own = ['styles', 'numbering'].map(
		(part) =>
			`<Relationship Id="${part}" Type="${relationsNamespace}/${part}" Target="${part}.xml"/>`
	);
	const outside = [...links].map(
		([id, address]) =>
			`<Relationship Id="${id}" Type="${relationsNamespace}/hyperlink" Target="${escape(address)}" TargetMode="External"/>`
	);
	return `<Relationships xmlns="${packageNamespace}/relationships">${[...own, ...outside].join('')}</Relationships>`;
}
