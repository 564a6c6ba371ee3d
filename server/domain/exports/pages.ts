// The files of a copy: for each piece a page to read and the same as JSON for programs. Pure.
import { sha256Of } from './checksum.ts';
import { escapeMarkup as escape } from '#shared/escape-markup.ts';
import { day, moment, page, table, withWholeLinks } from './page.ts';
import { pathOf } from './paths.ts';
import type {
	About,
	EditionPiece,
	LogPiece,
	NotePiece,
	PeoplePiece,
	Piece,
	PieceSignature,
	ReportPiece,
	RoundPiece,
	SynthesisPiece,
	ThreadPiece
} from './pieces.ts';
import { kindWords } from '#shared/note-words.ts';
import { outcomeWords } from '#shared/outcome-words.ts';

export type CopyFile = { path: string; content: string };

/** A page as the contents list it. */
export type Listed = { group: string; path: string; title: string; note: string };

const groups = {
	round: 'Rounds',
	people: 'Members and signatories',
	synthesis: 'Syntheses of the convenor',
	report: 'Reports as they stand',
	edition: 'Reports as published',
	note: 'Learning notes',
	thread: 'Discussions',
	log: 'Log'
} as const satisfies Record<Piece['kind'], string>;

/** @returns the files of this piece, and the line of it in the contents. */
export function filesOf(piece: Piece, about: About): { files: CopyFile[]; listed: Listed } {
	const path = pathOf(piece);
	const { title, lead, note, body } = content(piece, about);
	const html = `${path}.html`;
	return {
		files: [
			{ path: html, content: page(html, { title, lead, body, home: about.title }) },
			{ path: `${path}.json`, content: `${JSON.stringify(piece, null, '\t')}\n` },
			...(piece.kind === 'edition' ? canonicalFiles(path, piece) : [])
		],
		listed: { group: groups[piece.kind], path: html, title, note }
	};
}

/** The first page, and the list by which the whole can be checked. */
export function closingFiles(
	about: About,
	listed: readonly Listed[],
	sums: readonly { path: string; sha256: string }[]
): CopyFile[] {
	const body = Object.values(groups).flatMap((group) => {
		const own = listed.filter((each) => each.group === group);
		if (own.length === 0) return [];
		const items = own.map(
			({ path, title, note }) =>
				`<li><a href="${path}">${escape(title)}</a>${note === '' ? '' : `, ${escape(note)}`}</li>`
		);
		return [`<h2>${group}</h2>`, '<ul>', ...items, '</ul>'];
	});
	const index: CopyFile = {
		path: 'index.html',
		content: page('index.html', {
			title: about.title,
			lead: `${escape(about.scope)} Made on ${moment(about.madeAt)} (UK time) from <a href="${about.origin}/">${escape(about.origin)}</a>.`,
			home: about.title,
			body: [
				...body,
				'<h2>How this copy works</h2>',
				'<p>Every page opens in any browser, without a connection and without the workspace. Beside each page lies a file of the same name ending in <code>.json</code>, with the same for programs. Times are UTC there.</p>',
				'<p>To check that nothing has changed, run <code>sha256sum -c SHA256SUMS</code> in this folder. The folder of each published edition has such a list of its own, whose fingerprint is the one the report carries in public.</p>'
			].join('\n')
		})
	};
	const lines = [...sums, { path: index.path, sha256: sha256Of(index.content) }].map(
		({ path, sha256 }) => `${sha256}  ${path}\n`
	);
	return [index, { path: 'SHA256SUMS', content: lines.join('') }];
}

/** The texts the fingerprints are of, and their list as `sha256sum` writes it: its own fingerprint is the report's. */
const canonicalFiles = (path: string, { sections }: EditionPiece): CopyFile[] => [
	...sections.map(({ key, canonical }) => ({ path: `${path}/${key}.json`, content: canonical })),
	{
		path: `${path}/SHA256SUMS`,
		content: sections.map(({ key, sha256 }) => `${sha256}  ${key}.json\n`).join('')
	}
];

type Content = { title: string; lead: string; note: string; body: string };

function content(piece: Piece, about: About): Content {
	switch (piece.kind) {
		case 'report':
			return reportContent(piece, about);
		case 'edition':
			return editionContent(piece, about);
		case 'synthesis':
			return synthesisContent(piece, about);
		case 'note':
			return noteContent(piece, about);
		case 'thread':
			return threadContent(piece, about);
		case 'round':
			return roundContent(piece);
		case 'people':
			return peopleContent(piece);
		case 'log':
			return logContent(piece);
	}
}

const heading = ({ commitment, title }: { commitment: number | null; title: string }): string =>
	escape(commitment === null ? title : `Commitment ${commitment}: ${title}`);

const sample = (isSample: boolean): string =>
	isSample ? ' Sample text, written for the demonstration workspace.' : '';

const code = (sha256: string): string => `<code>${sha256}</code>`;

const signaturesTable = (signatures: readonly PieceSignature[]): string =>
	table(
		'Signatures',
		['Organisation', 'Signed by', 'When', 'To the words with the fingerprint'],
		signatures.map((each) => [
			escape(each.organisation),
			escape(
				each.onBehalfOf === null
					? each.member
					: `${each.member}, in the place of ${each.onBehalfOf}`
			),
			moment(each.at),
			code(each.sha256)
		])
	);

function reportContent(piece: ReportPiece, { origin }: About): Content {
	const { report, round, sections } = piece;
	const sectionName = (key: string | null): string => {
		const found = sections.find((each) => each.key === key);
		return found === undefined ? 'The whole report' : heading(found);
	};
	const words = sections.map(
		(section) =>
			`<h2 id="${section.key}">${heading(section)}</h2>\n${withWholeLinks(section.html, origin) || '<p>Nothing is written here yet.</p>'}`
	);
	return {
		title: report.title,
		note: `${round.title}, ${piece.state === 'draft' ? 'a draft' : 'published'}`,
		lead:
			`${escape(round.title)} of ${escape(report.organisations.join(', '))}, as it stood when this copy was made.` +
			sample(report.isSample),
		body: [
			...(piece.isReadable
				? words
				: ['<p>Its words are with the organisations that write it.</p>']),
			table(
				'Sections',
				['Section', 'State', 'Owner', 'Due', 'Fingerprint'],
				sections.map((section) => [
					heading(section),
					section.state.replaceAll('-', ' '),
					escape(section.owner ?? ''),
					section.dueOn === null ? '' : day(section.dueOn),
					code(section.sha256)
				])
			),
			table(
				'Promises of the last round',
				['Promise', 'Section', 'What came of it', 'Explanation'],
				piece.promises.map((promise) => [
					escape(promise.words),
					sectionName(promise.section_key),
					promise.outcome === null ? 'Not answered' : outcomeWords[promise.outcome],
					escape(promise.explanation)
				])
			),
			table(
				'What was asked to be changed',
				['About', 'By', 'When', 'What', 'Settled'],
				piece.remarks.map((remark) => [
					sectionName(remark.section),
					escape(remark.author),
					moment(remark.at),
					escape(remark.body),
					remark.settledAt === null ? 'Open' : moment(remark.settledAt)
				])
			),
			signaturesTable(piece.signatures),
			table(
				'Intention to publish',
				['When', 'Intention', 'Planned for', 'Why', 'Recorded by'],
				piece.intentions.map((each) => [
					moment(each.at),
					each.intends ? 'To publish' : 'Not to publish',
					moment(each.plannedFor),
					escape(each.reason),
					escape(each.by ?? 'The workspace')
				])
			)
		].join('\n')
	};
}

function editionContent(piece: EditionPiece, { origin }: About): Content {
	const { report, round } = piece;
	const note = piece.withdrawnAt === null ? '' : ` Withdrawn on ${moment(piece.withdrawnAt)}.`;
	const sections = piece.sections.map((section) =>
		[
			`<h2 id="${section.key}">${heading(section)}</h2>`,
			section.wording === null ? '' : `<p class="official">${escape(section.wording)}</p>`,
			withWholeLinks(section.html, origin),
			answers(section.canonical),
			`<p>Fingerprint ${code(section.sha256)}</p>`
		].join('\n')
	);
	return {
		title: report.title,
		note: `${round.title}, edition ${piece.number}${piece.withdrawnAt === null ? '' : ', withdrawn'}`,
		lead:
			`${escape(round.title)} of ${escape(report.organisations.join(', '))}. Edition ${piece.number}, published on ${moment(piece.publishedAt)}.${note}` +
			sample(report.isSample),
		body: [
			piece.note === null ? '' : `<p>Correction: ${escape(piece.note)}</p>`,
			...sections,
			signaturesTable(piece.signatures),
			`<h2>Fingerprint of the whole</h2>\n<p>${code(piece.sha256)}</p>`
		].join('\n')
	};
}

/** Answers are part of the section's canonical text, and of nothing else. */
function answers(canonical: string): string {
	const { answers: given = [] } = JSON.parse(canonical) as {
		answers?: { promise: string; outcome: keyof typeof outcomeWords | null; explanation: string }[];
	};
	if (given.length === 0) return '';
	const items = given.map(
		(each) =>
			`<li><blockquote><p>${escape(each.promise)}</p></blockquote>\n<p><strong>${each.outcome === null ? 'Not answered' : outcomeWords[each.outcome]}.</strong> ${escape(each.explanation)}</p></li>`
	);
	return `<h3>You said, we did</h3>\n<ul>\n${items.join('\n')}\n</ul>`;
}

const synthesisContent = (piece: SynthesisPiece, { origin }: About): Content => ({
	title: `What the reports say together: ${piece.round.title}`,
	note: `edition ${piece.number}`,
	lead: `The convenor’s synthesis. Edition ${piece.number}, published on ${moment(piece.publishedAt)}.`,
	body: [
		piece.note === null ? '' : `<p>${escape(piece.note)}</p>`,
		withWholeLinks(piece.html, origin),
		`<h2>Fingerprint</h2>\n<p>${code(piece.sha256)}</p>`
	].join('\n')
});

function noteContent(piece: NotePiece, { origin }: About): Content {
	const facts = [
		['Who may read it', piece.audience],
		['Written by', piece.authors.join(', ')],
		['Commitments', piece.commitments.join(', ')],
		['Themes', piece.themes.join(', ')],
		['Organisations', piece.organisations.join(', ')],
		['Groups', piece.groups.join(', ')]
	].filter(([, value]) => value !== '');
	return {
		title: piece.title,
		note: kindWords[piece.what].toLowerCase(),
		lead:
			`${kindWords[piece.what]}. Begun on ${moment(piece.startedAt)}.` +
			(piece.archived === null
				? ''
				: ` Archived on ${moment(piece.archived.at)}: ${escape(piece.archived.reason)}`) +
			(piece.contentNote === '' ? '' : ` It talks about ${escape(piece.contentNote)}.`) +
			sample(piece.isSample),
		body: [
			withWholeLinks(piece.html, origin) || '<p>Nothing is written here yet.</p>',
			table(
				'About this note',
				['What', 'Which'],
				facts.map((fact) => fact.map(escape))
			)
		].join('\n')
	};
}

/** The words of a post, or why they are not here. */
function wordsOf(post: ThreadPiece['posts'][number], origin: string): string {
	if (post.html !== null) return withWholeLinks(post.html, origin);
	if (post.hiddenBecause !== null) return '';
	return post.isLivedExperience
		? '<p>Told of lived experience. The words stay in the discussion and are in no copy.</p>'
		: '<p>Withdrawn by its author.</p>';
}

function threadContent(piece: ThreadPiece, { origin }: About): Content {
	const posts = piece.posts.map((post) =>
		[
			'<article>',
			`<h2 id="post-${post.number}">${post.number}. ${escape(post.author)}${post.organisation === '' ? '' : `, ${escape(post.organisation)}`}</h2>`,
			`<p>${moment(post.at)}${post.inReplyTo === null ? '' : `, in reply to <a href="#post-${post.inReplyTo}">${post.inReplyTo}</a>`}${post.editedAt === null ? '' : `, edited ${moment(post.editedAt)}`}</p>`,
			post.hiddenBecause === null
				? ''
				: `<p>Hidden by a moderator: ${escape(post.hiddenBecause)}</p>`,
			wordsOf(post, origin),
			...post.earlier.map(
				(before) =>
					`<details><summary>As written ${moment(before.at)}</summary><p>${escape(before.body)}</p></details>`
			),
			'</article>'
		].join('\n')
	);
	return {
		title: piece.title,
		note: `${piece.commitment === null ? '' : `commitment ${piece.commitment}, `}${piece.posts.length === 1 ? '1 post' : `${piece.posts.length} posts`}`,
		lead:
			`A discussion${piece.commitment === null ? '' : ` on commitment ${piece.commitment}`}, shared with ${escape(piece.audience)}.` +
			(piece.closed === null ? '' : ` Closed: ${escape(piece.closed)}`) +
			sample(piece.isSample),
		body: posts.join('\n')
	};
}

const roundContent = (piece: RoundPiece): Content => ({
	title: piece.round.title,
	note: piece.state,
	lead:
		piece.state === 'published'
			? `Its reports cover ${piece.coverage.reported} of ${piece.coverage.signatories} signatories.`
			: 'It has not been published yet.',
	body: [
		table(
			'Dates',
			['What', 'When'],
			piece.dates.map(({ name, value }) => [name, value.length === 10 ? day(value) : moment(value)])
		),
		table(
			'Dates that moved',
			['Date', 'From', 'To', 'Why', 'Said on'],
			piece.moved.map((each) => [
				escape(each.date),
				day(each.from),
				day(each.to),
				escape(each.reason),
				moment(each.at)
			])
		),
		table(
			'Publications',
			['When', 'Withdrawn', 'Why'],
			piece.publications.map((each) => [
				moment(each.at),
				each.withdrawnAt === null ? '' : moment(each.withdrawnAt),
				escape(each.reason ?? '')
			])
		),
		...(piece.expected.length === 0
			? []
			: [
					'<h2>Who was expected</h2>',
					`<ul>\n${piece.expected.map((name) => `<li>${escape(name)}</li>`).join('\n')}\n</ul>`
				])
	].join('\n')
});

const peopleContent = (piece: PeoplePiece): Content => ({
	title: 'Members and signatories',
	note: '',
	lead: 'Who signed the pledge, and who has an account in the workspace.',
	body: [
		table(
			'Signatories',
			['Organisation', 'Kind', 'Region', 'Signed by'],
			piece.signatories.map((each) =>
				[each.organisation, each.kind.replace('-', ' '), each.region, each.role ?? ''].map(escape)
			)
		),
		table(
			'Members',
			['Name', 'E-mail address', 'Organisation', 'Role', 'Left'],
			piece.members.map((each) => [
				...[each.name, each.email, each.organisation ?? '', each.role ?? ''].map(escape),
				each.leftAt === null ? '' : day(each.leftAt)
			])
		)
	].join('\n')
});

const logContent = (piece: LogPiece): Content => ({
	title: piece.part === 1 ? 'Log' : `Log, part ${piece.part}`,
	note: `${piece.rows.length === 1 ? '1 entry' : `${piece.rows.length} entries`}`,
	lead: 'Who did what, when. The log holds no words that members wrote in drafts or discussions.',
	body: table(
		'Entries, oldest first',
		['When', 'Who', 'What', 'To', 'Details'],
		piece.rows.map((row) => [
			escape(row.at),
			...[row.by ?? 'The workspace', row.action, row.target].map(escape),
			row.details === null ? '' : `<code>${escape(JSON.stringify(row.details))}</code>`
		])
	)
});
