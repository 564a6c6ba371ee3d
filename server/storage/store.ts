// All queries, bound to one handle: the database itself or one open transaction.
import type { Db } from './database.ts';
import { accountQueries, type AccountQueries } from './accounts.ts';
import { auditQueries, type AuditQueries } from './audit.ts';
import { editionQueries, type EditionQueries } from './editions.ts';
import { discussionQueries, type DiscussionQueries } from './discussions.ts';
import { documentQueries, type DocumentQueries } from './documents.ts';
import { loginSessionQueries, type LoginSessionQueries } from './login-sessions.ts';
import { noteQueries, type NoteQueries } from './notes.ts';
import { pledgeQueries, type PledgeQueries } from './pledge.ts';
import { promiseQueries, type PromiseQueries } from './promises.ts';
import { roundQueries, type RoundQueries } from './rounds.ts';
import { signatureQueries, type SignatureQueries } from './signatures.ts';
import { versionQueries, type VersionQueries } from './versions.ts';

export type Queries = {
	accounts: AccountQueries;
	audit: AuditQueries;
	discussions: DiscussionQueries;
	documents: DocumentQueries;
	editions: EditionQueries;
	loginSessions: LoginSessionQueries;
	notes: NoteQueries;
	pledge: PledgeQueries;
	promises: PromiseQueries;
	rounds: RoundQueries;
	signatures: SignatureQueries;
	versions: VersionQueries;
};

export type Store = Queries & {
	/** Runs `work` in one transaction; a throw rolls it back. Do not nest. */
	transaction<T>(work: (inside: Store) => Promise<T>): Promise<T>;
};

const queriesOn = (db: Db): Queries => ({
	accounts: accountQueries(db),
	audit: auditQueries(db),
	discussions: discussionQueries(db),
	documents: documentQueries(db),
	editions: editionQueries(db),
	loginSessions: loginSessionQueries(db),
	notes: noteQueries(db),
	pledge: pledgeQueries(db),
	promises: promiseQueries(db),
	rounds: roundQueries(db),
	signatures: signatureQueries(db),
	versions: versionQueries(db)
});

export function createStore(db: Db): Store {
	return {
		...queriesOn(db),
		transaction: (work) =>
			db.transaction().execute((trx) =>
				work({
					...queriesOn(trx),
					transaction: () => Promise.reject(new Error('a transaction is already open'))
				})
			)
	};
}
