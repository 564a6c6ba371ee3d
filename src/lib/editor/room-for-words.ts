// An empty paragraph made at this keyboard is given the text that words will go into, at once. Otherwise the first
// letter brings it: when two people begin to write in the same empty paragraph, each brings one of their own, the
// binding joins the two afterwards, and the carets and some letters end up in the wrong place.
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { Schema } from '@tiptap/pm/model';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';

/** Keeps an eye on the paragraphs that are made in this fragment. */
export const roomForWords = (fragment: Y.XmlFragment): Extension =>
	Extension.create({
		name: 'roomForWords',
		addProseMirrorPlugins() {
			const { schema } = this.editor;
			const observe = (events: Y.YEvent<Y.XmlFragment>[], { origin }: Y.Transaction): void => {
				// Of the binding itself: a colleague's paragraphs come with their own.
				if (origin !== ySyncPluginKey) return;
				const blank = events.flatMap(addedElements).filter((each) => isBlank(each, schema));
				if (blank.length === 0) return;
				// With the binding's origin, so that undo takes paragraph and room back together.
				fragment.doc?.transact(() => {
					for (const element of blank) element.insert(0, [new Y.XmlText()]);
				}, ySyncPluginKey);
			};
			const view = () => {
				fragment.observeDeep(observe);
				return { destroy: () => fragment.unobserveDeep(observe) };
			};
			return [new Plugin({ view })];
		}
	});

const addedElements = (event: Y.YEvent<Y.XmlFragment>): Y.XmlElement[] =>
	[...event.changes.added].flatMap(({ content, deleted }) =>
		!deleted && content instanceof Y.ContentType ? withElementsIn(content.type) : []
	);

function withElementsIn(type: unknown): Y.XmlElement[] {
	if (!(type instanceof Y.XmlElement)) return [];
	const element = type as Y.XmlElement;
	return [element, ...element.toArray().flatMap(withElementsIn)];
}

const isBlank = (element: Y.XmlElement, schema: Schema): boolean =>
	element.length === 0 && schema.nodes[element.nodeName]?.isTextblock === true;
