// [F9] Hostile content, put straight into the Yjs document as a client with its own code would.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from './derive.ts';
import { documentSchema, type RawNode } from './fields.ts';
import { updatesOf } from './history/put-back.ts';
import { varUints } from './protocol.ts';
import { prune } from './prune.ts';
import { toHtml, toText } from './render.ts';

const field = 'section:why';

/** What a page would get of a document that `write` has been at. */
function pageOf(write: (fragment: Y.XmlFragment, doc: Y.Doc) => void) {
	const doc = new Y.Doc();
	doc.transact(() => write(doc.getXmlFragment(field), doc));
	return contentOf([Y.encodeStateAsUpdate(doc)])[field];
}

function element(
	name: string,
	attributes: Record<string, unknown>,
	...children: (string | Y.XmlElement)[]
) {
	const made = new Y.XmlElement(name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
	made.insert(
		0,
		children.map((child) => (typeof child === 'string' ? new Y.XmlText(child) : child))
	);
	return made;
}

function linked(text: string, attrs: unknown): Y.XmlElement {
	const paragraph = new Y.XmlElement('paragraph');
	const words = new Y.XmlText();
	words.insert(0, text, { link: attrs as object });
	paragraph.insert(0, [words]);
	return paragraph;
}

describe('[F9] C70 hostile content', () => {
	test('nodes the editor does not know are left out, what stands around them stays', () => {
		const page = pageOf((fragment) => {
			fragment.insert(0, [
				element('paragraph', {}, 'before'),
				element('script', {}, 'alert(1)'),
				element('iframe', { src: 'javascript:alert(1)' }),
				element('__proto__', {}, 'x'),
				element('constructor', {}, 'x'),
				element('doc', {}, element('paragraph', {}, 'a document in a document')),
				element('paragraph', {}, 'after')
			]);
		});
		expect(page?.html).toBe('<p>before</p><p>after</p>');
		expect(page?.text).toBe('before\n\nafter');
	});

	test('attributes the editor does not know, or of another kind, are left out', () => {
		const page = pageOf((fragment) => {
			fragment.insert(0, [
				element('paragraph', { onclick: 'alert(1)', style: 'position:fixed', class: '"><b>' }, 'a'),
				element('heading', { level: '1><script>' }, 'b'),
				element('heading', { level: 1 }, 'c'),
				element('heading', { level: { toString: 'x' } }, 'd'),
				element(
					'orderedList',
					{ start: '1" onmouseover="alert(1)', type: 'javascript:' },
					element('listItem', {}, element('paragraph', {}, 'e'))
				)
			]);
		});
		expect(page?.html).toBe('<p>a</p><h3>b</h3><h3>c</h3><h3>d</h3><ol><li><p>e</p></li></ol>');
	});

	test('a table cannot be made a million columns wide', () => {
		const page = pageOf((fragment) => {
			const cell = element(
				'tableCell',
				{ colspan: 1e6, rowspan: -1, colwidth: '999', align: 'x"' },
				element('paragraph', {}, 'cell')
			);
			fragment.insert(0, [element('table', {}, element('tableRow', {}, cell))]);
		});
		expect(page?.html).toBe('<table><tbody><tr><td><p>cell</p></td></tr></tbody></table>');
	});

	test.each([
		'javascript:alert(1)',
		'JaVaScRiPt:alert(1)',
		'\u0001javascript:alert(1)',
		'java\nscript:alert(1)',
		'data:text/html,<script>alert(1)</script>',
		'vbscript:x',
		'//evil.example',
		'/relative',
		'file:///etc/passwd',
		'https://',
		`https://example.org/${'x'.repeat(3_000)}`,
		'',
		null,
		42,
		{ toString: 'https://example.org' },
		['https://example.org']
	])('a link to %j is text and no link', (href) => {
		expect(pageOf((fragment) => fragment.insert(0, [linked('here', { href })]))?.html).toBe(
			'<p>here</p>'
		);
	});

	test.each([null, true, 'javascript:alert(1)', 7])(
		'a link mark that is %j is no link',
		(attrs) => {
			expect(pageOf((fragment) => fragment.insert(0, [linked('here', attrs)]))?.html).toBe(
				'<p>here</p>'
			);
		}
	);

	test('a good link passes, with nothing beside its address', () => {
		const page = pageOf((fragment) =>
			fragment.insert(0, [
				linked('here', {
					href: 'https://example.org/?a="><script>',
					target: '_blank',
					onclick: 'alert(1)',
					class: 'x'
				})
			])
		);
		expect(page?.html).toBe(
			'<p><a href="https://example.org/?a=%22%3E%3Cscript%3E" rel="noopener noreferrer nofollow">here</a></p>'
		);
	});

	test('markup in the text is text', () => {
		const page = pageOf((fragment) =>
			fragment.insert(0, [element('paragraph', {}, `<img src=x onerror="alert('1')"> & co`)])
		);
		expect(page?.html).toBe(
			'<p>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co</p>'
		);
	});

	test('text and cells in the wrong place are put right or left out', () => {
		const page = pageOf((fragment) => {
			fragment.insert(0, [
				new Y.XmlText('bare text'),
				element('listItem', {}, element('paragraph', {}, 'an item without a list')),
				element('tableCell', {}, element('paragraph', {}, 'a cell without a table')),
				element('bulletList', {}, 'text in a list', element('table', {})),
				element('blockquote', {}),
				element('table', {})
			]);
		});
		expect(page?.text).toContain('bare text');
		expect(page?.text).toContain('an item without a list');
		documentSchema.nodeFromJSON(page?.json).check();
	});

	test('marks the editor does not know are left out', () => {
		const page = pageOf((fragment) => {
			const words = new Y.XmlText();
			words.insert(0, 'words', { bold: true, blink: {}, 'bold--x': {}, __proto__: {}, '': 1 });
			const paragraph = new Y.XmlElement('paragraph');
			paragraph.insert(0, [words]);
			fragment.insert(0, [paragraph]);
		});
		expect(page?.html).toBe('<p><strong>words</strong></p>');
	});

	test('things that are not text, or not of the tree, are not looked at', () => {
		const page = pageOf((fragment, doc) => {
			const words = new Y.XmlText('seen');
			words.insertEmbed(0, { image: 'javascript:alert(1)' });
			const paragraph = new Y.XmlElement('paragraph');
			paragraph.insert(0, [words]);
			fragment.insert(0, [paragraph, new Y.Map() as never, new Y.Array() as never]);
			fragment.insert(1, [new Y.XmlHook('hook') as never]);
			doc.getMap('settings').set('isAdmin', true);
			doc.getXmlFragment('section:unheard-of').insert(0, [element('paragraph', {}, 'hidden')]);
		});
		expect(page?.html).toBe('<p>seen</p>');
	});

	test('a field of another kind reads as empty', () => {
		const doc = new Y.Doc();
		doc.getMap(field).set('a', 1n);
		doc.getText('section:next-steps').insert(0, 'bare');
		const content = contentOf([Y.encodeStateAsUpdate(doc)]);
		expect(content[field]?.html).toBe('');
		expect(() => JSON.stringify(content)).not.toThrow();
	});

	test('a thousand lists within each other neither stop the server nor the page', () => {
		const page = pageOf((fragment) => {
			fragment.insert(0, [element('paragraph', {}, 'after')]);
			let parent: Y.XmlFragment = fragment;
			for (let depth = 0; depth < 1_000; depth++) {
				const child = new Y.XmlElement('blockquote');
				parent.insert(0, [child]);
				parent = child;
			}
			parent.insert(0, [element('paragraph', {}, 'deep')]);
		});
		expect(page?.html.match(/<blockquote>/g)?.length).toBeLessThan(50);
		expect(page?.text).toContain('after');
	});

	test('ten thousand of them, deleted, leave the text as it was before', () => {
		const doc = new Y.Doc();
		const fragment = doc.getXmlFragment(field);
		fragment.insert(0, [element('paragraph', {}, 'before')]);
		const before = Y.encodeStateAsUpdate(doc);
		const vector = Y.encodeStateVector(doc);
		doc.transact(() => {
			let parent: Y.XmlFragment = fragment;
			for (let depth = 0; depth < 10_000; depth++) {
				const child = new Y.XmlElement('blockquote');
				parent.insert(0, [child]);
				parent = child;
			}
		});
		const deep = Y.encodeStateAsUpdate(doc, vector);
		const clock = Y.decodeStateVector(vector).get(doc.clientID) ?? 0;
		const deletion = varUints([0, 1, doc.clientID, 1, clock, 1]);
		expect(contentOf([before, deep, deletion])[field]?.text).toBe('before');
	});

	const raw: fc.Arbitrary<RawNode> = fc.letrec<{ node: RawNode }>((tie) => ({
		node: fc.record(
			{
				type: fc.oneof(
					fc.constantFrom(...Object.keys(documentSchema.nodes), 'toString', '__proto__'),
					fc.string()
				),
				attrs: fc.dictionary(
					fc.constantFrom('level', 'start', 'type', 'colspan', 'rowspan', 'colwidth', 'align', 'x'),
					fc.anything()
				),
				content: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'tree' }),
				text: fc.string(),
				marks: fc.array(
					fc.record({
						type: fc.oneof(fc.constantFrom('link', 'bold', 'italic', 'constructor'), fc.string()),
						attrs: fc.anything()
					})
				)
			},
			{ requiredKeys: ['type'] }
		)
	})).node;

	test('whatever the tree, what comes out is a valid document and safe to show', () => {
		fc.assert(
			fc.property(fc.array(raw, { maxLength: 5 }), (content) => {
				const node = prune(documentSchema, { type: 'doc', content });
				node.check();
				documentSchema.nodeFromJSON(node.toJSON()).check();
				toText(node);
				const tags = toHtml(node).match(/<[^>]*>/g) ?? [];
				for (const tag of tags) {
					expect(tag).toMatch(
						/^<\/?(p|h3|h4|ul|ol|li|blockquote|br|strong|em|a|table|thead|tbody|tr|th|td)( [a-z-]+="[^"<>]*")*>$/
					);
				}
			}),
			{ numRuns: 300 }
		);
	});
});

describe('C70 good content', () => {
	const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
	const row = (cell: string, ...texts: string[]) => ({
		type: 'tableRow',
		content: texts.map((text, index) => ({
			type: index === 0 ? 'tableHeader' : cell,
			content: [paragraph(text)]
		}))
	});
	const doc = {
		type: 'doc',
		content: [
			{ type: 'heading', attrs: { level: 4 }, content: [{ type: 'text', text: 'Where we stand' }] },
			paragraph('28 of 33 reported.'),
			{
				type: 'orderedList',
				attrs: { start: 3, type: null },
				content: ['one', 'two'].map((text) => ({ type: 'listItem', content: [paragraph(text)] }))
			},
			{
				type: 'table',
				content: [row('tableHeader', 'Year', 'Count'), row('tableCell', '2020', '30')]
			}
		]
	};

	test('an empty header cell is no header: it has nothing to say', () => {
		const corner = {
			type: 'doc',
			content: [
				{
					type: 'table',
					content: [row('tableHeader', ' ', 'Count'), row('tableCell', '2020', '30')]
				}
			]
		};
		expect(contentOf(updatesOf([{ [field]: corner }]))[field]?.html).toContain(
			'<tr><td><p> </p></td><th scope="col"><p>Count</p></th></tr>'
		);
	});

	test('comes back as it was written, and header cells say what they head', () => {
		const content = contentOf(updatesOf([{ [field]: doc }]))[field];
		expect(content?.html).toBe(
			'<h4>Where we stand</h4><p>28 of 33 reported.</p>' +
				'<ol start="3"><li><p>one</p></li><li><p>two</p></li></ol>' +
				'<table><thead><tr><th scope="col"><p>Year</p></th><th scope="col"><p>Count</p></th></tr></thead>' +
				'<tbody><tr><th scope="row"><p>2020</p></th><td><p>30</p></td></tr></tbody></table>'
		);
		expect(content?.text).toBe(
			'Where we stand\n\n28 of 33 reported.\n\n3. one\n4. two\n\nYear\tCount\n2020\t30'
		);
		expect(content?.words).toBe(13);
	});

	test('a field that only holds an empty paragraph has no text', () => {
		const empty = { type: 'doc', content: [{ type: 'paragraph' }] };
		const content = contentOf(updatesOf([{ [field]: empty }]))[field];
		expect(content).toMatchObject({ html: '', text: '', words: 0 });
	});
});
