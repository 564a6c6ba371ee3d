// The composition root: every domain is built once here, and its dependencies are wired here and nowhere else.
import path from 'node:path';
import { createDemonstration } from './demo/demo.ts';
import { demonstrationAccounts } from './demo/people.ts';
import { createAccess, type DocumentOwner } from './domain/access/access.ts';
import { createAccounts } from './domain/accounts/accounts.ts';
import { hashPassword } from './domain/accounts/passwords.ts';
import { createActions } from './domain/actions/actions.ts';
import { createDecisions } from './domain/actions/decisions.ts';
import { createOrigins } from './domain/actions/origins.ts';
import { createChallenges } from './domain/challenges/challenges.ts';
import { createContacts } from './domain/challenges/contacts.ts';
import { createOffers } from './domain/challenges/offers.ts';
import { createSameMatter } from './domain/challenges/same-matter.ts';
import { createAudit } from './domain/audit/audit.ts';
import { createCollaboration } from './domain/collaboration/collaboration.ts';
import { contentOf, htmlOf } from './domain/collaboration/derive.ts';
import { createExchange } from './domain/collaboration/exchange.ts';
import { createHistory } from './domain/collaboration/history/history.ts';
import { putBack, restoreField, updatesOf } from './domain/collaboration/history/put-back.ts';
import { systemTimers } from './domain/collaboration/timers.ts';
import { unobserved, type EngineObserver } from './domain/collaboration/observer.ts';
import { challengeTarget } from './domain/challenges/challenge-target.ts';
import { createDiscussions } from './domain/discussions/discussions.ts';
import { postTarget, threadTarget } from './domain/discussions/thread-view.ts';
import { createPlaces, type PlaceFacts } from './domain/discussions/places.ts';
import { groupTarget } from './domain/groups/group-target.ts';
import { createGroups } from './domain/groups/groups.ts';
import { createLive } from './domain/live/live.ts';
import { createDirectory } from './domain/directory/directory.ts';
import { createEvidence } from './domain/evidence/evidence.ts';
import { createExports } from './domain/exports/exports.ts';
import { createLinks } from './domain/links/links.ts';
import { createReadingLinks } from './domain/links/reading-links.ts';
import { createTogether, mostOfEach } from './domain/together/together.ts';
import { createMail } from './domain/mail/mail.ts';
import { createInbox } from './domain/notifications/inbox.ts';
import { createInboxMail, type InboxMail } from './domain/notifications/inbox-mail.ts';
import { createInboxReading } from './domain/notifications/inbox-reading.ts';
import { createSessionBecoming } from './domain/live-sessions/becoming.ts';
import { createRecordFile } from './domain/live-sessions/record-file.ts';
import { createTextFiles } from './domain/exports/text-file/text-files.ts';
import { createSeenOutcomes } from './domain/live-sessions/seen-outcomes.ts';
import { createSessionRecords } from './domain/live-sessions/session-records.ts';
import { createSessionOrigins } from './domain/live-sessions/session-origins.ts';
import { createSessionClosing } from './domain/live-sessions/closing.ts';
import { createSessionNotes } from './domain/live-sessions/session-notes.ts';
import { readRun } from './domain/live-sessions/live-sessions-deps.ts';
import { createSessionGuests } from './domain/live-sessions/guests.ts';
import { createSessionInvitations } from './domain/live-sessions/invitations.ts';
import { createLiveSessions } from './domain/live-sessions/live-sessions.ts';
import { createSessionPlanning } from './domain/live-sessions/planning.ts';
import { createSessionRehearsing } from './domain/live-sessions/rehearsing.ts';
import { createNotes, noteTarget } from './domain/notes/notes.ts';
import { createThreadExport } from './domain/discussions/thread-export.ts';
import { createPolls } from './domain/polls/polls.ts';
import { createPledge } from './domain/pledge/pledge.ts';
import { createNeeds } from './domain/rounds/sections/needs.ts';
import { createPromises } from './domain/rounds/sections/promises.ts';
import { createCorrections } from './domain/rounds/publication/corrections.ts';
import { makeFirstEditions } from './domain/rounds/publication/first-editions.ts';
import { createPublication } from './domain/rounds/publication/publication.ts';
import { createPublishing } from './domain/rounds/publication/publishing.ts';
import { createReadiness } from './domain/rounds/publication/readiness.ts';
import { createRehearsal } from './domain/rounds/publication/rehearsal.ts';
import { createIntentions } from './domain/rounds/intentions.ts';
import { createDelegations } from './domain/rounds/sign-off/delegations.ts';
import { createPublishedReports } from './domain/rounds/published-reports.ts';
import { createRecord } from './domain/rounds/record/record.ts';
import { freeSlug, slugOf } from './domain/rounds/report-slug.ts';
import { createReportLoading, reportTarget } from './domain/rounds/report-loading.ts';
import { createRemarks } from './domain/rounds/sections/remarks.ts';
import { createReports } from './domain/rounds/reports.ts';
import { createRoundBoard } from './domain/rounds/round-board.ts';
import { createMoveRoundDates } from './domain/rounds/round-dates.ts';
import { createRounds } from './domain/rounds/rounds.ts';
import { createSections } from './domain/rounds/sections/sections.ts';
import { createSignOff } from './domain/rounds/sign-off/sign-off.ts';
import { createSigningLinks } from './domain/rounds/sign-off/signing-links.ts';
import {
	createSyntheses,
	synthesisTarget,
	synthesisTitle
} from './domain/rounds/synthesis/synthesis.ts';
import { watchVoidedSignatures } from './domain/rounds/sign-off/voided-signatures.ts';
import { parseTemplate } from './domain/rounds/template.ts';
import { watchSections } from './domain/rounds/sections/watched-sections.ts';
import { createFacts } from './domain/search/facts.ts';
import { createIndexing } from './domain/search/indexing.ts';
import { createSearch } from './domain/search/search.ts';
import type { Shape } from './domain/versions/versions-deps.ts';
import { createVersions } from './domain/versions/versions.ts';
import type { Config } from './config.ts';
import { system } from './kernel/actor.ts';
import { systemClock } from './kernel/clock.ts';
import { createEvents } from './kernel/events.ts';
import type { Log } from './kernel/log.ts';
import { createEmitAfter, createTransact, type WaitingEvents } from './kernel/transaction.ts';
import { migrate, openDatabase } from './storage/database.ts';
import { createKyselyDocumentStore } from './storage/document-store.kysely.ts';
import { createDocumentWriter } from './storage/document-writer.ts';
import { createIntegrityRecords } from './storage/integrity.ts';
import { createStore, type Queries, type Store } from './storage/store.ts';
import { createOutbox } from './transport/mail/outbox.ts';
import { createSmtp } from './transport/mail/smtp.ts';
import { noteField, sectionField } from '#shared/document-fields.ts';
import { notesFields } from '#shared/live-session/notes-fields.ts';

export type App = Awaited<ReturnType<typeof createApp>>;

/** Opens the database, brings it to this program's schema, makes the demonstration workspace where one is due.
 *  @throws DatabaseTooNew */
export async function createApp(config: Config, log: Log, observer: EngineObserver = unobserved) {
	const clock = systemClock;
	const database = openDatabase(config.database);
	const { db, kind } = database;
	const store = createStore(db);
	const events = createEvents((error) => log.error({ err: error }, 'a listener failed'));
	const waitingEvents: WaitingEvents = new WeakMap();
	const transact = createTransact(store, events, waitingEvents);
	const audit = createAudit(clock);

	const applied = await migrate(db);
	if (applied.length > 0) log.info({ applied }, 'migrated');

	const mail = createMail({
		store,
		transact,
		audit,
		clock,
		log,
		origin: config.origin,
		fetchWords: ({ kind, ...letter }) =>
			kind === 'session'
				? sessionInvitations.words(letter)
				: inboxMail.mailWords({ ...letter, kind }),
		post:
			config.smtpUrl === undefined
				? createOutbox(path.join(config.dataDir, 'outbox'), config.mailFrom)
				: createSmtp(config.smtpUrl, config.mailFrom)
	});
	const inbox = createInbox({
		clock,
		mail: mail.queueFetched,
		emitAfter: createEmitAfter(waitingEvents)
	});
	const access = createAccess({
		documentOwner: async (name) =>
			(await documentOwner(store, name)) ??
			(await liveSessions.ofDocument(store, name))?.target ??
			null
	});
	const accounts = createAccounts({ store, transact, access, audit, clock, log });
	// PostgreSQL writes elsewhere anyway; SQLite does it in this process, and a wait for the disk must not be everybody's.
	const writer =
		config.database.kind === 'sqlite' ? createDocumentWriter(config.database.file) : undefined;
	// Its thread takes a moment to come up, which is not the first writer's to wait for.
	const writerIsUp = writer?.append([]);
	const documents = { ...createKyselyDocumentStore(db), ...writer };
	const collaboration = createCollaboration({
		documents,
		records: createIntegrityRecords(database),
		clock,
		log,
		observer
	});
	const exchange = createExchange({ open: collaboration.open, access, events });
	const pledge = createPledge({ store });
	const moveRoundDates = createMoveRoundDates({ mail: mail.queue, audit, clock });
	const rounds = createRounds({
		store,
		transact,
		access,
		audit,
		mail: mail.queue,
		clock,
		moveRoundDates
	});
	const intentions = createIntentions({ store, transact, access, audit, clock });
	const published = createPublishedReports({ store, access, rounds });
	const record = createRecord({ store, events, access, rounds, published });
	const load = createReportLoading({ texts: collaboration.texts });
	const reports = createReports({
		store,
		transact,
		access,
		audit,
		clock,
		rounds,
		published,
		load
	});
	const sections = createSections({
		store,
		transact,
		access,
		audit,
		clock,
		mail: mail.queue,
		load
	});
	const remarks = createRemarks({ store, transact, access, audit, clock, sections });
	const promises = createPromises({ store, transact, access, audit, clock });
	const needs = createNeeds({ store, access, load });
	const synthesis = createSyntheses({
		store,
		transact,
		access,
		audit,
		clock,
		rounds,
		texts: collaboration.texts,
		origin: config.origin
	});
	const notes = createNotes({
		store,
		transact,
		access,
		audit,
		clock,
		notify: inbox.notify,
		settle: inbox.settle,
		groupTarget,
		texts: collaboration.texts,
		updatesOf,
		events,
		changed: collaboration.changed
	});
	const discussions = createDiscussions({
		store,
		transact,
		access,
		audit,
		notify: inbox.notify,
		clock,
		places: createPlaces(placeFacts)
	});
	const sessionDeps = {
		store,
		transact,
		access,
		audit,
		clock,
		log,
		groupTargets: (ids: readonly string[], inside: Queries) => groups.targetsOf(ids, inside)
	};
	const sessionInvitations = createSessionInvitations({
		...sessionDeps,
		mail,
		notify: inbox.notify,
		settle: inbox.settle,
		asMember: (memberId) => accounts.asMember(memberId),
		sender: config.mailFrom,
		origin: config.origin
	});
	const sessionRehearsing = createSessionRehearsing({
		...sessionDeps,
		flushTexts: collaboration.flush
	});
	const liveSessions = createLiveSessions({
		...sessionDeps,
		invitations: sessionInvitations,
		rehearsing: sessionRehearsing
	});
	const sessionPlanning = createSessionPlanning({
		...sessionDeps,
		invitations: sessionInvitations
	});
	const sessionGuests = createSessionGuests({
		...sessionDeps,
		invitations: sessionInvitations,
		origin: config.origin
	});
	const sessionNotes = createSessionNotes({ ...sessionDeps, texts: collaboration.texts });
	const polls = createPolls({
		store,
		transact,
		access,
		audit,
		clock,
		log,
		notify: inbox.notify,
		settle: inbox.settle,
		threads: discussions.targetsOf
	});
	const exportThread = createThreadExport({
		thread: (actor, id) => discussions.thread(actor, id, { all: true }),
		polls: polls.ofThread,
		origin: config.origin
	});
	const groups = createGroups({
		store,
		transact,
		access,
		audit,
		clock,
		notify: inbox.notify,
		settle: inbox.settle,
		mailTo: (inside, letter) => mail.queueTo(inside, { ...letter, kind: 'invitation' }),
		origin: config.origin,
		hashPassword,
		asMember: accounts.asMember,
		slugOf,
		freeSlug
	});
	const sessionsSeen = createSessionOrigins(sessionDeps);
	const origins = createOrigins({
		store,
		access,
		noteTarget,
		groupTarget,
		challengeTarget,
		reportTarget,
		sectionName: async ({ round_id: roundId }, key) => {
			const round = await store.rounds.byId(roundId);
			const template = await store.rounds.template(round?.template_version ?? '');
			return placeFacts.sectionTitle(template?.sections ?? '[]', key);
		},
		sessions: sessionsSeen,
		threadTitles: discussions.threadTitles,
		posts: discussions.postsSeen
	});
	const challenges = createChallenges({
		store,
		transact,
		access,
		audit,
		clock,
		notify: inbox.notify,
		settle: inbox.settle,
		origins,
		groupTarget,
		noteTarget
	});
	const offers = createOffers({
		store,
		transact,
		access,
		audit,
		clock,
		notify: inbox.notify,
		settle: inbox.settle
	});
	const contacts = createContacts({ store, transact, access, audit, clock });
	const sameMatter = createSameMatter({ store, access, noteTarget, contacts: contacts.list });
	const actions = createActions({
		store,
		transact,
		access,
		audit,
		clock,
		notify: inbox.notify,
		settle: inbox.settle,
		origins,
		groupTarget
	});
	const decisions = createDecisions({
		store,
		transact,
		access,
		audit,
		clock,
		notify: inbox.notify,
		origins,
		groupTarget
	});
	const sessionClosing = createSessionClosing({
		...sessionDeps,
		texts: collaboration.texts,
		seen: createSeenOutcomes({ origins, actionTitles: actions.titles })
	});
	const textFiles = createTextFiles({
		origin: config.origin,
		clock,
		htmlOf: (content) => htmlOf({ type: 'doc', content: [...content] })
	});
	const exportSessionRecord = createRecordFile({
		...sessionDeps,
		record: sessionClosing.record,
		texts: collaboration.texts,
		make: textFiles.make,
		origin: config.origin
	});
	const sessionBecoming = createSessionBecoming({
		...sessionDeps,
		texts: collaboration.texts,
		origin: config.origin,
		record: sessionClosing.record,
		startNote: notes.start,
		addAction: actions.add,
		possibleOwners: actions.possibleOwners,
		recordDecision: decisions.record,
		raiseChallenge: challenges.raise,
		sessionsSeen
	});
	const links = createLinks({
		store,
		access,
		noteTarget,
		reportTarget,
		postsSeen: discussions.postsSeen,
		titles: {
			note: notes.titles,
			thread: discussions.threadTitles,
			group: groups.titles,
			challenge: challenges.titles
		},
		origin: config.origin
	});
	const readingLinks = createReadingLinks({
		store,
		transact,
		events,
		log,
		timers: systemTimers,
		changed: collaboration.changed,
		texts: collaboration.texts,
		origin: config.origin
	});
	const evidence = createEvidence({
		store,
		transact,
		access,
		audit,
		clock,
		notify: inbox.notify,
		settle: inbox.settle,
		asMember: accounts.asMember,
		noteTarget,
		reportTarget,
		posts: discussions.postFacts,
		origin: config.origin
	});
	const together = createTogether({
		store,
		across: record.across,
		catalogue: record.catalogue,
		wordings: async () => (await pledge.current()).commitments,
		notes: async (actor, commitment) =>
			(await notes.list(actor, { commitment, limit: mostOfEach })).items,
		challenges: async (actor, commitment) =>
			(await challenges.list(actor, { commitment, state: 'open', limit: mostOfEach })).items,
		threads: async (actor, number) =>
			(await discussions.ofPlace(actor, { kind: 'commitment', number }, { limit: mostOfEach }))
				.items
	});
	const directory = createDirectory({ store, access, clock, contacts: contacts.list });
	const history = createHistory(documents);
	const versions = createVersions({
		store,
		transact,
		access,
		audit,
		clock,
		log,
		documents,
		collaboration,
		history,
		shapeOf: (name) => shapeOf(store, name),
		restoreField,
		putBack
	});

	const signOff = createSignOff({
		store,
		transact,
		access,
		audit,
		clock,
		mail: mail.queue,
		load,
		draft: (reportId) => reports.draft(system, reportId),
		compare: (documentName, range) => versions.compare(system, documentName, range)
	});
	const signingLinks = createSigningLinks({
		store,
		transact,
		audit,
		clock,
		events,
		log,
		provePassword: async (input, from) => (await accounts.provePassword(input, from)).id,
		maySign: signOff.maySign
	});
	const delegations = createDelegations({ store, transact, access, audit, clock });
	const voidedSignatures = watchVoidedSignatures({
		store,
		transact,
		audit,
		clock,
		mail: mail.queue,
		load,
		events,
		log,
		timers: systemTimers,
		changed: collaboration.changed
	});

	const watchedSections = watchSections({
		store,
		load,
		events,
		log,
		timers: systemTimers,
		changed: collaboration.changed
	});

	const publish = createPublishing({ audit, clock });
	const readiness = createReadiness({ store, load, log, origin: config.origin });
	const board = createRoundBoard({ store, access, rounds, readiness });
	const rehearsal = createRehearsal({ store, transact, access, audit, clock, rounds, readiness });
	const publication = createPublication({
		store,
		transact,
		access,
		audit,
		clock,
		log,
		mail: mail.queue,
		rounds,
		readiness,
		publish,
		moveDates: moveRoundDates
	});
	const corrections = createCorrections({
		store,
		transact,
		access,
		audit,
		clock,
		load,
		readiness,
		publish,
		edit: collaboration.edit,
		restoreField
	});

	const copies = createExports({
		store,
		transact,
		access,
		audit,
		clock,
		log,
		rounds,
		reports,
		intentions,
		pledge,
		discussions,
		notes,
		origin: config.origin,
		folder: path.join(config.dataDir, 'exports')
	});

	const inboxReading = createInboxReading({
		store,
		transact,
		clock,
		titles: {
			thread: discussions.threadTitles,
			post: discussions.postTitles,
			note: notes.titles,
			group: groups.titles,
			challenge: challenges.titles,
			action: actions.titles,
			poll: polls.titles,
			'live-session': liveSessions.titles
		},
		unread: discussions.unread,
		needs: needs.of,
		toSign: signOff.waitingFor,
		actionsDue: actions.dueFor
	});
	const inboxMail: InboxMail = createInboxMail({
		store,
		transact,
		events,
		clock,
		mail: mail.queueFetched,
		settingsOf: mail.settingsOf,
		list: inboxReading.list,
		asMember: accounts.asMember,
		origin: config.origin
	});

	const facts = createFacts({
		clock,
		places: createPlaces(placeFacts),
		sessions: createSessionRecords(sessionDeps),
		targets: {
			...placeFacts,
			thread: threadTarget,
			post: postTarget,
			synthesis: synthesisTarget
		}
	});
	const search = createSearch({ store, access, clock, facts });
	const indexing = createIndexing({
		store,
		events,
		log,
		timers: systemTimers,
		changed: collaboration.changed,
		texts: collaboration.texts,
		facts,
		sectionsOf: parseTemplate
	});

	const live = createLive({
		events,
		log,
		changed: collaboration.changed,
		threadAudience: discussions.audience,
		mayReadDocument: async (actor, name) => (await access.document(actor, name)) !== null,
		maySeeRound: rounds.maySee,
		whoSeesGroup: groups.whoSees,
		whoSeesChallenge: challenges.whoSees,
		whoSeesSession: liveSessions.whoSees,
		screensOfSession: liveSessions.screens,
		timers: systemTimers,
		reports: board.following
	});

	const isEmpty = !(await store.accounts.hasMembers());
	if (isEmpty && config.demo) {
		await createDemonstration({
			store,
			clock,
			audit,
			hashPassword,
			updatesOf,
			contentOf,
			origin: config.origin
		});
		log.info('made the demonstration workspace');
	}
	await sessionRehearsing.sweep();
	await makeFirstEditions({ store, transact, clock, load, publish });
	await writerIsUp;
	indexing.start();

	return {
		config,
		log,
		observer,
		events,
		access,
		accounts,
		collaboration,
		exchange,
		pledge,
		rounds,
		board,
		intentions,
		reports,
		sections,
		remarks,
		promises,
		needs,
		rehearsal,
		publication,
		corrections,
		signOff,
		signingLinks,
		delegations,
		published,
		record,
		synthesis,
		notes,
		groups,
		challenges,
		liveSessions,
		sessionGuests,
		sessionInvitations,
		sessionPlanning,
		sessionRehearsing,
		sessionClosing,
		sessionBecoming,
		exportSessionRecord,
		sessionNotes,
		offers,
		contacts,
		sameMatter,
		actions,
		decisions,
		discussions,
		search,
		polls,
		exportThread,
		versions,
		live,
		mail,
		inbox: { ...inbox, ...inboxReading, ...inboxMail },
		exports: copies,
		links,
		evidence,
		together,
		directory,

		/** Whether this workspace is the demonstration: its pages carry a banner. */
		isDemonstration: await store.accounts.hasSampleMembers(),
		/** Accounts the sign-in page of the demonstration offers, in order. */
		demonstrationAccounts,

		/** Whether the database answers. */
		async isReady(): Promise<boolean> {
			return store.accounts.hasMembers().then(
				() => true,
				() => false
			);
		},

		/** Figures for /metrics. */
		async gauges() {
			const mails = await mail.figures();
			const { rooms, connections, waiting } = collaboration.stats();
			return {
				workspace_rooms: { help: 'Documents open for writing or reading', value: rooms },
				workspace_collab_connections: {
					help: 'Open collaboration sockets and polling lines',
					value: connections
				},
				workspace_updates_waiting: { help: 'Updates not yet on the disk', value: waiting },
				workspace_mails_waiting: { help: 'Mails not yet sent', value: mails.waiting },
				workspace_mails_failed: {
					help: 'Mails given up: refused, or not delivered within a day',
					value: mails.failed
				}
			};
		},

		/** The one-time link of an empty workspace, or null when somebody is in it already. */
		async firstSetupLink(): Promise<string | null> {
			if (await store.accounts.hasMembers()) return null;
			return `${config.origin}/set-up/${await accounts.createSetupLink()}`;
		},

		/** Ends after what is waiting has been written. */
		async close(): Promise<void> {
			live.close();
			await indexing.close();
			await copies.close();
			await textFiles.close();
			exchange.close();
			signingLinks.close();
			await voidedSignatures.close();
			await watchedSections.close();
			await readingLinks.close();
			await collaboration.close();
			// After the last change: it may have been a large deletion.
			await versions.close();
			await history.close();
			await writer?.close();
			await db.destroy();
			log.debug({ database: kind }, 'closed');
		}
	};
}

/** What discussions need to know of what they are about. */
const placeFacts: PlaceFacts = {
	group: groupTarget,
	note: noteTarget,
	report: reportTarget,
	challenge: challengeTarget,
	sectionTitle(stored, key) {
		const section = parseTemplate(stored).find((each) => each.key === key);
		if (section === undefined) return null;
		return section.commitment === null
			? section.title
			: `Commitment ${section.commitment}: ${section.title}`;
	}
};

/** The facts that decide on a document: those of what it is the text of. */
async function documentOwner(store: Store, documentName: string): Promise<DocumentOwner | null> {
	const report = await store.rounds.reportByDocument(documentName);
	if (report !== undefined) {
		const organisations = await store.rounds.organisationsOf([report.id]);
		return reportTarget(
			report,
			organisations.map(({ id }) => id)
		);
	}
	const note = await store.notes.byDocument(documentName);
	if (note !== undefined) return noteTarget(note);
	const synthesis = await store.syntheses.byDocument(documentName);
	return synthesis === undefined ? null : synthesisTarget(synthesis.round_state, false);
}

/** What a document is called, and its fields in page order. */
async function shapeOf(store: Store, documentName: string): Promise<Shape | null> {
	const report = await store.rounds.reportByDocument(documentName);
	if (report !== undefined) {
		const round = await store.rounds.byId(report.round_id);
		const template = await store.rounds.template(round?.template_version ?? '');
		const fields = parseTemplate(template?.sections ?? '[]').map(({ key, title, commitment }) => ({
			field: sectionField(key),
			title: commitment === null ? title : `Commitment ${commitment}: ${title}`
		}));
		return { title: report.title, fields };
	}
	const note = await store.notes.byDocument(documentName);
	const synthesis = await store.syntheses.byDocument(documentName);
	const session = await store.liveSessions.byDocument(documentName);
	if (session !== undefined) {
		const { items, breakouts } = readRun(session);
		return { title: session.title, fields: notesFields(items, breakouts) };
	}
	const title = note?.title ?? (synthesis && synthesisTitle(synthesis));
	return title === undefined ? null : { title, fields: [{ field: noteField, title }] };
}
