// Domains wired over a real database as app.ts wires them, with a clock that the test moves.
import { createAccounts } from '#server/domain/accounts/accounts.ts';
import { createActions } from '#server/domain/actions/actions.ts';
import { createDecisions } from '#server/domain/actions/decisions.ts';
import { createOrigins } from '#server/domain/actions/origins.ts';
import { createChallenges } from '#server/domain/challenges/challenges.ts';
import { createContacts } from '#server/domain/challenges/contacts.ts';
import { createOffers } from '#server/domain/challenges/offers.ts';
import { createSameMatter } from '#server/domain/challenges/same-matter.ts';
import { createAccess } from '#server/domain/access/access.ts';
import { createAudit } from '#server/domain/audit/audit.ts';
import { createDirectory } from '#server/domain/directory/directory.ts';
import { createDiscussions } from '#server/domain/discussions/discussions.ts';
import { updatesOf } from '#server/domain/collaboration/history/put-back.ts';
import { groupTarget } from '#server/domain/groups/group-target.ts';
import { challengeTarget } from '#server/domain/challenges/challenge-target.ts';
import { createPlaces } from '#server/domain/discussions/places.ts';
import { createGroups } from '#server/domain/groups/groups.ts';
import { createEvidence } from '#server/domain/evidence/evidence.ts';
import { createLinks } from '#server/domain/links/links.ts';
import type { Letter } from '#server/domain/mail/letter.ts';
import { createMail } from '#server/domain/mail/mail.ts';
import { createInbox } from '#server/domain/notifications/inbox.ts';
import { createInboxMail, type InboxMail } from '#server/domain/notifications/inbox-mail.ts';
import { createInboxReading } from '#server/domain/notifications/inbox-reading.ts';
import { createSessionBecoming } from '#server/domain/live-sessions/becoming.ts';
import { createSeenOutcomes } from '#server/domain/live-sessions/seen-outcomes.ts';
import { createSessionOrigins } from '#server/domain/live-sessions/session-origins.ts';
import { createSessionClosing } from '#server/domain/live-sessions/closing.ts';
import { createSessionGuests } from '#server/domain/live-sessions/guests.ts';
import { createSessionInvitations } from '#server/domain/live-sessions/invitations.ts';
import { createLiveSessions } from '#server/domain/live-sessions/live-sessions.ts';
import { createSessionPlanning } from '#server/domain/live-sessions/planning.ts';
import { createSessionRehearsing } from '#server/domain/live-sessions/rehearsing.ts';
import { createNotes, noteTarget } from '#server/domain/notes/notes.ts';
import { createPolls } from '#server/domain/polls/polls.ts';
import { createIntentions } from '#server/domain/rounds/intentions.ts';
import { createNeeds } from '#server/domain/rounds/sections/needs.ts';
import { createPromises } from '#server/domain/rounds/sections/promises.ts';
import { createPublishedReports } from '#server/domain/rounds/published-reports.ts';
import { createRecord } from '#server/domain/rounds/record/record.ts';
import { freeSlug, slugOf } from '#server/domain/rounds/report-slug.ts';
import { createReportLoading, reportTarget } from '#server/domain/rounds/report-loading.ts';
import { createRemarks } from '#server/domain/rounds/sections/remarks.ts';
import { createReports } from '#server/domain/rounds/reports.ts';
import { createMoveRoundDates } from '#server/domain/rounds/round-dates.ts';
import { parseTemplate } from '#server/domain/rounds/template.ts';
import { createRounds } from '#server/domain/rounds/rounds.ts';
import { createSections } from '#server/domain/rounds/sections/sections.ts';
import type { Member, Seat } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { createEvents, type DomainEvent } from '#server/kernel/events.ts';
import { createLog } from '#server/kernel/log.ts';
import { createEmitAfter, createTransact, type WaitingEvents } from '#server/kernel/transaction.ts';
import type { Store } from '#server/storage/store.ts';
import type { AllianceRole, OrganisationKind, OrganisationRole } from '#shared/roles.ts';

type ReportTexts = Parameters<typeof createReportLoading>[0]['texts'];

export type ManualClock = Clock & { advance(milliseconds: number): void };

/** A clock that stands still until it is moved. */
export function manualClock(start = '2026-11-23T10:00:00.000Z'): ManualClock {
	let now = Date.parse(start);
	return {
		now: () => now,
		iso: () => new Date(now).toISOString(),
		advance(milliseconds) {
			now += milliseconds;
		}
	};
}

/** Documents in which nobody has written. */
const noTexts: ReportTexts = () => Promise.resolve(() => ({ seq: 0, content: {} }));

/** What the rounds and notes domains need, over this store. */
export function wireDomains(
	store: Store,
	clock: Clock = manualClock(),
	texts: ReportTexts = noTexts
) {
	const emitted: DomainEvent[] = [];
	const events = createEvents((error) => {
		throw error;
	});
	events.on((event) => emitted.push(event));
	const waitingEvents: WaitingEvents = new WeakMap();
	const transact = createTransact(store, events, waitingEvents);
	const access = createAccess({ documentOwner: () => Promise.resolve(null) });
	const audit = createAudit(clock);
	/** What has been sent, once the queue has been worked through. */
	const letters: Letter[] = [];
	const mail = createMail({
		store,
		transact,
		audit,
		clock,
		log: createLog('silent'),
		origin: 'https://workspace.test',
		fetchWords: ({ kind, ...letter }) =>
			kind === 'session'
				? sessionInvitations.words(letter)
				: inboxMail.mailWords({ ...letter, kind }),
		post: async (letter) => {
			letters.push(letter);
			return { kind: 'sent' };
		}
	});
	const inbox = createInbox({
		clock,
		mail: mail.queueFetched,
		emitAfter: createEmitAfter(waitingEvents)
	});
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
	const load = createReportLoading({ texts });
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
	const notes = createNotes({
		store,
		transact,
		access,
		audit,
		clock,
		notify: inbox.notify,
		settle: inbox.settle,
		groupTarget,
		texts,
		updatesOf,
		events,
		changed: () => () => undefined
	});
	const discussions = createDiscussions({
		store,
		transact,
		access,
		audit,
		notify: inbox.notify,
		clock,
		places: createPlaces({
			group: groupTarget,
			note: noteTarget,
			report: reportTarget,
			challenge: challengeTarget,
			sectionTitle: (stored, key) =>
				parseTemplate(stored).find((section) => section.key === key)?.title ?? null
		})
	});
	const polls = createPolls({
		store,
		transact,
		access,
		audit,
		clock,
		log: createLog('silent'),
		notify: inbox.notify,
		settle: inbox.settle,
		threads: discussions.targetsOf
	});
	const accounts = createAccounts({
		store,
		transact,
		access,
		audit,
		clock,
		log: createLog('silent')
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
		origin: 'https://workspace.test',
		hashPassword: (password) => Promise.resolve(`hash of ${password}`),
		asMember: accounts.asMember,
		slugOf,
		freeSlug
	});
	const sessionsSeen = createSessionOrigins({
		store,
		access,
		groupTargets: (ids) => groups.targetsOf(ids)
	});
	const origins = createOrigins({
		store,
		access,
		noteTarget,
		groupTarget,
		challengeTarget,
		reportTarget,
		sectionName: (_, key) => Promise.resolve(key),
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
		origin: 'https://workspace.test'
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
		origin: 'https://workspace.test'
	});
	const directory = createDirectory({ store, access, clock, contacts: contacts.list });
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
			poll: async () => new Map(),
			'live-session': (actor, ids) => liveSessions.titles(actor, ids)
		},
		unread: discussions.unread,
		needs: needs.of,
		toSign: async () => [],
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
		origin: 'https://workspace.test'
	});
	const sessionDeps = {
		store,
		transact,
		access,
		audit,
		clock,
		log: createLog('silent'),
		groupTargets: groups.targetsOf
	};
	const sessionInvitations = createSessionInvitations({
		...sessionDeps,
		mail,
		notify: inbox.notify,
		settle: inbox.settle,
		asMember: accounts.asMember,
		sender: { name: 'Alliance Workspace', address: 'workspace@workspace.test' },
		origin: 'https://workspace.test'
	});
	const sessionRehearsing = createSessionRehearsing({
		...sessionDeps,
		flushTexts: () => Promise.resolve()
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
		origin: 'https://workspace.test'
	});
	const sessionClosing = createSessionClosing({
		...sessionDeps,
		texts,
		seen: createSeenOutcomes({ origins, actionTitles: actions.titles })
	});
	const sessionBecoming = createSessionBecoming({
		...sessionDeps,
		texts,
		origin: 'https://workspace.test',
		record: sessionClosing.record,
		startNote: notes.start,
		addAction: actions.add,
		possibleOwners: actions.possibleOwners,
		recordDecision: decisions.record,
		raiseChallenge: challenges.raise,
		sessionsSeen
	});
	return {
		emitted,
		letters,
		accounts,
		groups,
		mail,
		inbox: { ...inbox, ...inboxReading, ...inboxMail },
		events,
		transact,
		access,
		audit,
		rounds,
		moveRoundDates,
		intentions,
		load,
		reports,
		sections,
		remarks,
		promises,
		needs,
		published,
		record,
		notes,
		challenges,
		offers,
		contacts,
		sameMatter,
		actions,
		decisions,
		links,
		evidence,
		directory,
		discussions,
		polls,
		liveSessions,
		sessionGuests,
		sessionInvitations,
		sessionPlanning,
		sessionRehearsing,
		sessionClosing,
		sessionBecoming,
		clock
	};
}

/** A member who is stored, with one seat, as the edge would hand them over. */
export async function addMember(
	store: Store,
	input: {
		id: string;
		organisationId: string;
		organisationKind?: OrganisationKind;
		role?: OrganisationRole;
		allianceRoles?: AllianceRole[];
		name?: string;
	}
): Promise<Member> {
	const at = '2026-11-01T10:00:00.000Z';
	const { id, organisationId, organisationKind = 'pledge-maker', role = 'drafter' } = input;
	const name = input.name ?? id;
	if ((await store.accounts.organisation(organisationId)) === undefined) {
		await store.accounts.addOrganisation({
			id: organisationId,
			name: `Organisation ${organisationId}`,
			short_name: organisationId,
			kind: organisationKind,
			body: 'NHS trust',
			region: 'Leeds',
			created_at: at,
			slug: organisationId
		});
	}
	await store.accounts.addMember({
		id,
		email: `${id}@demo.test`,
		name,
		password_hash: null,
		is_sample: 1,
		created_at: at,
		deactivated_at: null
	});
	await store.accounts.addMembership({
		member_id: id,
		organisation_id: organisationId,
		role,
		created_at: at
	});
	for (const allianceRole of input.allianceRoles ?? []) {
		await store.accounts.addAllianceRole({ member_id: id, role: allianceRole });
	}
	const seat: Seat = {
		organisationId,
		organisationName: `Organisation ${organisationId}`,
		organisationKind,
		role
	};
	return {
		kind: 'member',
		memberId: id,
		name,
		email: `${id}@demo.test`,
		seats: [seat],
		allianceRoles: input.allianceRoles ?? [],
		groups: []
	};
}

/** Stores a round that uses the newest form and expects every Pledge Maker there is. */
export async function addRound(
	store: Store,
	input: { id: string; number: number; state: 'planned' | 'open' | 'published' }
): Promise<void> {
	await store.rounds.add({
		...input,
		title: `Progress Report No. ${input.number}`,
		template_version: '3',
		pledge_version: '2021',
		reporting_from: '2026-04-12',
		reporting_to: '2026-10-11',
		opens_on: '2026-10-12',
		drafts_due_on: '2026-12-03',
		review_ends_on: '2026-12-10',
		sign_off_due_on: '2026-12-17',
		publishes_at: '2026-12-21T10:00:00.000Z',
		signatory_count: 33,
		reported_count: null
	});
	const makers = (await store.rounds.organisations()).filter(({ kind }) => kind === 'pledge-maker');
	await store.expected.set(
		input.id,
		makers.map(({ id }) => id)
	);
}
