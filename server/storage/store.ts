// All queries, bound to one handle: the database itself or one open transaction.
import type { Db } from './database.ts';
import type { SearchIndex } from '#server/domain/search/search-index.ts';
import { accountQueries, type AccountQueries } from './accounts.ts';
import { actionQueries, type ActionQueries } from './actions.ts';
import { auditQueries, type AuditQueries } from './audit.ts';
import { challengeQueries, type ChallengeQueries } from './challenges.ts';
import { contactQueries, type ContactQueries } from './contacts.ts';
import { decisionQueries, type DecisionQueries } from './decisions.ts';
import { editionQueries, type EditionQueries } from './editions.ts';
import { evidenceQueries, type EvidenceQueries } from './evidence.ts';
import { expectedQueries, type ExpectedQueries } from './expected.ts';
import { discussionQueries, type DiscussionQueries } from './discussions.ts';
import { delegationQueries, type DelegationQueries } from './delegations.ts';
import { directoryQueries, type DirectoryQueries } from './directory.ts';
import { documentQueries, type DocumentQueries } from './documents.ts';
import { inboxQueries, type InboxQueries } from './inbox.ts';
import { intentionQueries, type IntentionQueries } from './intentions.ts';
import { exportQueries, type ExportQueries } from './exports.ts';
import { groupQueries, type GroupQueries } from './groups.ts';
import { linkQueries, type LinkQueries } from './links.ts';
import { liveSessionQueries, type LiveSessionQueries } from './live-sessions.ts';
import { loginSessionQueries, type LoginSessionQueries } from './login-sessions.ts';
import { mailQueries, type MailQueries } from './mails.ts';
import { noteQueries, type NoteQueries } from './notes.ts';
import { pledgeQueries, type PledgeQueries } from './pledge.ts';
import { pollQueries, type PollQueries } from './polls.ts';
import { promiseQueries, type PromiseQueries } from './promises.ts';
import { publicationQueries, type PublicationQueries } from './publications.ts';
import { remarkQueries, type RemarkQueries } from './remarks.ts';
import { recordQueries, type RecordQueries } from './record.ts';
import { roundQueries, type RoundQueries } from './rounds.ts';
import { searchIndexQueries } from './search-index.ts';
import { searchSourceQueries, type SearchSourceQueries } from './search-sources.ts';
import { signatureQueries, type SignatureQueries } from './signatures.ts';
import { signingLinkQueries, type SigningLinkQueries } from './signing-links.ts';
import { synthesisQueries, type SynthesisQueries } from './syntheses.ts';
import {
	sessionContributionQueries,
	type SessionContributionQueries
} from './session-contributions.ts';
import { sessionOutcomeQueries, type SessionOutcomeQueries } from './session-outcomes.ts';
import { traceQueries, type TraceQueries } from './traces.ts';
import { versionQueries, type VersionQueries } from './versions.ts';

export type Queries = {
	accounts: AccountQueries;
	actions: ActionQueries;
	audit: AuditQueries;
	challenges: ChallengeQueries;
	liveSessions: LiveSessionQueries;
	contacts: ContactQueries;
	decisions: DecisionQueries;
	discussions: DiscussionQueries;
	delegations: DelegationQueries;
	directory: DirectoryQueries;
	documents: DocumentQueries;
	editions: EditionQueries;
	evidence: EvidenceQueries;
	expected: ExpectedQueries;
	inbox: InboxQueries;
	intentions: IntentionQueries;
	exports: ExportQueries;
	groups: GroupQueries;
	links: LinkQueries;
	loginSessions: LoginSessionQueries;
	mails: MailQueries;
	notes: NoteQueries;
	pledge: PledgeQueries;
	polls: PollQueries;
	promises: PromiseQueries;
	remarks: RemarkQueries;
	publications: PublicationQueries;
	record: RecordQueries;
	rounds: RoundQueries;
	searchIndex: SearchIndex;
	searchSources: SearchSourceQueries;
	signatures: SignatureQueries;
	signingLinks: SigningLinkQueries;
	syntheses: SynthesisQueries;
	sessionContributions: SessionContributionQueries;
	sessionOutcomes: SessionOutcomeQueries;
	traces: TraceQueries;
	versions: VersionQueries;
};

export type Store = Queries & {
	/** Runs `work` in one transaction; a throw rolls it back. Do not nest. */
	transaction<T>(work: (inside: Store) => Promise<T>): Promise<T>;
};

const queriesOn = (db: Db): Queries => ({
	accounts: accountQueries(db),
	actions: actionQueries(db),
	audit: auditQueries(db),
	challenges: challengeQueries(db),
	liveSessions: liveSessionQueries(db),
	contacts: contactQueries(db),
	decisions: decisionQueries(db),
	discussions: discussionQueries(db),
	delegations: delegationQueries(db),
	directory: directoryQueries(db),
	documents: documentQueries(db),
	editions: editionQueries(db),
	evidence: evidenceQueries(db),
	expected: expectedQueries(db),
	inbox: inboxQueries(db),
	intentions: intentionQueries(db),
	exports: exportQueries(db),
	groups: groupQueries(db),
	links: linkQueries(db),
	loginSessions: loginSessionQueries(db),
	mails: mailQueries(db),
	notes: noteQueries(db),
	pledge: pledgeQueries(db),
	polls: pollQueries(db),
	promises: promiseQueries(db),
	remarks: remarkQueries(db),
	publications: publicationQueries(db),
	record: recordQueries(db),
	rounds: roundQueries(db),
	searchIndex: searchIndexQueries(db),
	searchSources: searchSourceQueries(db),
	signatures: signatureQueries(db),
	signingLinks: signingLinkQueries(db),
	syntheses: synthesisQueries(db),
	sessionContributions: sessionContributionQueries(db),
	sessionOutcomes: sessionOutcomeQueries(db),
	traces: traceQueries(db),
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
