// The policy table: every action, on what, and by whom. Pure. An action is allowed when one of its grants
// holds; nothing is allowed that does not stand here. tests/domain/policy.test.ts goes through it row by row.
import type { Actor, Member, Seat, SessionGuest, Signer } from '#server/kernel/actor.ts';
import {
	writingRoles,
	type ActionTarget,
	type AllianceTarget,
	type ChallengeTarget,
	type DelegationTarget,
	type GroupTarget,
	type LiveSessionTarget,
	type NewReportTarget,
	type NoteTarget,
	type OfferTarget,
	type OrganisationTarget,
	type PersonTarget,
	type PlaceTarget,
	type PollTarget,
	type PostTarget,
	type RemarkTarget,
	type ReportTarget,
	type RoundTarget,
	type SynthesisTarget,
	type SectionTarget,
	type SignatureTarget,
	type Target,
	type ThreadTarget
} from './targets.ts';

type Grant<T extends Target> = {
	/** Who this grant is for, in words. */
	who: string;
	holds(actor: Actor, target: T): boolean;
};

const member = <T extends Target>(
	who: string,
	holds: (member: Member, target: T) => boolean
): Grant<T> => ({
	who,
	holds: (actor, target) => actor.kind === 'member' && holds(actor, target)
});

const hasSeatIn = (
	actor: Pick<Member, 'seats'>,
	organisationIds: readonly string[],
	may: (seat: Seat) => boolean = () => true
): boolean =>
	actor.seats.some((seat) => organisationIds.includes(seat.organisationId) && may(seat));

const writes = (seat: Seat): boolean => writingRoles.includes(seat.role);
const leads = (seat: Seat): boolean => seat.role === 'lead';
const isCoordinator = (actor: Member): boolean => actor.allianceRoles.includes('coordinator');
const isModerator = (actor: Member): boolean => actor.allianceRoles.length > 0;
const isPledgeMaker = (actor: Member): boolean =>
	actor.seats.some((seat) => seat.organisationKind !== 'pledge-supporter');

/** Who was not ready on the day may still report, late. */
const isBeingWritten = (report: Omit<ReportTarget, 'kind'>): boolean =>
	report.state === 'draft' ? report.roundState !== 'planned' : report.isCorrecting;

const signedIn = member<Target>('any member', () => true);
const coordinator = member<Target>('the coordinator', isCoordinator);
const published: Grant<ReportTarget> = {
	who: 'anyone, once published',
	holds: (_, report) => report.state === 'published'
};
const ofTheReport = member<ReportTarget>('members of its organisations', (actor, report) =>
	hasSeatIn(actor, report.organisationIds)
);

const leadsOrCoordinates = (actor: Member, report: ReportTarget): boolean =>
	isCoordinator(actor) || hasSeatIn(actor, report.organisationIds, leads);

/** Who signs for the organisation today: its leads, and whoever one of them has sign in their place. */
const signsFor = (actor: Pick<Member, 'seats'>, target: SignatureTarget): boolean =>
	target.organisationIds.includes(target.organisationId) &&
	hasSeatIn(actor, [target.organisationId], target.isDeputy ? undefined : leads);
const namesIt = ({ reportId, organisationId }: Signer, target: SignatureTarget): boolean =>
	reportId === target.reportId && organisationId === target.organisationId;
/** The link in a mail opens this one report, for as long as the person signs for that organisation. */
const signer = (
	who: string,
	when: (target: SignatureTarget) => boolean = () => true
): Grant<SignatureTarget> => ({
	who,
	holds: (actor, target) =>
		actor.kind === 'signer' && namesIt(actor, target) && signsFor(actor, target) && when(target)
});
const toldToSign = signer('who came by the link to sign it');
const writersAndReaders = member<SignatureTarget>('members of its organisations', (actor, target) =>
	hasSeatIn(actor, target.organisationIds)
);

const isOf = (actor: Member, groupId: string | null): boolean =>
	actor.groups.some((place) => place.groupId === groupId);
const runs = (actor: Member, groupId: string | null): boolean =>
	actor.groups.some((place) => place.groupId === groupId && place.manages);
/** What anybody may join may be read before one joins. */
const readsGroup = (actor: Member, group: GroupTarget): boolean =>
	isOf(actor, group.groupId) || (group.joining === 'open' && actor.seats.length > 0);

const mayCome = (actor: Member, group: GroupTarget): boolean =>
	!group.isArchived && actor.seats.length > 0 && !isOf(actor, group.groupId);

/** The convenor counts with the Pledge Makers: it holds the space in which they speak. */
const isAmong = (
	actor: Member,
	circle: {
		audience: 'pledge-makers' | 'pledge-makers-and-supporters' | 'organisation';
		organisationId: string | null;
	}
): boolean => {
	switch (circle.audience) {
		case 'pledge-makers':
			return isPledgeMaker(actor);
		case 'pledge-makers-and-supporters':
			return actor.seats.length > 0;
		case 'organisation':
			return circle.organisationId !== null && hasSeatIn(actor, [circle.organisationId]);
	}
};

const facilitates = (actor: Member, session: LiveSessionTarget): boolean =>
	session.facilitatorIds.includes(actor.memberId);
/** Whoever is invited, and of a group's session everybody in the group; to a rehearsal those who run it. */
const comesTo = (actor: Member, session: LiveSessionTarget): boolean =>
	session.isRehearsal
		? facilitates(actor, session)
		: session.memberIds.includes(actor.memberId) ||
			(session.group !== null && isOf(actor, session.group.groupId));
/** A session that people can be in. */
const isOpen = ({ isClosed, isCancelled }: LiveSessionTarget): boolean => !isClosed && !isCancelled;
const isGuestOf = (actor: SessionGuest, session: LiveSessionTarget): boolean =>
	actor.sessionId === session.sessionId && !session.isRehearsal;
const sessionGuest = (
	who: string,
	when: (session: LiveSessionTarget, guest: SessionGuest) => boolean
): Grant<LiveSessionTarget> => ({
	who,
	holds: (actor, session) =>
		actor.kind === 'session-guest' && isGuestOf(actor, session) && when(session, actor)
});
/** The agreement names who may read what is left of the session; nobody else does, once it is closed. */
const publicRecord: Grant<LiveSessionTarget> = {
	who: 'anyone, once it is closed, when its record is public',
	holds: (_, session) => session.isClosed && session.readers === 'public' && !session.isRehearsal
};
const isReader = (actor: Member, session: LiveSessionTarget): boolean => {
	if (session.isRehearsal) return false;
	switch (session.readers) {
		case 'room':
			return false;
		case 'group':
			return session.group !== null && isOf(actor, session.group.groupId);
		case 'pledge-makers':
			return isPledgeMaker(actor);
		case 'pledge-makers-and-supporters':
		case 'public':
			return actor.seats.length > 0;
	}
};

const isAuthor = (actor: Member, note: NoteTarget): boolean =>
	actor.memberId === note.authorId || note.coAuthorIds.includes(actor.memberId);
const writesNote = (actor: Member, note: NoteTarget): boolean =>
	isAuthor(actor, note) ||
	(note.visibility !== 'only-me' &&
		(isOf(actor, note.groupId) || hasSeatIn(actor, [note.organisationId], writes)));
const readsNote = (actor: Member, note: NoteTarget): boolean => {
	if (writesNote(actor, note)) return true;
	switch (note.visibility) {
		case 'only-me':
			return false;
		case 'group':
			return isOf(actor, note.groupId);
		case 'pledge-makers':
			return isPledgeMaker(actor);
		case 'pledge-makers-and-supporters':
		case 'public':
			return actor.seats.length > 0;
	}
};

const isToldOf = (actor: Member, challenge: ChallengeTarget): boolean => {
	const { audience } = challenge;
	return audience === 'group'
		? isOf(actor, challenge.groupId)
		: isAmong(actor, { ...challenge, audience });
};
const seesChallenge = (actor: Member, challenge: ChallengeTarget): boolean =>
	actor.memberId === challenge.authorId || isToldOf(actor, challenge);
/** Who is stuck says what came of it: the author, those who write for the organisation, who runs the group. */
const settlesChallenge = (actor: Member, challenge: ChallengeTarget): boolean =>
	actor.memberId === challenge.authorId ||
	(isToldOf(actor, challenge) &&
		(hasSeatIn(actor, [challenge.organisationId], writes) || runs(actor, challenge.groupId)));

/** What is to be done in a group is read like the rest of it; what is in none, by those it concerns. */
const seesAction = (actor: Member, { group, ownerId, authorId }: ActionTarget): boolean =>
	group === null
		? actor.memberId === ownerId || actor.memberId === authorId
		: readsGroup(actor, group);

const isAtPlace = (actor: Member, place: PlaceTarget): boolean => {
	switch (place.kind) {
		case 'group':
			return readsGroup(actor, place);
		case 'note':
			return readsNote(actor, place);
		case 'report':
			return hasSeatIn(actor, place.organisationIds);
		case 'challenge':
			return seesChallenge(actor, place);
	}
};

/** What a thread is for may be narrower than what it is about, never wider. */
const hears = (actor: Member, thread: Omit<ThreadTarget, 'kind'>): boolean => {
	const { audience, place } = thread;
	if (place !== null && !isAtPlace(actor, place)) return false;
	return audience === 'place' ? place !== null : isAmong(actor, { ...thread, audience });
};
const moderates = (actor: Member, thread: Omit<ThreadTarget, 'kind'>): boolean =>
	hears(actor, thread) &&
	(isModerator(actor) || (thread.place?.kind === 'group' && runs(actor, thread.place.groupId)));
const beganOrModerates = (actor: Member, thread: ThreadTarget): boolean =>
	(actor.memberId === thread.begunBy && hears(actor, thread)) || moderates(actor, thread);
const hearsPost = (actor: Member, post: PostTarget): boolean => {
	if (!hears(actor, post)) return false;
	const { narrowedTo } = post;
	if (narrowedTo === null || actor.memberId === post.authorId) return true;
	const { audience } = narrowedTo;
	return audience === 'moderators'
		? moderates(actor, post)
		: isAmong(actor, { ...narrowedTo, audience });
};
const listener = member<ThreadTarget>('those it is shared with', hears);
const listenerToPost = member<PostTarget>('those it is shared with', hearsPost);
const author = (who: string, when: (post: PostTarget) => boolean): Grant<PostTarget> =>
	member(
		who,
		(actor, post) => actor.memberId === post.authorId && hears(actor, post) && when(post)
	);

const noteReader = member<NoteTarget>('those it is shared with', readsNote);

const ofTheConvenor = (who: string, when: (synthesis: SynthesisTarget) => boolean) =>
	member<SynthesisTarget>(
		who,
		(actor, synthesis) =>
			when(synthesis) && actor.seats.some((seat) => seat.organisationKind === 'convenor')
	);

const grants = <T extends Target>(kind: T['kind'], ...rows: Grant<T>[]) => ({ kind, rows });

export const policy = {
	'workspace.enter': grants<AllianceTarget>('alliance', signedIn),
	/** Seats, roles, and who is no longer a member. */
	'people.manage': grants<AllianceTarget>('alliance', coordinator),

	/** What the convenor may see of everything, as a copy to take away. */
	'alliance.export': grants<AllianceTarget>('alliance', coordinator),
	/** All that is an organisation's own, as a copy to take away. */
	'organisation.export': grants<OrganisationTarget>(
		'organisation',
		member('its leads', (actor, { organisationId }) =>
			hasSeatIn(actor, [organisationId], (seat) => seat.role === 'lead')
		)
	),

	'round.see': grants<RoundTarget>(
		'round',
		{ who: 'anyone, once published', holds: (_, round) => round.state === 'published' },
		signedIn
	),
	'round.open': grants<AllianceTarget>('alliance', coordinator),
	'round.move-date': grants<RoundTarget>('round', coordinator),
	/** To say of whom it expects a report. */
	'round.expect': grants<RoundTarget>('round', coordinator),
	/** The minute at which its reports go public, and taking them back. */
	'round.publish': grants<RoundTarget>('round', coordinator),

	/** That it exists, who writes it, its sections' states. */
	'report.see': grants<ReportTarget>('report', published, ofTheReport, coordinator),
	/** How far its sections are, who writes them, and how many remarks are open. */
	'report.follow': grants<ReportTarget>('report', ofTheReport, coordinator),
	/** Its words as they stand now. */
	'report.read': grants<ReportTarget>('report', ofTheReport),
	/** Its words as they were published. */
	'report.read-published': grants<ReportTarget>('report', published),
	/** Who wrote what when, and every earlier text: nobody else's, even when it is published. */
	'report.history': grants<ReportTarget>('report', ofTheReport),
	/** To say that it is no longer meant to be published, or is again. */
	'report.intend': grants<ReportTarget>(
		'report',
		member(
			'leads of its organisations, while it is a draft and the round has been opened',
			(actor, report) =>
				report.state === 'draft' &&
				isBeingWritten(report) &&
				hasSeatIn(actor, report.organisationIds, (seat) => seat.role === 'lead')
		)
	),
	'report.write': grants<ReportTarget>(
		'report',
		member(
			'leads and drafters of its organisations, while it is a draft and the round has been opened, or while it is being corrected',
			(actor, report) => isBeingWritten(report) && hasSeatIn(actor, report.organisationIds, writes)
		)
	),
	/** To agree its words or to ask for changes, with a reason. */
	'section.review': grants<SectionTarget>(
		'section',
		member(
			'leads of its organisations, while it is written',
			(actor, section) =>
				isBeingWritten(section) && hasSeatIn(actor, section.organisationIds, leads)
		),
		member(
			'its reviewer, while it is written',
			(actor, section) =>
				isBeingWritten(section) &&
				actor.memberId === section.reviewerId &&
				hasSeatIn(actor, section.organisationIds)
		)
	),
	/** To say that what was asked is settled. */
	'remark.settle': grants<RemarkTarget>(
		'remark',
		member(
			'those who write the report, while it is written',
			(actor, remark) => isBeingWritten(remark) && hasSeatIn(actor, remark.organisationIds, writes)
		),
		member(
			'who has asked it, while it is written',
			(actor, remark) =>
				isBeingWritten(remark) &&
				actor.memberId === remark.authorId &&
				hasSeatIn(actor, remark.organisationIds)
		)
	),
	/** Saying, with a reason, that what the rehearsal found can stand. */
	'report.accept-finding': grants<ReportTarget>(
		'report',
		member(
			'leads of its organisations and the coordinator, while it is being written',
			(actor, report) => isBeingWritten(report) && leadsOrCoordinates(actor, report)
		)
	),
	/** Beginning and giving up a correction of what was published. */
	'report.correct': grants<ReportTarget>(
		'report',
		member(
			'leads of its organisations and the coordinator, once published',
			(actor, report) => report.state === 'published' && leadsOrCoordinates(actor, report)
		)
	),
	/** By itself, after publication day. */
	'report.publish': grants<ReportTarget>(
		'report',
		member(
			'the coordinator, a draft left behind on publication day',
			(actor, report) =>
				report.state === 'draft' && report.roundState === 'published' && isCoordinator(actor)
		),
		member(
			'leads of its organisations and the coordinator, a correction',
			(actor, report) => report.isCorrecting && leadsOrCoordinates(actor, report)
		)
	),
	'report.start': grants<NewReportTarget>(
		'new-report',
		member(
			'who writes for every organisation named, in an open round',
			(actor, report) =>
				report.roundState === 'open' &&
				report.organisationIds.length > 0 &&
				report.organisationIds.every((id) => hasSeatIn(actor, [id], writes))
		),
		member(
			'the coordinator, in an open round',
			(actor, report) => report.roundState === 'open' && isCoordinator(actor)
		)
	),

	/** That it is signed, and by whom. */
	'signature.see': grants<SignatureTarget>(
		'signature',
		{ who: 'anyone, once published', holds: (_, target) => target.state === 'published' },
		writersAndReaders,
		coordinator,
		toldToSign
	),
	/** The words that a signature would be put to. */
	'report.read-to-sign': grants<SignatureTarget>('signature', writersAndReaders, toldToSign),
	/** To put one's name to exactly these words, or to return them with a reason. */
	'report.sign': grants<SignatureTarget>(
		'signature',
		member(
			'leads of that organisation and their deputies, while it is written',
			(actor, target) => isBeingWritten(target) && signsFor(actor, target)
		),
		signer('who came by the link to sign it, while it is written', isBeingWritten)
	),
	'delegation.see': grants<DelegationTarget>(
		'delegation',
		member('members of that organisation', (actor, { organisationId }) =>
			hasSeatIn(actor, [organisationId])
		),
		coordinator
	),
	'delegation.manage': grants<DelegationTarget>(
		'delegation',
		member('leads of that organisation', (actor, { organisationId }) =>
			hasSeatIn(actor, [organisationId], leads)
		)
	),

	'thread.see': grants<ThreadTarget>('thread', listener),
	/** The target is the thread about to be started. */
	'thread.start': grants<ThreadTarget>('thread', listener),
	'thread.post': grants<ThreadTarget>(
		'thread',
		member(
			'those it is shared with, until it is closed',
			(actor, thread) => !thread.isClosed && hears(actor, thread)
		)
	),
	'thread.moderate': grants<ThreadTarget>(
		'thread',
		member(
			'coordinator and facilitators it is shared with, and who runs its group',
			(actor, thread) => moderates(actor, thread)
		)
	),

	/** To say what came of it, which closes it. */
	'thread.conclude': grants<ThreadTarget>(
		'thread',
		member('who began it, and those who moderate it', (actor, thread) =>
			beganOrModerates(actor, thread)
		)
	),
	/** To have it stand elsewhere, as a whole. */
	'thread.move': grants<ThreadTarget>(
		'thread',
		member('who began it, and those who moderate it', (actor, thread) =>
			beganOrModerates(actor, thread)
		)
	),

	'post.see': grants<PostTarget>('post', listenerToPost),
	'post.edit': grants<PostTarget>(
		'post',
		author(
			'its author, until withdrawn, hidden or closed',
			(post) => !post.isWithdrawn && !post.isHidden && !post.isClosed
		)
	),
	'post.withdraw': grants<PostTarget>(
		'post',
		author('its author', (post) => !post.isWithdrawn)
	),
	'post.hide': grants<PostTarget>(
		'post',
		member(
			'coordinator and facilitators it is shared with, and who runs its group',
			(actor, post) => moderates(actor, post) && hearsPost(actor, post)
		)
	),

	'poll.see': grants<PollTarget>(
		'poll',
		member<PollTarget>('those its thread is shared with', hears)
	),
	/** The target is the thread. */
	'poll.open': grants<ThreadTarget>(
		'thread',
		member(
			'who began the thread, and who moderates it, until it is closed',
			(actor, thread) =>
				!thread.isClosed &&
				hears(actor, thread) &&
				(actor.memberId === thread.begunBy || moderates(actor, thread))
		)
	),
	'poll.vote': grants<PollTarget>(
		'poll',
		member(
			'those its thread is shared with, until it or the thread is closed',
			(actor, poll) => !poll.isOver && !poll.isClosed && hears(actor, poll)
		)
	),
	'poll.close': grants<PollTarget>(
		'poll',
		member(
			'who opened it, and who moderates the thread',
			(actor, poll) =>
				!poll.isOver &&
				hears(actor, poll) &&
				(actor.memberId === poll.openedBy || moderates(actor, poll))
		)
	),

	'note.start': grants<AllianceTarget>(
		'alliance',
		member('members of an organisation', (actor) => actor.seats.length > 0)
	),
	'note.see': grants<NoteTarget>(
		'note',
		{ who: 'anyone, when public', holds: (_, note) => note.visibility === 'public' },
		noteReader
	),
	/** The public sees what a note says, not how it came to say it. */
	'note.history': grants<NoteTarget>('note', noteReader),
	'note.write': grants<NoteTarget>(
		'note',
		member(
			'its authors; unless it is private, leads and drafters of its organisation and members of its group; until it is archived',
			(actor, note) => !note.isArchived && writesNote(actor, note)
		)
	),

	/** Who may see it, who its authors are, and whether it is suggested to others. */
	'note.share': grants<NoteTarget>('note', member('its authors', isAuthor)),
	/** Out of the lists, and back again. */
	'note.archive': grants<NoteTarget>(
		'note',
		member(
			'its authors; unless it is private, leads of its organisation and who runs its group',
			(actor, note) =>
				isAuthor(actor, note) ||
				(note.visibility !== 'only-me' &&
					(hasSeatIn(actor, [note.organisationId], leads) || runs(actor, note.groupId)))
		)
	),

	/** As evidence to an organisation's section. */
	'note.offer': grants<NoteTarget>(
		'note',
		member(
			'members of an organisation who may read it, until it is archived',
			(actor, note) => actor.seats.length > 0 && !note.isArchived && readsNote(actor, note)
		)
	),
	'post.offer': grants<PostTarget>(
		'post',
		member(
			'members of an organisation who may read it; of lived experience only its author',
			(actor, post) =>
				actor.seats.length > 0 &&
				!post.isWithdrawn &&
				!post.isHidden &&
				hearsPost(actor, post) &&
				(!post.isLivedExperience || actor.memberId === post.authorId)
		)
	),
	/** What is offered shows only to those who may also see that itself. */
	'offer.see': grants<OfferTarget>(
		'offer',
		member('members of the organisation it is offered to', (actor, { organisationId }) =>
			hasSeatIn(actor, [organisationId])
		),
		member('who offered it', (actor, { offeredBy }) => actor.memberId === offeredBy)
	),
	'offer.answer': grants<OfferTarget>(
		'offer',
		member(
			'leads and drafters of the organisation, until it is answered',
			(actor, { organisationId, isOpen }) => isOpen && hasSeatIn(actor, [organisationId], writes)
		)
	),
	'offer.take-back': grants<OfferTarget>(
		'offer',
		member(
			'who offered it, until it is answered',
			(actor, { offeredBy, isOpen }) => isOpen && actor.memberId === offeredBy
		)
	),

	'person.see': grants<PersonTarget>(
		'person',
		member('themselves', (actor, { memberId }) => actor.memberId === memberId),
		member(
			'members of an organisation, when they belong to one too',
			(actor, { hasSeat }) => hasSeat && actor.seats.length > 0
		),
		member('who shares a group with them', (actor, { groupIds }) =>
			groupIds.some((groupId) => isOf(actor, groupId))
		)
	),

	'group.start': grants<AllianceTarget>(
		'alliance',
		member('members of an organisation', (actor) => actor.seats.length > 0)
	),
	/** That there is such a group, and what it is for. */
	'group.see': grants<GroupTarget>(
		'group',
		member(
			'members of an organisation, unless it is by invitation',
			(actor, group) => group.joining !== 'by-invitation' && actor.seats.length > 0
		),
		member('its members', (actor, { groupId }) => isOf(actor, groupId)),
		coordinator
	),
	/** Its discussions, notes, actions and decisions. */
	'group.read': grants<GroupTarget>(
		'group',
		member('its members; of an open one, members of an organisation', readsGroup)
	),
	'group.take-part': grants<GroupTarget>(
		'group',
		member(
			'its members, until it is archived',
			(actor, group) => !group.isArchived && isOf(actor, group.groupId)
		)
	),
	/** Who is in it, with their organisation and role. */
	'group.people': grants<GroupTarget>(
		'group',
		member('its members; of an open one, members of an organisation', readsGroup),
		coordinator
	),
	'group.join': grants<GroupTarget>(
		'group',
		member(
			'members of an organisation who are not in it, when it is open, until it is archived',
			(actor, group) => group.joining === 'open' && mayCome(actor, group)
		)
	),
	'group.ask': grants<GroupTarget>(
		'group',
		member(
			'members of an organisation who are not in it, when one joins on request, until it is archived',
			(actor, group) => group.joining === 'on-request' && mayCome(actor, group)
		)
	),
	/** What it is called, who is in it, how one joins. */
	'group.manage': grants<GroupTarget>(
		'group',
		member('who runs it', (actor, { groupId }) => runs(actor, groupId)),
		coordinator
	),

	'challenge.see': grants<ChallengeTarget>(
		'challenge',
		member('those it is shared with', seesChallenge)
	),
	'challenge.raise': grants<ChallengeTarget>(
		'challenge',
		member(
			'members of the organisation that is stuck, for those they are among',
			(actor, challenge) =>
				hasSeatIn(actor, [challenge.organisationId]) &&
				isToldOf(actor, challenge) &&
				(challenge.groupId === null || isOf(actor, challenge.groupId))
		)
	),
	/** Its words, and which commitments it is about. */
	'challenge.change': grants<ChallengeTarget>(
		'challenge',
		member(
			'its author, until it is closed',
			(actor, challenge) => !challenge.isClosed && actor.memberId === challenge.authorId
		)
	),
	'challenge.offer': grants<ChallengeTarget>(
		'challenge',
		member(
			'those it is shared with but its author, until it is closed',
			(actor, challenge) =>
				!challenge.isClosed && actor.memberId !== challenge.authorId && isToldOf(actor, challenge)
		)
	),
	/** Accepting an offer of help; closing with what came of it, telling it in a note, and opening again. */
	'challenge.close': grants<ChallengeTarget>(
		'challenge',
		member(
			'its author, leads and drafters of its organisation, and who runs its group',
			settlesChallenge
		)
	),

	/** Who is willing to be asked about a commitment. */
	'contact.see': grants<AllianceTarget>(
		'alliance',
		member('members of an organisation', (actor) => actor.seats.length > 0)
	),
	'contact.offer': grants<AllianceTarget>(
		'alliance',
		member('members of an organisation', (actor) => actor.seats.length > 0)
	),

	'action.see': grants<ActionTarget>(
		'action',
		member('those who read its group; without a group, its owner and who wrote it down', seesAction)
	),
	'action.add': grants<ActionTarget>(
		'action',
		member(
			'members of its group, until that is archived; without a group, any member',
			(actor, { group }) => group === null || (!group.isArchived && isOf(actor, group.groupId))
		)
	),
	'action.change': grants<ActionTarget>(
		'action',
		member(
			'its owner, who wrote it down, and who runs its group',
			(actor, action) =>
				seesAction(actor, action) &&
				(actor.memberId === action.ownerId ||
					actor.memberId === action.authorId ||
					runs(actor, action.group?.groupId ?? null))
		)
	),

	/** Writing down what a group has decided, also in the place of an earlier decision. Read like the rest of the group. */
	'decision.record': grants<GroupTarget>(
		'group',
		member(
			'its members, until it is archived',
			(actor, group) => !group.isArchived && isOf(actor, group.groupId)
		)
	),

	'synthesis.see': grants<SynthesisTarget>(
		'synthesis',
		{ who: 'anyone, once published', holds: (_, synthesis) => synthesis.isPublished },
		ofTheConvenor('members of the convenor', () => true)
	),
	/** Its words as they stand now, and how they came about. */
	'synthesis.read': grants<SynthesisTarget>(
		'synthesis',
		ofTheConvenor('members of the convenor', () => true)
	),
	'synthesis.write': grants<SynthesisTarget>(
		'synthesis',
		ofTheConvenor(
			'members of the convenor, once the round has been opened',
			({ roundState }) => roundState !== 'planned'
		)
	),
	'synthesis.publish': grants<SynthesisTarget>(
		'synthesis',
		member(
			'the coordinator, once the round is published',
			(actor, synthesis) => synthesis.roundState === 'published' && isCoordinator(actor)
		)
	),

	'live-session.begin': grants<AllianceTarget>(
		'alliance',
		member('members of an organisation', (actor) => actor.seats.length > 0)
	),
	/** That there is a session, what it is for, and its agenda. */
	'live-session.see': grants<LiveSessionTarget>(
		'live-session',
		publicRecord,
		member('who is invited', comesTo),
		sessionGuest('who came by a link to it', () => true),
		member(
			'once it is closed, those the agreement names',
			(actor, session) => session.isClosed && isReader(actor, session)
		)
	),
	/** Its door: to accept the agreement and come in. */
	'live-session.enter': grants<LiveSessionTarget>(
		'live-session',
		member(
			'who is invited, until it is closed or cancelled',
			(actor, session) => isOpen(session) && comesTo(actor, session)
		),
		sessionGuest('who came by a link to it, until it is closed or cancelled', isOpen)
	),
	/** What is said and made in the room: for who is invited and has accepted what the room agrees on. */
	'live-session.take-part': grants<LiveSessionTarget>(
		'live-session',
		member(
			'who is invited and has accepted the agreement, until it is closed or cancelled',
			(actor, session) =>
				isOpen(session) && comesTo(actor, session) && session.agreedIds.includes(actor.memberId)
		),
		sessionGuest(
			'who came by a link to it and has accepted the agreement, until it is closed or cancelled',
			(session, { guestId }) => isOpen(session) && session.agreedIds.includes(guestId)
		)
	),
	'live-session.facilitate': grants<LiveSessionTarget>(
		'live-session',
		member(
			'its facilitators, until it is closed or cancelled',
			(actor, session) => isOpen(session) && facilitates(actor, session)
		)
	),
	/** The pace: its items, their time, the end. */
	'live-session.lead': grants<LiveSessionTarget>(
		'live-session',
		member(
			'the facilitator who leads now, until it is closed or cancelled',
			(actor, session) =>
				isOpen(session) && facilitates(actor, session) && session.leadId === actor.memberId
		)
	),
	/** What came of it goes further: into a note, a group's work, a challenge. */
	'live-session.carry-further': grants<LiveSessionTarget>(
		'live-session',
		member(
			'its facilitators, also once it is closed, unless it is a rehearsal',
			(actor, session) =>
				!session.isCancelled && !session.isRehearsal && facilitates(actor, session)
		)
	),
	/** What is left of it. */
	'live-session.read-record': grants<LiveSessionTarget>(
		'live-session',
		publicRecord,
		member(
			'once it is closed, who was invited and those the agreement names',
			(actor, session) => session.isClosed && (comesTo(actor, session) || isReader(actor, session))
		),
		sessionGuest('once it is closed, who came by a link to it', ({ isClosed }) => isClosed)
	)
} as const;

export type Action = keyof typeof policy;

/** The kind of target an action is about. */
export type TargetOf<A extends Action> = Extract<Target, { kind: (typeof policy)[A]['kind'] }>;

/** The action that says whether a thing may be known at all; decides between 404 and 403. */
export const seeing: { readonly [K in Target['kind']]: Action | null } = {
	alliance: null,
	organisation: null,
	round: 'round.see',
	report: 'report.see',
	'new-report': null,
	/** Parts of a report, asked about by those who read it. */
	section: null,
	remark: null,
	signature: 'signature.see',
	delegation: 'delegation.see',
	thread: 'thread.see',
	post: 'post.see',
	poll: 'poll.see',
	note: 'note.see',
	offer: 'offer.see',
	person: 'person.see',
	group: 'group.see',
	challenge: 'challenge.see',
	action: 'action.see',
	synthesis: 'synthesis.see',
	'live-session': 'live-session.see'
};

/** Whether the policy allows it. The process itself (jobs, command line, first start) may do everything. */
export function isAllowed<A extends Action>(actor: Actor, action: A, target: TargetOf<A>): boolean {
	if (actor.kind === 'system') return true;
	const rows: readonly Grant<never>[] = policy[action].rows;
	return rows.some((grant) => grant.holds(actor, target as never));
}
