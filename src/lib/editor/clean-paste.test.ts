import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { cleanPaste } from './clean-paste.ts';

const parse = (html: string): Document =>
	new new Window().DOMParser().parseFromString(html, 'text/html') as unknown as Document;

const clean = (html: string): string => cleanPaste(html, parse).replace(/>\s+</g, '><');

/** As Word 365 on Windows puts it on the clipboard, shortened only in its style sheet. */
const wordHead = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<link rel=File-List href="file:///C:/Users/x/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {font-family:Wingdings;} p.MsoNormal {mso-style-unhide:no; margin:0cm;} --></style>
</head><body lang=EN-GB style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->`;
const wordFoot = `<!--EndFragment--></body></html>`;
const word = (body: string): string => clean(wordHead + body + wordFoot);

const wordItem = (sign: string, text: string, level = 1, place = 'Middle'): string =>
	`<p class=MsoListParagraphCxSp${place} style='margin-left:${level * 36}.0pt;mso-add-space:auto;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span lang=EN-US style='font-family:Symbol;mso-fareast-font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-US>${text}<o:p></o:p></span></p>`;

describe('pasted from Word', () => {
	test('paragraphs keep their words, bold and italic, and lose everything else', () => {
		expect(
			word(
				`<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN-US style='font-size:12.0pt;font-family:"Arial",sans-serif;color:#1F497D'>Fifteen organisations</span></b><span lang=EN-US style='font-size:12.0pt'> now hold a <i>two-year</i> agreement.<o:p></o:p></span></p><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>`
			)
		).toBe('<p><b>Fifteen organisations</b> now hold a <i>two-year</i> agreement.</p>');
	});

	test('list paragraphs become lists, "·" and "Ø" being their signs, nested as they were', () => {
		expect(
			word(
				wordItem('·', 'To see what became of the data', 1, 'First') +
					wordItem('Ø', 'within a month', 2) +
					wordItem('Ø', 'in writing', 2) +
					wordItem('·', 'To be paid for evenings', 1, 'Last')
			)
		).toBe(
			'<ul><li><p>To see what became of the data</p><ul><li><p>within a month</p></li><li><p>in writing</p></li></ul></li><li><p>To be paid for evenings</p></li></ul>'
		);
	});

	test('numbered paragraphs become a numbered list that starts where it started', () => {
		expect(word(wordItem('3.', 'Third', 1, 'First') + wordItem('4.', 'Fourth', 1, 'Last'))).toBe(
			'<ol start="3"><li><p>Third</p></li><li><p>Fourth</p></li></ol>'
		);
	});

	test('two lists with words between them stay two lists', () => {
		expect(
			word(`${wordItem('·', 'One')}<p class=MsoNormal>Between</p>${wordItem('·', 'Two')}`)
		).toBe('<ul><li><p>One</p></li></ul><p>Between</p><ul><li><p>Two</p></li></ul>');
	});

	test('a list without Word’s list marks is known by its sign', () => {
		expect(
			word(
				`<p class=MsoListParagraph style='text-indent:-18.0pt'><span style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>Paid within thirty days</p>`
			)
		).toBe('<ul><li><p>Paid within thirty days</p></li></ul>');
	});

	test('headings of a document become headings of a section', () => {
		expect(
			word(
				`<p class=MsoTitle>Title</p><h1>One<o:p></o:p></h1><h2 style='mso-list:none'>Two</h2><h3>Three</h3><h6>Six</h6>`
			)
		).toBe('<h3>Title</h3><h3>One</h3><h3>Two</h3><h3>Three</h3><h4>Six</h4>');
	});

	test('tables keep their cells, also the empty ones, and lose their looks', () => {
		expect(
			word(
				`<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'><tr style='mso-yfti-irow:0'><td width=301 colspan=2 style='width:225.4pt'><p class=MsoNormal>Year<o:p></o:p></p></td></tr><tr><td width=150><p class=MsoNormal>2021</p></td><td width=150><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table>`
			)
		).toBe(
			'<table><tbody><tr><td colspan="2"><p>Year</p></td></tr><tr><td><p>2021</p></td><td><p></p></td></tr></tbody></table>'
		);
	});

	test('comments, footnotes and tracked deletions are not words of the report', () => {
		expect(
			word(
				`<p class=MsoNormal>Kept<del cite="mailto:x">gone</del><ins cite="mailto:x"> added</ins><a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a></p><div style='mso-element:comment-list'><p class=MsoCommentText>A remark</p></div><div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p>Note</p></div></div>`
			)
		).toMatch(/^<p>Kept(<ins>)? added(<\/ins>)?\[1\]<\/p>(<div><\/div>)?$/);
	});

	test('hidden text stays hidden', () => {
		expect(
			word(`<p class=MsoNormal>Seen<span style='display:none;mso-hide:all'>hidden</span></p>`)
		).toBe('<p>Seen</p>');
	});
});

describe('pasted from a web page', () => {
	test('scripts, pictures and handlers are gone [F9]', () => {
		expect(
			clean(
				`<meta charset="utf-8"><p onclick="alert(1)">Text<script>alert(1)</script><img src=x onerror=alert(1)></p><svg onload=alert(1)><circle/></svg><iframe src="https://example.org"></iframe>`
			)
		).toBe('<p>Text</p>');
	});

	test('only web and mail links stay links', () => {
		expect(
			clean(
				`<p><a href="https://example.org/a" target="_blank" class="x" style="color:red">web</a> <a href="javascript:alert(1)">not</a> <a href="/local">nor</a> <a href="mailto:a@example.org">mail</a></p>`
			)
		).toBe(
			'<p><a href="https://example.org/a">web</a> not nor <a href="mailto:a@example.org">mail</a></p>'
		);
	});

	test('Google Docs: bold and italic are read from styles, the wrapping bold that is none is not', () => {
		expect(
			clean(
				`<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:700;">Bold</span><span style="font-style:italic;"> italic</span> plain</p></b>`
			)
		).toBe('<p><strong>Bold</strong><em> italic</em> plain</p>');
	});

	test('spaces that only hold a layout apart become one; a figure keeps its unit', () => {
		expect(clean(`<p>a&nbsp;&nbsp; b&nbsp; 5&nbsp;km</p>`)).toBe('<p>a b 5&nbsp;km</p>');
	});
});

test('what comes from one of our own editors is left as it is', () => {
	const own = '<p data-pm-slice="1 1 []">as it is</p>';
	expect(cleanPaste(own, parse)).toBe(own);
});
