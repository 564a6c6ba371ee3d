// The parts of a Word document that are alike in all of them: how headings, lists and links look.
const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

const style = (id: string, name: string, look: string, next = 'Normal'): string =>
	`<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:next w:val="${next}"/><w:qFormat/>${look}</w:style>`;

/** @param size half points; @param level of the outline, from 0 */
const heading = (number: number, size: number): string =>
	style(
		`Heading${number}`,
		`heading ${number}`,
		`<w:pPr><w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="${number - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr>`
	);

export const stylesXml = `<w:styles xmlns:w="${namespace}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="24"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${[
	style('Title', 'Title', '<w:rPr><w:b/><w:sz w:val="44"/></w:rPr>'),
	style('Subtitle', 'Subtitle', '<w:rPr><w:color w:val="404040"/></w:rPr>'),
	heading(1, 32),
	heading(2, 28),
	heading(3, 24),
	style(
		'ListParagraph',
		'List Paragraph',
		'<w:pPr><w:spacing w:after="60"/></w:pPr>',
		'ListParagraph'
	),
	style('Quote', 'Quote', '<w:pPr><w:ind w:left="567" w:right="567"/></w:pPr><w:rPr><w:i/></w:rPr>')
].join(
	''
)}<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="4A1942"/><w:u w:val="single"/></w:rPr></w:style></w:styles>`;

const deepest = 9;
const levels = (shape: (level: number) => string): string =>
	Array.from(
		{ length: deepest },
		(_, level) =>
			`<w:lvl w:ilvl="${level}"><w:start w:val="1"/>${shape(level)}<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>`
	).join('');

/**
 * @param bullets id of the lists with bullets
 * @param firstOrdered id of the first list that counts; the others follow
 * @param starts where each list that counts begins
 */
export function numberingXml(
	bullets: number,
	firstOrdered: number,
	starts: readonly number[]
): string {
	const ordered = starts.map(
		(start, index) =>
			`<w:num w:numId="${firstOrdered + index}"><w:abstractNumId w:val="1"/>${Array.from(
				{ length: deepest },
				(_, level) =>
					`<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${start}"/></w:lvlOverride>`
			).join('')}</w:num>`
	);
	return `<w:numbering xmlns:w="${namespace}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>${levels(() => '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>')}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>${levels((level) => `<w:numFmt w:val="decimal"/><w:lvlText w:val="%${level + 1}."/>`)}</w:abstractNum><w:num w:numId="${bullets}"><w:abstractNumId w:val="0"/></w:num>${ordered.join('')}</w:numbering>`;
}
