// A discussion as a file to take away: what the asker may read of it, with its polls and its outcome; what was withdrawn
// or hidden stands as a marker. Pure. Words of members are never markup of the file (F9).
import type { Actor } from '#server/kernel/actor.ts';
import { escapeMarkup } from '#shared/escape-markup.ts';
import { dateInWords } from '#shared/dates.ts';
import type { ThreadFormat } from '#shared/discussion-input.ts';
import type { Poll } from '#shared/poll-output.ts';
import { threadPath } from '#shared/thread-path.ts';
import type { Post, Thread } from './thread-view.ts';

export type ThreadExportDeps = {
	/** All of it. @throws DomainError not-signed-in, not-found */
	thread(actor: Actor, threadId: string): Promise<Thread>;
	polls(actor: Actor, threadId: string): Promise<Poll[]>;
	/** Where the workspace is. */
	origin: string;
};

/** What the actor may read of a discussion, as a file. @throws DomainError not-signed-in, not-found */
export const createThreadExport =
	({ thread: threadOf, polls: pollsOf, origin }: ThreadExportDeps) =>
	async (actor: Actor, threadId: string, format: ThreadFormat): Promise<ThreadFile> => {
		const thread = await threadOf(actor, threadId);
		const polls = await pollsOf(actor, threadId);
		return exportThread(thread, polls, origin + threadPath(thread), format);
	};

export type ThreadFile = { name: string; type: string; body: string };

/** @param address of the discussion in the workspace */
export function exportThread(
	thread: Thread,
	polls: readonly Poll[],
	address: string,
	format: ThreadFormat
): ThreadFile {
	const name = `discussion-${thread.id}.${format}`;
	switch (format) {
		case 'html':
			return { name, type: 'text/html; charset=utf-8', body: toHtml(thread, polls, address) };
		case 'md':
			return {
				name,
				type: 'text/markdown; charset=utf-8',
				body: toMarkdown(thread, polls, address)
			};
		case 'json':
			return { name, type: 'application/json', body: toJson(thread, polls, address) };
	}
}

const authorOf = ({ author }: Post): string =>
	author.organisation === '' ? author.name : `${author.name}, ${author.organisation}`;
const momentOf = (at: string): string => dateInWords(at, { time: true, year: 'always' });

/** What stands in place of words that cannot be read; null where they can. */
function markerOf(post: Post): string | null {
	if (post.withdrawn) return 'Withdrawn by its author.';
	if (post.hidden !== null) return `Hidden by ${post.hidden.by}: ${post.hidden.reason}`;
	return null;
}

function factsOf(post: Post): string[] {
	return [
		momentOf(post.at),
		...(post.inReplyToNumber === null ? [] : [`in reply to ${post.inReplyToNumber}`]),
		...(post.editedAt === null ? [] : [`edited ${momentOf(post.editedAt)}`]),
		...(post.isLivedExperience ? ['lived experience: not to be quoted without its author'] : []),
		...(post.contentNote === '' ? [] : [`talks about: ${post.contentNote}`])
	];
}

/** The lines of a poll's result: an option, and how many for it. */
function linesOf({ result }: Poll): { option: string; count: number }[] {
	if (result === null) return [];
	return result.way === 'counted' ? result.lines : (result.rounds.at(-1)?.lines ?? []);
}

function pollFacts(poll: Poll): string {
	const kind = poll.isAnonymous ? 'Anonymous poll' : 'Poll';
	const state = poll.closed === null ? 'open' : `closed ${momentOf(poll.closed.at)}`;
	const shown = poll.result === null ? '; its result is not shown' : '';
	return `${kind} by ${poll.openedBy.name}, ${state}. Voted: ${poll.voted}${shown}.`;
}

function winnersOf({ result, closed }: Poll): string {
	if (result?.way !== 'ranked' || closed === null || result.winners.length === 0) return '';
	const words = result.winners.join(', ');
	return result.winners.length === 1 ? `Chosen: ${words}` : `A tie: ${words}`;
}

function reasonsOf({ result }: Poll): string[] {
	return result?.way === 'counted'
		? result.reasons.map(({ answer, reason, by }) =>
				by === null ? `${answer}: ${reason}` : `${answer}, ${by}: ${reason}`
			)
		: [];
}

function toHtml(thread: Thread, polls: readonly Poll[], address: string): string {
	const e = escapeMarkup;
	const posts = thread.posts.map((post) => {
		const marker = markerOf(post);
		const words = marker === null ? (post.html ?? '') : `<p><em>${e(marker)}</em></p>`;
		return `<article id="post-${post.number}">
<h2>${post.number}. ${e(authorOf(post))}</h2>
<p>${e(factsOf(post).join(' · '))}</p>
${words}
</article>`;
	});
	const asked = polls.map((poll) => {
		const rows = linesOf(poll).map(
			({ option, count }) => `<tr><th scope="row">${e(option)}</th><td>${count}</td></tr>`
		);
		const table =
			rows.length === 0
				? ''
				: `<table><thead><tr><th scope="col">Option</th><th scope="col">Votes</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
		const reasons = reasonsOf(poll).map((reason) => `<li>${e(reason)}</li>`);
		return `<section>
<h2>${e(poll.question)}</h2>
<p>${e(pollFacts(poll))}</p>
${table}
${winnersOf(poll) === '' ? '' : `<p>${e(winnersOf(poll))}</p>`}
${reasons.length === 0 ? '' : `<ul>${reasons.join('')}</ul>`}
</section>`;
	});
	return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${e(thread.title)}</title>
<style>body{font:18px/1.55 sans-serif;max-width:68ch;margin:2rem auto;padding:0 1rem}th,td{text-align:start;padding-inline-end:1rem}</style>
</head>
<body>
<h1>${e(thread.title)}</h1>
<p>Begun by ${e(authorOf({ author: thread.author } as Post))}, ${e(momentOf(thread.createdAt))}. <a href="${e(address)}">${e(address)}</a></p>
${thread.outcome === null ? '' : `<section><h2>Outcome</h2>${thread.outcome.html}</section>`}
${thread.closed === null ? '' : `<p>Closed by ${e(thread.closed.by)}, ${e(momentOf(thread.closed.at))}${thread.closed.reason === '' ? '' : `: ${e(thread.closed.reason)}`}</p>`}
${[...asked, ...posts].join('\n')}
</body>
</html>
`;
}

/** Signs that Markdown would take for its own, wherever they stand and at the beginning of a line. */
const inMarkdown = (text: string): string =>
	text
		.replace(/[\\`*_[\]<>&|~!]/g, '\\$&')
		.replace(/^(\s*)([#+=-])/gm, '$1\\$2')
		.replace(/^(\s*\d+)([.)])/gm, '$1\\$2');

const oneLine = (text: string): string => inMarkdown(text.replace(/\s+/g, ' '));

/** Words as typed, none of their signs a markup; the lines stay lines. */
const quoted = (text: string): string =>
	text
		.split('\n')
		.map((line) => `> ${inMarkdown(line)}`)
		.join('\n');

function toMarkdown(thread: Thread, polls: readonly Poll[], address: string): string {
	const parts = [
		`# ${oneLine(thread.title)}`,
		`Begun by ${oneLine(thread.author.name)}, ${momentOf(thread.createdAt)}. <${address}>`,
		...(thread.outcome === null ? [] : ['## Outcome', quoted(thread.outcome.body)]),
		...(thread.closed === null
			? []
			: [
					`Closed by ${oneLine(thread.closed.by)}, ${momentOf(thread.closed.at)}. ${oneLine(thread.closed.reason)}`
				])
	];
	for (const poll of polls) {
		parts.push(`## ${oneLine(poll.question)}`, oneLine(pollFacts(poll)));
		const lines = linesOf(poll).map(({ option, count }) => `| ${oneLine(option)} | ${count} |`);
		if (lines.length > 0) parts.push(['| Option | Votes |', '|---|---|', ...lines].join('\n'));
		if (winnersOf(poll) !== '') parts.push(oneLine(winnersOf(poll)));
		parts.push(...reasonsOf(poll).map((reason) => `- ${oneLine(reason)}`));
	}
	for (const post of thread.posts) {
		parts.push(`## ${post.number}. ${oneLine(authorOf(post))}`, oneLine(factsOf(post).join(' · ')));
		const marker = markerOf(post);
		parts.push(marker === null ? quoted(post.body ?? '') : `*${oneLine(marker)}*`);
	}
	return `${parts.join('\n\n')}\n`;
}

function toJson(thread: Thread, polls: readonly Poll[], address: string): string {
	const { id, title, commitment, place, author, createdAt, closed, outcome } = thread;
	return `${JSON.stringify(
		{
			id,
			address,
			title,
			commitment,
			place: { kind: place.kind, title: place.title },
			author,
			createdAt,
			closed,
			outcome: outcome?.body ?? null,
			polls: polls.map(({ abilities: _abilities, mine: _mine, ...poll }) => poll),
			posts: thread.posts.map((post) => {
				const isReadable = markerOf(post) === null;
				return {
					id: post.id,
					number: post.number,
					author: post.author,
					at: post.at,
					editedAt: post.editedAt,
					inReplyTo: post.inReplyToNumber,
					isLivedExperience: post.isLivedExperience,
					contentNote: post.contentNote,
					withdrawn: post.withdrawn,
					hidden: post.hidden,
					body: isReadable ? post.body : null,
					earlier: isReadable ? post.earlier.map(({ body, at }) => ({ body, at })) : []
				};
			})
		},
		null,
		'\t'
	)}\n`;
}
