// What can be found: one entry for each thing with its words and the circles that may see it, the words there are (for
// typing errors), and what has changed since it was last read. Triggers note changes in the very transaction that makes
// them, so that neither a killed process nor a forgotten call leaves the index behind.
import { SqliteAdapter, sql, type Kysely } from 'kysely';

type Change = 'insert' | 'update' | 'delete';

/** Which change of which row makes what stale. `only`: the columns of an update that count. */
const watched: {
	table: string;
	kind: string;
	id: string;
	changes: readonly Change[];
	only?: readonly string[];
}[] = [
	{ table: 'posts', kind: 'post', id: 'id', changes: ['insert', 'update'] },
	{
		table: 'threads',
		kind: 'thread',
		id: 'id',
		changes: ['insert', 'update'],
		// Posting locks a thread by an update that changes nothing.
		only: [
			'title',
			'audience',
			'organisation_id',
			'commitment',
			'group_id',
			'note_id',
			'report_id',
			'section_key',
			'challenge_id',
			'outcome'
		]
	},
	{ table: 'notes', kind: 'note', id: 'id', changes: ['insert', 'update'] },
	{ table: 'note_commitments', kind: 'note', id: 'note_id', changes: ['insert', 'delete'] },
	{ table: 'note_themes', kind: 'note', id: 'note_id', changes: ['insert', 'delete'] },
	{ table: 'note_authors', kind: 'note', id: 'note_id', changes: ['insert', 'delete'] },
	{ table: 'groups', kind: 'group', id: 'id', changes: ['insert', 'update'] },
	{ table: 'group_commitments', kind: 'group', id: 'group_id', changes: ['insert', 'delete'] },
	{
		table: 'group_members',
		kind: 'person',
		id: 'member_id',
		changes: ['insert', 'update', 'delete']
	},
	{ table: 'challenges', kind: 'challenge', id: 'id', changes: ['insert', 'update'] },
	{
		table: 'challenge_commitments',
		kind: 'challenge',
		id: 'challenge_id',
		changes: ['insert', 'delete']
	},
	{ table: 'decisions', kind: 'decision', id: 'id', changes: ['insert', 'update'] },
	{ table: 'reports', kind: 'report', id: 'id', changes: ['insert', 'update'] },
	{ table: 'report_organisations', kind: 'report', id: 'report_id', changes: ['insert', 'delete'] },
	{ table: 'editions', kind: 'report', id: 'report_id', changes: ['insert', 'update'] },
	{ table: 'syntheses', kind: 'synthesis', id: 'id', changes: ['insert', 'update'] },
	{ table: 'synthesis_editions', kind: 'synthesis', id: 'synthesis_id', changes: ['insert'] },
	{ table: 'members', kind: 'person', id: 'id', changes: ['insert', 'update'] },
	{
		table: 'memberships',
		kind: 'person',
		id: 'member_id',
		changes: ['insert', 'update', 'delete']
	},
	{ table: 'organisations', kind: 'organisation', id: 'id', changes: ['insert', 'update'] }
];

export async function up(db: Kysely<unknown>): Promise<void> {
	const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
	const numbered = (table: string) =>
		isSqlite
			? db.schema
					.createTable(table)
					.addColumn('number', 'integer', (c) => c.primaryKey().autoIncrement())
			: db.schema.createTable(table).addColumn('number', 'serial', (c) => c.primaryKey());

	await numbered('search_entries')
		.addColumn('key', 'text', (c) => c.notNull().unique())
		.addColumn('subject', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('target_id', 'text', (c) => c.notNull())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('context', 'text', (c) => c.notNull())
		.addColumn('path', 'text', (c) => c.notNull())
		.addColumn('words_of', 'text')
		.addColumn('title_words', 'text', (c) => c.notNull())
		.addColumn('body_words', 'text', (c) => c.notNull())
		.addColumn('scope', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('search_entries_by_subject')
		.on('search_entries')
		.column('subject')
		.execute();
	await numbered('search_words')
		.addColumn('word', 'text', (c) => c.notNull().unique())
		.addColumn('entries', 'integer', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('search_documents')
		.addColumn('document_name', 'text', (c) => c.primaryKey())
		.addColumn('seq', 'integer', (c) => c.notNull())
		.execute();
	await numbered('search_pending')
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('subject_id', 'text', (c) => c.notNull())
		.execute();

	if (isSqlite) await withFts5(db);
	else await withTsvector(db);

	for (const [table, kind, id] of [
		['organisations', 'organisation', 'id'],
		['members', 'person', 'id'],
		['reports', 'report', 'id'],
		['syntheses', 'synthesis', 'id'],
		['groups', 'group', 'id'],
		['notes', 'note', 'id'],
		['challenges', 'challenge', 'id'],
		['decisions', 'decision', 'id'],
		['threads', 'thread', 'id'],
		['posts', 'post', 'id']
	] as const) {
		await sql`insert into search_pending (kind, subject_id)
			select ${sql.lit(kind)}, ${sql.ref(id)} from ${sql.table(table)} order by id`.execute(db);
	}
}

/** The words come folded and parted by spaces, so the plainest tokeniser takes them as they are. */
async function withFts5(db: Kysely<unknown>): Promise<void> {
	await sql`create virtual table search_text using fts5 (
		title_words, body_words, scope,
		content = 'search_entries', content_rowid = 'number', tokenize = 'ascii', prefix = '2 3'
	)`.execute(db);
	// What was taken back leaves the file of the index too.
	await sql`insert into search_text (search_text, rank) values ('secure-delete', 1)`.execute(db);
	for (const { table, kind, id, changes, only } of watched) {
		for (const change of changes) {
			const row = change === 'delete' ? 'old' : 'new';
			const when = change === 'update' ? distinct(only) : '';
			await sql
				.raw(
					`create trigger search_marks_${table}_${change} after ${change} on ${table} ${when} begin
						insert into search_pending (kind, subject_id) values ('${kind}', ${row}.${id});
					end`
				)
				.execute(db);
		}
	}
}

async function withTsvector(db: Kysely<unknown>): Promise<void> {
	await sql`create table search_text (
		number integer primary key references search_entries (number) on delete cascade,
		words tsvector not null
	)`.execute(db);
	await sql`create index search_text_words on search_text using gin (words)`.execute(db);
	await sql`
		create function search_mark() returns trigger language plpgsql as $$
		begin
			insert into search_pending (kind, subject_id) values (
				tg_argv[0],
				(case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end) ->> tg_argv[1]
			);
			return null;
		end $$`.execute(db);
	for (const { table, kind, id, changes, only } of watched) {
		for (const change of changes) {
			const when = change === 'update' ? distinct(only) : '';
			await sql
				.raw(
					`create trigger search_marks_${table}_${change} after ${change} on ${table}
						for each row ${when} execute function search_mark('${kind}', '${id}')`
				)
				.execute(db);
		}
	}
}

const distinct = (columns: readonly string[] | undefined): string =>
	columns === undefined
		? ''
		: `when (${columns.map((column) => `old.${column} is distinct from new.${column}`).join(' or ')})`;
