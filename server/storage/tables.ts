// Row types of every table, written by hand and held against the migrated schema by a test.
// Types that mean the same on SQLite and PostgreSQL: ids and times as text (UUIDv7; ISO-8601, UTC),
// days as text (YYYY-MM-DD), booleans as 0/1, JSON as text, bytes as blob/bytea, counters as integer.
import type { ChallengeTables } from './tables/challenges.ts';
import type { DiscussionTables } from './tables/discussions.ts';
import type { DocumentTables } from './tables/documents.ts';
import type { GroupTables } from './tables/groups.ts';
import type { LiveSessionTables } from './tables/live-sessions.ts';
import type { NoteTables } from './tables/notes.ts';
import type { NoticeTables } from './tables/notices.ts';
import type { PeopleTables } from './tables/people.ts';
import type { PledgeTables } from './tables/pledge.ts';
import type { PublicationTables } from './tables/publication.ts';
import type { RecordTables } from './tables/records.ts';
import type { RoundTables } from './tables/rounds.ts';
import type { SearchTables } from './tables/search.ts';
import type { SignOffTables } from './tables/sign-off.ts';

export type Tables = PeopleTables &
	PledgeTables &
	RoundTables &
	SignOffTables &
	PublicationTables &
	DocumentTables &
	GroupTables &
	ChallengeTables &
	DiscussionTables &
	LiveSessionTables &
	NoteTables &
	NoticeTables &
	SearchTables &
	RecordTables;
