// The notation of posts: what people type is kept letter for letter, and shown with paragraphs, **bold**, _italic_,
// "- " and "1. " lists, links and @mentions. Nothing else is markup, so nothing else can be smuggled in (F9).
import MarkdownIt, { type MarkdownIt as Notation } from 'markdown-it';
import { safeHref } from './link-address.ts';

/** Somebody a post may name. */
export type Mentionable = { id: string; name: string; organisation: string };

/** How many "@" of one post are looked up: a bound on work, and on how many people one post can call. */
const mostLookups = 100;

type Label = { id: string; text: string; folded: string };
type Env = { labels: readonly Label[]; lookups: number };

const notation = new MarkdownIt('zero', { html: false, linkify: true, breaks: true })
	.enable(['list', 'newline', 'emphasis', 'link', 'linkify'])
	.use(mentions);

// Only what is written as an address becomes one: "report.doc" and "name@nhs.uk" stay words.
notation.linkify
	.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
	.add('ftp:', null)
	.add('//', null);

notation.validateLink = (url) => safeHref(url) !== null;

notation.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
	tokens[index]?.attrSet('rel', 'noopener noreferrer nofollow');
	return self.renderToken(tokens, index, options);
};

/** A post as HTML. `mentioned`: the people the post was found to mention when it was written. */
export const renderPost = (body: string, mentioned: readonly Mentionable[]): string =>
	notation.render(body, { labels: bothForms(mentioned), lookups: 0 } satisfies Env);

/** Ids of the people a post mentions, of those who may see it. A shared name needs its organisation. */
export function findMentions(body: string, people: readonly Mentionable[]): string[] {
	const env: Env = { labels: unmistakable(people), lookups: 0 };
	const found = new Set<string>();
	for (const block of notation.parse(body, env)) {
		for (const token of block.children ?? []) {
			if (token.type === 'mention') found.add(String(token.meta?.['id']));
		}
	}
	return [...found];
}

/** What to type after "@" for this person, among these people. */
export const mentionName = (person: Mentionable, people: readonly Mentionable[]): string =>
	people.some((other) => other.id !== person.id && sameName(other, person))
		? withOrganisation(person)
		: person.name;

const withOrganisation = (person: Mentionable): string => `${person.name}, ${person.organisation}`;

const folded = (text: string): string => text.normalize().toLowerCase();
const sameName = (one: Mentionable, other: Mentionable): boolean =>
	folded(one.name) === folded(other.name);

/** Each person's name, alone and with the organisation; longest first, so that the longest match is found first. */
const bothForms = (people: readonly Mentionable[]): Label[] =>
	people
		.flatMap((person) =>
			[person.name, withOrganisation(person)].map((text) => ({
				id: person.id,
				text,
				folded: folded(text)
			}))
		)
		.filter(({ text }) => text.trim() !== '')
		.sort((one, other) => other.text.length - one.text.length);

/** Both forms of everyone, without those that could mean two people. */
function unmistakable(people: readonly Mentionable[]): Label[] {
	const labels = bothForms(people);
	const bearers = new Map<string, Set<string>>();
	for (const label of labels) {
		bearers.set(label.folded, (bearers.get(label.folded) ?? new Set()).add(label.id));
	}
	return labels.filter((label) => bearers.get(label.folded)?.size === 1);
}

const isWordCharacter = (character: string | undefined): boolean =>
	character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Recognises "@Name" where a word could begin; the longest name wins. */
function mentions(md: Notation): void {
	md.inline.ruler.before('text', 'mention', (state, silent) => {
		if (state.src[state.pos] !== '@' || isWordCharacter(state.src[state.pos - 1])) return false;
		const env = state.env as unknown as Env;
		if (++env.lookups > mostLookups) return false;
		const start = state.pos + 1;
		const label = env.labels.find((each) => {
			const end = start + each.text.length;
			return (
				!isWordCharacter(state.src[end]) && folded(state.src.slice(start, end)) === each.folded
			);
		});
		if (label === undefined) return false;
		const end = start + label.text.length;
		if (!silent) {
			const token = state.push('mention', '', 0);
			token.content = state.src.slice(state.pos, end);
			token.meta = { id: label.id };
		}
		state.pos = end;
		return true;
	});
	md.renderer.rules['mention'] = (tokens, index) =>
		`<strong class="mention">${md.utils.escapeHtml(tokens[index]?.content ?? '')}</strong>`;
}
