// The policy, row by row: for each action and each target, who may. Everybody not named may not. The table is written
// out and not computed, so that a change of the policy has to be said twice.
import { describe, expect, test } from 'vitest';
import { createAccess } from '#server/domain/access/access.ts';
import { isAllowed, policy, seeing, type Action } from '#server/domain/access/policy.ts';
import type {
	ActionTarget,
	ChallengeTarget,
	GroupTarget,
	LiveSessionTarget,
	NoteTarget,
	OfferTarget,
	PersonTarget,
	PollTarget,
	PostTarget,
	ReportTarget,
	SignatureTarget,
	SynthesisTarget,
	Target,
	ThreadTarget
} from '#server/domain/access/targets.ts';
import {
	anonymous,
	system,
	type Actor,
	type Member,
	type Seat,
	type SessionGuest,
	type Signer
} from '#server/kernel/actor.ts';
import type { AllianceRole, OrganisationKind, OrganisationRole } from '#shared/roles.ts';

const seat = (
	organisationId: string,
	role: OrganisationRole,
	organisationKind: OrganisationKind = 'pledge-maker'
): Seat => ({ organisationId, organisationName: organisationId, organisationKind, role });

const member = (memberId: string, seats: Seat[], ...allianceRoles: AllianceRole[]): Member => ({
	kind: 'member',
	memberId,
	name: memberId,
	email: `${memberId}@demo.test`,
	seats,
	allianceRoles,
	groups: []
});

/** With a place in the group on out-of-area care. */
const inGroup = (of: Member, manages = false): Member => ({
	...of,
	groups: [{ groupId: 'group-1', manages, isGuest: false }]
});

const signer = (reportId: string, organisationId: string, role: OrganisationRole): Signer => ({
	kind: 'signer',
	memberId: `signer-of-${reportId}`,
	name: 'signer',
	seats: [seat(organisationId, role)],
	linkId: 'link-1',
	reportId,
	organisationId
});

const sessionGuest = (sessionId: string): SessionGuest => ({
	kind: 'session-guest',
	guestId: `guest-of-${sessionId}`,
	sessionId,
	name: 'guest',
	organisation: null,
	endsAt: Infinity
});

const actors = {
	anonymous,
	leedsLead: member('leeds-lead', [seat('leeds', 'lead')]),
	leedsDrafter: member('leeds-drafter', [seat('leeds', 'drafter')]),
	/** Wrote the posts and notes below, so that an author's right is told from a drafter's. */
	leedsReader: member('leeds-reader', [seat('leeds', 'reader')]),
	hackneyLead: member('hackney-lead', [seat('hackney', 'lead')]),
	leedsAndHackney: member('both', [seat('leeds', 'drafter'), seat('hackney', 'lead')]),
	supporter: member('supporter', [seat('inspire', 'drafter', 'pledge-supporter')]),
	coordinator: member('coordinator', [seat('synergi', 'lead', 'convenor')], 'coordinator'),
	facilitator: member('facilitator', [seat('synergi', 'reader', 'convenor')], 'facilitator'),
	/** Has an account and no seat any more. */
	seatless: member('seatless', []),
	/** In the group on out-of-area care, and of nothing that the targets below are of. */
	groupMember: inGroup(member('group-member', [seat('wells', 'drafter')])),
	/** A guest of it: with an account and no seat. */
	groupGuest: inGroup(member('group-guest', [])),
	groupChair: inGroup(member('group-chair', [seat('wells', 'reader', 'pledge-supporter')]), true),
	/** Came by a link to the session below, without an account; and to another session. */
	sessionGuest: sessionGuest('session-1'),
	otherSessionGuest: sessionGuest('session-2'),
	/** Came by the link to sign for Leeds. */
	signer: signer('report-1', 'leeds', 'lead'),
	/** Came by a link too, when a lead had them sign. */
	deputySigner: signer('report-1', 'leeds', 'drafter'),
	/** Came by the link to another report of Leeds. */
	otherSigner: signer('report-2', 'leeds', 'lead'),
	/** Came by the link to sign the same report for its other organisation. */
	citySigner: signer('report-1', 'city', 'lead')
} satisfies Record<string, Actor>;

type Who = keyof typeof actors;

const leeds: Who[] = ['leedsLead', 'leedsDrafter', 'leedsReader', 'leedsAndHackney'];
const leedsWriters: Who[] = ['leedsLead', 'leedsDrafter', 'leedsAndHackney'];
const convenor: Who[] = ['coordinator', 'facilitator'];
const pledgeMakers: Who[] = [...leeds, 'hackneyLead', 'groupMember', ...convenor];
const makersAndSupporters: Who[] = [...pledgeMakers, 'supporter', 'groupChair'];
const ofTheGroup: Who[] = ['groupMember', 'groupGuest', 'groupChair'];
const members: Who[] = [...makersAndSupporters, 'seatless', 'groupGuest'];
const signers: Who[] = ['signer', 'deputySigner', 'otherSigner', 'citySigner'];
const everyone: Who[] = [...members, ...signers, 'sessionGuest', 'otherSessionGuest', 'anonymous'];
const nobody: Who[] = [];
const facilitators: Who[] = ['leedsDrafter', 'facilitator'];
const invited: Who[] = [...facilitators, 'hackneyLead'];

const report = (
	state: ReportTarget['state'],
	roundState: ReportTarget['roundState'],
	isCorrecting = false
) =>
	({
		kind: 'report',
		state,
		roundState,
		isCorrecting,
		organisationIds: ['leeds', 'city']
	}) as const;

const thread = (
	audience: ThreadTarget['audience'],
	more: Partial<ThreadTarget> = {}
): ThreadTarget => ({
	kind: 'thread',
	audience,
	organisationId: audience === 'organisation' ? 'leeds' : null,
	place: null,
	begunBy: 'hackney-lead',
	isClosed: false,
	...more
});

const post = (audience: ThreadTarget['audience'], more: Partial<PostTarget> = {}): PostTarget => ({
	kind: 'post',
	audience,
	organisationId: audience === 'organisation' ? 'leeds' : null,
	place: null,
	begunBy: 'hackney-lead',
	authorId: 'leeds-reader',
	narrowedTo: null,
	isLivedExperience: false,
	isClosed: false,
	isWithdrawn: false,
	isHidden: false,
	...more
});

const note = (visibility: NoteTarget['visibility'], authorId = 'leeds-reader'): NoteTarget => ({
	kind: 'note',
	visibility,
	authorId,
	coAuthorIds: [],
	organisationId: 'leeds',
	groupId: null,
	isArchived: false
});

/** Every state of every kind of thing that makes a difference. */
const targets = {
	alliance: { 'the workspace': { kind: 'alliance' } },
	organisation: {
		Leeds: { kind: 'organisation', organisationId: 'leeds' },
		Hackney: { kind: 'organisation', organisationId: 'hackney' }
	},
	round: {
		planned: { kind: 'round', state: 'planned' },
		open: { kind: 'round', state: 'open' },
		published: { kind: 'round', state: 'published' }
	},
	report: {
		'a draft in a planned round': report('draft', 'planned'),
		'a draft in an open round': report('draft', 'open'),
		'a draft left in a published round': report('draft', 'published'),
		'a published report': report('published', 'published'),
		'a published report that is being corrected': report('published', 'published', true)
	},
	section: {
		'in a planned round': section(report('draft', 'planned'), 'leeds-reader'),
		'without a reviewer': section(report('draft', 'open'), null),
		'that a reader reviews': section(report('draft', 'open'), 'leeds-reader'),
		'that somebody of Hackney reviews': section(report('draft', 'open'), 'hackney-lead'),
		'of a draft left in a published round': section(report('draft', 'published'), null),
		'of a published report': section(report('published', 'published'), 'leeds-reader'),
		'of a correction': section(report('published', 'published', true), 'leeds-reader')
	},
	remark: {
		'in a planned round': remark(report('draft', 'planned')),
		'on a draft': remark(report('draft', 'open')),
		'by somebody who has left': remark(report('draft', 'open'), 'seatless'),
		'on a published report': remark(report('published', 'published')),
		'on a correction': remark(report('published', 'published', true))
	},
	signature: {
		'of Leeds, in a planned round': signature(report('draft', 'planned')),
		'of Leeds': signature(report('draft', 'open')),
		'of Leeds, in its lead’s place': signature(report('draft', 'open'), { isDeputy: true }),
		'of the city': signature(report('draft', 'open'), { organisationId: 'city' }),
		'of Hackney, which does not write it': signature(report('draft', 'open'), {
			organisationId: 'hackney'
		}),
		'of Leeds, late': signature(report('draft', 'published')),
		'of Leeds, once published': signature(report('published', 'published')),
		'of Leeds, on a correction': signature(report('published', 'published', true))
	},
	delegation: {
		'in Leeds': { kind: 'delegation', organisationId: 'leeds' },
		'in Hackney': { kind: 'delegation', organisationId: 'hackney' }
	},
	'new-report': {
		'for Leeds, in a planned round': start('planned', 'leeds'),
		'for Leeds, in an open round': start('open', 'leeds'),
		'for Leeds, in a published round': start('published', 'leeds'),
		'for Leeds and Hackney, in an open round': start('open', 'leeds', 'hackney'),
		'for nobody, in an open round': start('open')
	},
	thread: {
		'of Pledge Makers': thread('pledge-makers'),
		'of Pledge Makers, closed': thread('pledge-makers', { isClosed: true }),
		'of Pledge Makers and Supporters': thread('pledge-makers-and-supporters'),
		'of Pledge Makers and Supporters, closed': thread('pledge-makers-and-supporters', {
			isClosed: true
		}),
		'of Leeds': thread('organisation'),
		'of Leeds, closed': thread('organisation', { isClosed: true }),
		'of an organisation that is not named': thread('organisation', { organisationId: null }),
		'about a group by invitation': thread('place', { place: group('by-invitation') }),
		'about an open group': thread('place', { place: group('open') }),
		'about a group by invitation, for Pledge Makers in it': thread('pledge-makers', {
			place: group('by-invitation')
		}),
		'about a group’s note': thread('place', { place: { ...note('group'), groupId: 'group-1' } }),
		'about a section': thread('place', { place: report('draft', 'open') }),
		'about a challenge of Leeds': thread('place', { place: challenge('organisation') }),
		'about nothing': thread('place')
	},
	post: {
		'among Pledge Makers': post('pledge-makers'),
		'among Pledge Makers, withdrawn': post('pledge-makers', { isWithdrawn: true }),
		'among Pledge Makers, hidden': post('pledge-makers', { isHidden: true }),
		'among Pledge Makers, in a closed thread': post('pledge-makers', { isClosed: true }),
		'among Pledge Makers and Supporters': post('pledge-makers-and-supporters'),
		'within Leeds': post('organisation'),
		'among Pledge Makers, by somebody who has left': post('pledge-makers', {
			authorId: 'seatless'
		}),
		'among Pledge Makers and Supporters, for Pledge Makers': post('pledge-makers-and-supporters', {
			narrowedTo: { audience: 'pledge-makers', organisationId: null }
		}),
		'among Pledge Makers, for Leeds': post('pledge-makers', {
			narrowedTo: { audience: 'organisation', organisationId: 'leeds' }
		}),
		'in a group, for who runs it': post('place', {
			place: group('by-invitation'),
			authorId: 'group-member',
			narrowedTo: { audience: 'moderators', organisationId: null }
		}),
		'among Pledge Makers, of lived experience': post('pledge-makers', { isLivedExperience: true })
	},
	group: {
		open: group('open'),
		'on request': group('on-request'),
		'by invitation': group('by-invitation'),
		'open, archived': { ...group('open'), isArchived: true }
	},
	challenge: {
		'of Leeds, for Leeds': challenge('organisation'),
		'of Leeds, for the group': challenge('group'),
		'of Leeds, for Pledge Makers': challenge('pledge-makers'),
		'of Leeds, for Pledge Makers and Supporters': challenge('pledge-makers-and-supporters'),
		'of Leeds, for Pledge Makers, raised by no group': challenge('pledge-makers', {
			groupId: null
		}),
		'of Wells, for the group': challenge('group', { organisationId: 'wells' }),
		'of Leeds, for Pledge Makers, closed': challenge('pledge-makers', {
			groupId: null,
			isClosed: true
		})
	},
	action: {
		'in a group by invitation': action(group('by-invitation')),
		'in an open group': action(group('open')),
		'in an open group, archived': action({ ...group('open'), isArchived: true }),
		'in no group': action(null),
		'in a group, of somebody who is in it no more': action(group('by-invitation'), 'seatless')
	},
	note: {
		'for its author only': note('only-me'),
		'for Pledge Makers': note('pledge-makers'),
		'for Pledge Makers and Supporters': note('pledge-makers-and-supporters'),
		'for everybody': note('public'),
		'for its author only, who has left': note('only-me', 'seatless'),
		'for its group': { ...note('group'), groupId: 'group-1' },
		'for its author only, in a group': { ...note('only-me'), groupId: 'group-1' },
		'for its author only, written with Hackney’s lead': {
			...note('only-me'),
			coAuthorIds: ['hackney-lead']
		},
		'for Pledge Makers, archived': { ...note('pledge-makers'), isArchived: true }
	},
	offer: {
		'to Leeds': offer('leeds', true),
		'to Leeds, answered': offer('leeds', false)
	},
	person: {
		'of Leeds': person('leeds-lead', true),
		'a guest of the group': person('group-guest', false, 'group-1'),
		'of Wells, in the group': person('group-member', true, 'group-1'),
		'a guest of another group': person('stranger', false, 'group-2')
	},
	poll: {
		'in a thread of Pledge Makers': poll('pledge-makers'),
		'in a thread of Pledge Makers, over': poll('pledge-makers', { isOver: true }),
		'in a closed thread of Pledge Makers': poll('pledge-makers', { isClosed: true }),
		'in a thread of Pledge Makers and Supporters': poll('pledge-makers-and-supporters'),
		'in a thread of Leeds': poll('organisation'),
		'in a group by invitation': poll('place', { place: group('by-invitation') })
	},
	synthesis: {
		'of a planned round': synthesis('planned'),
		'of an open round': synthesis('open'),
		'of a published round': synthesis('published'),
		'of a published round, published': synthesis('published', true)
	},
	'live-session': {
		'of its room': session(),
		'of a group': session({ group: group('on-request') }),
		'agreed on by one of two': session({ agreedIds: ['leeds-drafter', 'guest-of-session-1'] }),
		'a rehearsal, of a group': session({ group: group('on-request'), isRehearsal: true }),
		'of a group, cancelled': session({
			group: group('on-request'),
			agreedIds: ['leeds-drafter', 'guest-of-session-1'],
			isCancelled: true
		}),
		'closed, for its room': session({ isClosed: true }),
		'closed, for the group': session({
			isClosed: true,
			group: group('on-request'),
			readers: 'group'
		}),
		'closed, for Pledge Makers': session({ isClosed: true, readers: 'pledge-makers' }),
		'closed, for everybody': session({ isClosed: true, readers: 'public' }),
		'a closed rehearsal': session({ isClosed: true, isRehearsal: true, readers: 'public' })
	}
} satisfies { [K in Target['kind']]: Record<string, Extract<Target, { kind: K }>> };

/** Led by Leeds' drafter, with the facilitator beside; a lead of Hackney is invited. */
function session(more: Partial<LiveSessionTarget> = {}): LiveSessionTarget {
	return {
		kind: 'live-session',
		sessionId: 'session-1',
		group: null,
		facilitatorIds: ['leeds-drafter', 'facilitator'],
		memberIds: ['leeds-drafter', 'facilitator', 'hackney-lead'],
		agreedIds: [],
		leadId: 'leeds-drafter',
		isRehearsal: false,
		isClosed: false,
		isCancelled: false,
		readers: 'room',
		...more
	};
}

/** Opened by a reader of Leeds. */
function poll(audience: ThreadTarget['audience'], more: Partial<PollTarget> = {}): PollTarget {
	return { ...thread(audience), kind: 'poll', openedBy: 'leeds-reader', isOver: false, ...more };
}

function group(joining: GroupTarget['joining']): GroupTarget {
	return { kind: 'group', groupId: 'group-1', joining, isArchived: false };
}

function offer(organisationId: string, isOpen: boolean): OfferTarget {
	return { kind: 'offer', organisationId, offeredBy: 'supporter', isOpen };
}

function person(memberId: string, hasSeat: boolean, ...groupIds: string[]): PersonTarget {
	return { kind: 'person', memberId, hasSeat, groupIds };
}

function challenge(
	audience: ChallengeTarget['audience'],
	more: Partial<ChallengeTarget> = {}
): ChallengeTarget {
	return {
		kind: 'challenge',
		audience,
		organisationId: 'leeds',
		groupId: 'group-1',
		authorId: 'leeds-reader',
		isClosed: false,
		...more
	};
}

/** Taken on by the group's guest unless told, written down by Leeds's drafter. */
function action(inGroup: GroupTarget | null, ownerId = 'group-guest'): ActionTarget {
	return { kind: 'action', group: inGroup, ownerId, authorId: 'leeds-drafter' };
}

function section(of: ReturnType<typeof report>, reviewerId: string | null) {
	return { ...of, kind: 'section', reviewerId } as const;
}

function remark(of: ReturnType<typeof report>, authorId = 'leeds-reader') {
	return { ...of, kind: 'remark', authorId } as const;
}

function signature(of: ReturnType<typeof report>, more: Partial<SignatureTarget> = {}) {
	return {
		...of,
		reportId: 'report-1',
		organisationId: 'leeds',
		isDeputy: false,
		...more,
		kind: 'signature'
	} as const;
}

function start(roundState: ReportTarget['roundState'], ...organisationIds: string[]) {
	return { kind: 'new-report', roundState, organisationIds } as const;
}

function synthesis(roundState: SynthesisTarget['roundState'], isPublished = false) {
	return { kind: 'synthesis', roundState, isPublished } as const;
}

type TargetName<A extends Action> = keyof (typeof targets)[(typeof policy)[A]['kind']];

const table: { [A in Action]: { [Name in TargetName<A>]: Who[] } } = {
	'workspace.enter': { 'the workspace': members },
	'people.manage': { 'the workspace': ['coordinator'] },
	'alliance.export': { 'the workspace': ['coordinator'] },
	'organisation.export': { Leeds: ['leedsLead'], Hackney: ['hackneyLead', 'leedsAndHackney'] },
	'note.start': { 'the workspace': makersAndSupporters },
	'round.open': { 'the workspace': ['coordinator'] },

	'round.see': { planned: members, open: members, published: everyone },
	'round.move-date': {
		planned: ['coordinator'],
		open: ['coordinator'],
		published: ['coordinator']
	},
	'round.expect': {
		planned: ['coordinator'],
		open: ['coordinator'],
		published: ['coordinator']
	},
	'round.publish': {
		planned: ['coordinator'],
		open: ['coordinator'],
		published: ['coordinator']
	},

	'report.see': {
		'a draft in a planned round': [...leeds, 'coordinator'],
		'a draft in an open round': [...leeds, 'coordinator'],
		'a draft left in a published round': [...leeds, 'coordinator'],
		'a published report': everyone,
		'a published report that is being corrected': everyone
	},
	'report.follow': {
		'a draft in a planned round': [...leeds, 'coordinator'],
		'a draft in an open round': [...leeds, 'coordinator'],
		'a draft left in a published round': [...leeds, 'coordinator'],
		'a published report': [...leeds, 'coordinator'],
		'a published report that is being corrected': [...leeds, 'coordinator']
	},
	'report.read': {
		'a draft in a planned round': leeds,
		'a draft in an open round': leeds,
		'a draft left in a published round': leeds,
		'a published report': leeds,
		'a published report that is being corrected': leeds
	},
	'report.read-published': {
		'a draft in a planned round': nobody,
		'a draft in an open round': nobody,
		'a draft left in a published round': nobody,
		'a published report': everyone,
		'a published report that is being corrected': everyone
	},
	'report.history': {
		'a draft in a planned round': leeds,
		'a draft in an open round': leeds,
		'a draft left in a published round': leeds,
		'a published report': leeds,
		'a published report that is being corrected': leeds
	},
	'report.write': {
		'a draft in a planned round': nobody,
		'a draft in an open round': leedsWriters,
		'a draft left in a published round': leedsWriters,
		'a published report': nobody,
		'a published report that is being corrected': leedsWriters
	},
	'report.intend': {
		'a draft in a planned round': nobody,
		'a draft in an open round': ['leedsLead'],
		'a draft left in a published round': ['leedsLead'],
		'a published report': nobody,
		'a published report that is being corrected': nobody
	},
	'report.accept-finding': {
		'a draft in a planned round': nobody,
		'a draft in an open round': ['leedsLead', 'coordinator'],
		'a draft left in a published round': ['leedsLead', 'coordinator'],
		'a published report': nobody,
		'a published report that is being corrected': ['leedsLead', 'coordinator']
	},
	'report.correct': {
		'a draft in a planned round': nobody,
		'a draft in an open round': nobody,
		'a draft left in a published round': nobody,
		'a published report': ['leedsLead', 'coordinator'],
		'a published report that is being corrected': ['leedsLead', 'coordinator']
	},
	'report.publish': {
		'a draft in a planned round': nobody,
		'a draft in an open round': nobody,
		'a draft left in a published round': ['coordinator'],
		'a published report': nobody,
		'a published report that is being corrected': ['leedsLead', 'coordinator']
	},
	'section.review': {
		'in a planned round': nobody,
		'without a reviewer': ['leedsLead'],
		'that a reader reviews': ['leedsLead', 'leedsReader'],
		'that somebody of Hackney reviews': ['leedsLead'],
		'of a draft left in a published round': ['leedsLead'],
		'of a published report': nobody,
		'of a correction': ['leedsLead', 'leedsReader']
	},
	'remark.settle': {
		'in a planned round': nobody,
		'on a draft': leeds,
		'by somebody who has left': leedsWriters,
		'on a published report': nobody,
		'on a correction': leeds
	},
	'report.start': {
		'for Leeds, in a planned round': nobody,
		'for Leeds, in an open round': [...leedsWriters, 'coordinator'],
		'for Leeds, in a published round': nobody,
		'for Leeds and Hackney, in an open round': ['leedsAndHackney', 'coordinator'],
		'for nobody, in an open round': ['coordinator']
	},

	'signature.see': {
		'of Leeds, in a planned round': [...leeds, 'coordinator', 'signer'],
		'of Leeds': [...leeds, 'coordinator', 'signer'],
		'of Leeds, in its lead’s place': [...leeds, 'coordinator', 'signer', 'deputySigner'],
		'of the city': [...leeds, 'coordinator', 'citySigner'],
		'of Hackney, which does not write it': [...leeds, 'coordinator'],
		'of Leeds, late': [...leeds, 'coordinator', 'signer'],
		'of Leeds, once published': everyone,
		'of Leeds, on a correction': everyone
	},
	'report.read-to-sign': {
		'of Leeds, in a planned round': [...leeds, 'signer'],
		'of Leeds': [...leeds, 'signer'],
		'of Leeds, in its lead’s place': [...leeds, 'signer', 'deputySigner'],
		'of the city': [...leeds, 'citySigner'],
		'of Hackney, which does not write it': leeds,
		'of Leeds, late': [...leeds, 'signer'],
		'of Leeds, once published': [...leeds, 'signer'],
		'of Leeds, on a correction': [...leeds, 'signer']
	},
	'report.sign': {
		'of Leeds, in a planned round': nobody,
		'of Leeds': ['leedsLead', 'signer'],
		'of Leeds, in its lead’s place': [...leeds, 'signer', 'deputySigner'],
		'of the city': ['citySigner'],
		'of Hackney, which does not write it': nobody,
		'of Leeds, late': ['leedsLead', 'signer'],
		'of Leeds, once published': nobody,
		'of Leeds, on a correction': ['leedsLead', 'signer']
	},
	'delegation.see': {
		'in Leeds': [...leeds, 'coordinator'],
		'in Hackney': ['hackneyLead', 'leedsAndHackney', 'coordinator']
	},
	'delegation.manage': {
		'in Leeds': ['leedsLead'],
		'in Hackney': ['hackneyLead', 'leedsAndHackney']
	},

	'thread.see': {
		'of Pledge Makers': pledgeMakers,
		'of Pledge Makers, closed': pledgeMakers,
		'of Pledge Makers and Supporters': makersAndSupporters,
		'of Pledge Makers and Supporters, closed': makersAndSupporters,
		'of Leeds': leeds,
		'of Leeds, closed': leeds,
		'of an organisation that is not named': nobody,
		'about a group by invitation': ofTheGroup,
		'about an open group': [...makersAndSupporters, 'groupGuest'],
		'about a group by invitation, for Pledge Makers in it': ['groupMember'],
		'about a group’s note': [...leedsWriters, 'leedsReader', ...ofTheGroup],
		'about a section': leeds,
		'about a challenge of Leeds': leeds,
		'about nothing': nobody
	},
	'thread.start': {
		'of Pledge Makers': pledgeMakers,
		'of Pledge Makers, closed': pledgeMakers,
		'of Pledge Makers and Supporters': makersAndSupporters,
		'of Pledge Makers and Supporters, closed': makersAndSupporters,
		'of Leeds': leeds,
		'of Leeds, closed': leeds,
		'of an organisation that is not named': nobody,
		'about a group by invitation': ofTheGroup,
		'about an open group': [...makersAndSupporters, 'groupGuest'],
		'about a group by invitation, for Pledge Makers in it': ['groupMember'],
		'about a group’s note': [...leedsWriters, 'leedsReader', ...ofTheGroup],
		'about a section': leeds,
		'about a challenge of Leeds': leeds,
		'about nothing': nobody
	},
	'thread.post': {
		'of Pledge Makers': pledgeMakers,
		'of Pledge Makers, closed': nobody,
		'of Pledge Makers and Supporters': makersAndSupporters,
		'of Pledge Makers and Supporters, closed': nobody,
		'of Leeds': leeds,
		'of Leeds, closed': nobody,
		'of an organisation that is not named': nobody,
		'about a group by invitation': ofTheGroup,
		'about an open group': [...makersAndSupporters, 'groupGuest'],
		'about a group by invitation, for Pledge Makers in it': ['groupMember'],
		'about a group’s note': [...leedsWriters, 'leedsReader', ...ofTheGroup],
		'about a section': leeds,
		'about a challenge of Leeds': leeds,
		'about nothing': nobody
	},
	'thread.moderate': {
		'of Pledge Makers': convenor,
		'of Pledge Makers, closed': convenor,
		'of Pledge Makers and Supporters': convenor,
		'of Pledge Makers and Supporters, closed': convenor,
		'of Leeds': nobody,
		'of Leeds, closed': nobody,
		'of an organisation that is not named': nobody,
		'about a group by invitation': ['groupChair'],
		'about an open group': [...convenor, 'groupChair'],
		'about a group by invitation, for Pledge Makers in it': nobody,
		'about a group’s note': nobody,
		'about a section': nobody,
		'about a challenge of Leeds': nobody,
		'about nothing': nobody
	},
	'thread.conclude': {
		'of Pledge Makers': [...convenor, 'hackneyLead'],
		'of Pledge Makers, closed': [...convenor, 'hackneyLead'],
		'of Pledge Makers and Supporters': [...convenor, 'hackneyLead'],
		'of Pledge Makers and Supporters, closed': [...convenor, 'hackneyLead'],
		'of Leeds': nobody,
		'of Leeds, closed': nobody,
		'of an organisation that is not named': nobody,
		'about a group by invitation': ['groupChair'],
		'about an open group': [...convenor, 'groupChair', 'hackneyLead'],
		'about a group by invitation, for Pledge Makers in it': nobody,
		'about a group’s note': nobody,
		'about a section': nobody,
		'about a challenge of Leeds': nobody,
		'about nothing': nobody
	},
	'thread.move': {
		'of Pledge Makers': [...convenor, 'hackneyLead'],
		'of Pledge Makers, closed': [...convenor, 'hackneyLead'],
		'of Pledge Makers and Supporters': [...convenor, 'hackneyLead'],
		'of Pledge Makers and Supporters, closed': [...convenor, 'hackneyLead'],
		'of Leeds': nobody,
		'of Leeds, closed': nobody,
		'of an organisation that is not named': nobody,
		'about a group by invitation': ['groupChair'],
		'about an open group': [...convenor, 'groupChair', 'hackneyLead'],
		'about a group by invitation, for Pledge Makers in it': nobody,
		'about a group’s note': nobody,
		'about a section': nobody,
		'about a challenge of Leeds': nobody,
		'about nothing': nobody
	},

	'post.see': {
		'among Pledge Makers': pledgeMakers,
		'among Pledge Makers, withdrawn': pledgeMakers,
		'among Pledge Makers, hidden': pledgeMakers,
		'among Pledge Makers, in a closed thread': pledgeMakers,
		'among Pledge Makers and Supporters': makersAndSupporters,
		'within Leeds': leeds,
		'among Pledge Makers, by somebody who has left': pledgeMakers,
		'among Pledge Makers and Supporters, for Pledge Makers': pledgeMakers,
		'among Pledge Makers, for Leeds': leeds,
		'in a group, for who runs it': ['groupMember', 'groupChair'],
		'among Pledge Makers, of lived experience': pledgeMakers
	},
	// [F16] Nobody but its author alters a post, whatever else they may do.
	'post.edit': {
		'among Pledge Makers': ['leedsReader'],
		'among Pledge Makers, withdrawn': nobody,
		'among Pledge Makers, hidden': nobody,
		'among Pledge Makers, in a closed thread': nobody,
		'among Pledge Makers and Supporters': ['leedsReader'],
		'within Leeds': ['leedsReader'],
		'among Pledge Makers, by somebody who has left': nobody,
		'among Pledge Makers and Supporters, for Pledge Makers': ['leedsReader'],
		'among Pledge Makers, for Leeds': ['leedsReader'],
		'in a group, for who runs it': ['groupMember'],
		'among Pledge Makers, of lived experience': ['leedsReader']
	},
	'post.withdraw': {
		'among Pledge Makers': ['leedsReader'],
		'among Pledge Makers, withdrawn': nobody,
		'among Pledge Makers, hidden': ['leedsReader'],
		'among Pledge Makers, in a closed thread': ['leedsReader'],
		'among Pledge Makers and Supporters': ['leedsReader'],
		'within Leeds': ['leedsReader'],
		'among Pledge Makers, by somebody who has left': nobody,
		'among Pledge Makers and Supporters, for Pledge Makers': ['leedsReader'],
		'among Pledge Makers, for Leeds': ['leedsReader'],
		'in a group, for who runs it': ['groupMember'],
		'among Pledge Makers, of lived experience': ['leedsReader']
	},
	'post.hide': {
		'among Pledge Makers': convenor,
		'among Pledge Makers, withdrawn': convenor,
		'among Pledge Makers, hidden': convenor,
		'among Pledge Makers, in a closed thread': convenor,
		'among Pledge Makers and Supporters': convenor,
		'within Leeds': nobody,
		'among Pledge Makers, by somebody who has left': convenor,
		'among Pledge Makers and Supporters, for Pledge Makers': convenor,
		'among Pledge Makers, for Leeds': nobody,
		'in a group, for who runs it': ['groupChair'],
		'among Pledge Makers, of lived experience': convenor
	},

	'poll.see': {
		'in a thread of Pledge Makers': pledgeMakers,
		'in a thread of Pledge Makers, over': pledgeMakers,
		'in a closed thread of Pledge Makers': pledgeMakers,
		'in a thread of Pledge Makers and Supporters': makersAndSupporters,
		'in a thread of Leeds': leeds,
		'in a group by invitation': ofTheGroup
	},
	'poll.open': {
		'of Pledge Makers': ['hackneyLead', ...convenor],
		'of Pledge Makers, closed': nobody,
		'of Pledge Makers and Supporters': ['hackneyLead', ...convenor],
		'of Pledge Makers and Supporters, closed': nobody,
		'of Leeds': nobody,
		'of Leeds, closed': nobody,
		'of an organisation that is not named': nobody,
		'about a group by invitation': ['groupChair'],
		'about an open group': ['hackneyLead', ...convenor, 'groupChair'],
		'about a group by invitation, for Pledge Makers in it': nobody,
		'about a group’s note': nobody,
		'about a section': nobody,
		'about a challenge of Leeds': nobody,
		'about nothing': nobody
	},
	'poll.vote': {
		'in a thread of Pledge Makers': pledgeMakers,
		'in a thread of Pledge Makers, over': nobody,
		'in a closed thread of Pledge Makers': nobody,
		'in a thread of Pledge Makers and Supporters': makersAndSupporters,
		'in a thread of Leeds': leeds,
		'in a group by invitation': ofTheGroup
	},
	'poll.close': {
		'in a thread of Pledge Makers': ['leedsReader', ...convenor],
		'in a thread of Pledge Makers, over': nobody,
		'in a closed thread of Pledge Makers': ['leedsReader', ...convenor],
		'in a thread of Pledge Makers and Supporters': ['leedsReader', ...convenor],
		'in a thread of Leeds': ['leedsReader'],
		'in a group by invitation': ['groupChair']
	},
	'note.see': {
		'for its author only': ['leedsReader'],
		'for Pledge Makers': pledgeMakers,
		'for Pledge Makers and Supporters': makersAndSupporters,
		'for everybody': everyone,
		'for its author only, who has left': ['seatless'],
		'for its group': [...leeds, ...ofTheGroup],
		'for its author only, in a group': ['leedsReader'],
		'for its author only, written with Hackney’s lead': ['leedsReader', 'hackneyLead'],
		'for Pledge Makers, archived': pledgeMakers
	},
	'note.history': {
		'for its author only': ['leedsReader'],
		'for Pledge Makers': pledgeMakers,
		'for Pledge Makers and Supporters': makersAndSupporters,
		'for everybody': makersAndSupporters,
		'for its author only, who has left': ['seatless'],
		'for its group': [...leeds, ...ofTheGroup],
		'for its author only, in a group': ['leedsReader'],
		'for its author only, written with Hackney’s lead': ['leedsReader', 'hackneyLead'],
		'for Pledge Makers, archived': pledgeMakers
	},
	'note.write': {
		'for its author only': ['leedsReader'],
		'for Pledge Makers': leeds,
		'for Pledge Makers and Supporters': leeds,
		'for everybody': leeds,
		'for its author only, who has left': ['seatless'],
		'for its group': [...leeds, ...ofTheGroup],
		'for its author only, in a group': ['leedsReader'],
		'for its author only, written with Hackney’s lead': ['leedsReader', 'hackneyLead'],
		'for Pledge Makers, archived': nobody
	},

	'note.share': {
		'for its author only': ['leedsReader'],
		'for Pledge Makers': ['leedsReader'],
		'for Pledge Makers and Supporters': ['leedsReader'],
		'for everybody': ['leedsReader'],
		'for its author only, who has left': ['seatless'],
		'for its group': ['leedsReader'],
		'for its author only, in a group': ['leedsReader'],
		'for its author only, written with Hackney’s lead': ['leedsReader', 'hackneyLead'],
		'for Pledge Makers, archived': ['leedsReader']
	},
	'note.archive': {
		'for its author only': ['leedsReader'],
		'for Pledge Makers': ['leedsLead', 'leedsReader'],
		'for Pledge Makers and Supporters': ['leedsLead', 'leedsReader'],
		'for everybody': ['leedsLead', 'leedsReader'],
		'for its author only, who has left': ['seatless'],
		'for its group': ['leedsLead', 'leedsReader', 'groupChair'],
		'for its author only, in a group': ['leedsReader'],
		'for its author only, written with Hackney’s lead': ['leedsReader', 'hackneyLead'],
		'for Pledge Makers, archived': ['leedsLead', 'leedsReader']
	},

	'note.offer': {
		'for its author only': ['leedsReader'],
		'for Pledge Makers': pledgeMakers,
		'for Pledge Makers and Supporters': makersAndSupporters,
		'for everybody': makersAndSupporters,
		'for its author only, who has left': nobody,
		'for its group': [...leeds, 'groupMember', 'groupChair'],
		'for its author only, in a group': ['leedsReader'],
		'for its author only, written with Hackney’s lead': ['leedsReader', 'hackneyLead'],
		'for Pledge Makers, archived': nobody
	},
	'post.offer': {
		'among Pledge Makers': pledgeMakers,
		'among Pledge Makers, withdrawn': nobody,
		'among Pledge Makers, hidden': nobody,
		'among Pledge Makers, in a closed thread': pledgeMakers,
		'among Pledge Makers and Supporters': makersAndSupporters,
		'within Leeds': leeds,
		'among Pledge Makers, by somebody who has left': pledgeMakers,
		'among Pledge Makers and Supporters, for Pledge Makers': pledgeMakers,
		'among Pledge Makers, for Leeds': leeds,
		'in a group, for who runs it': ['groupMember', 'groupChair'],
		'among Pledge Makers, of lived experience': ['leedsReader']
	},
	'offer.see': {
		'to Leeds': [...leeds, 'supporter'],
		'to Leeds, answered': [...leeds, 'supporter']
	},
	'offer.answer': { 'to Leeds': leedsWriters, 'to Leeds, answered': nobody },
	'offer.take-back': { 'to Leeds': ['supporter'], 'to Leeds, answered': nobody },

	// [F6] A guest sees those whose group they share, and nobody else.
	'person.see': {
		'of Leeds': makersAndSupporters,
		'a guest of the group': ofTheGroup,
		'of Wells, in the group': [...makersAndSupporters, 'groupGuest'],
		'a guest of another group': nobody
	},

	'group.start': { 'the workspace': makersAndSupporters },
	'group.see': {
		open: [...makersAndSupporters, 'groupGuest'],
		'on request': [...makersAndSupporters, 'groupGuest'],
		'by invitation': [...ofTheGroup, 'coordinator'],
		'open, archived': [...makersAndSupporters, 'groupGuest']
	},
	'group.read': {
		open: [...makersAndSupporters, 'groupGuest'],
		'on request': ofTheGroup,
		'by invitation': ofTheGroup,
		'open, archived': [...makersAndSupporters, 'groupGuest']
	},
	'group.take-part': {
		open: ofTheGroup,
		'on request': ofTheGroup,
		'by invitation': ofTheGroup,
		'open, archived': nobody
	},
	'group.people': {
		open: [...makersAndSupporters, 'groupGuest'],
		'on request': [...ofTheGroup, 'coordinator'],
		'by invitation': [...ofTheGroup, 'coordinator'],
		'open, archived': [...makersAndSupporters, 'groupGuest']
	},
	'group.join': {
		open: makersAndSupporters.filter((who) => !ofTheGroup.includes(who)),
		'on request': nobody,
		'by invitation': nobody,
		'open, archived': nobody
	},
	'group.ask': {
		open: nobody,
		'on request': makersAndSupporters.filter((who) => !ofTheGroup.includes(who)),
		'by invitation': nobody,
		'open, archived': nobody
	},
	'group.manage': {
		open: ['groupChair', 'coordinator'],
		'on request': ['groupChair', 'coordinator'],
		'by invitation': ['groupChair', 'coordinator'],
		'open, archived': ['groupChair', 'coordinator']
	},

	'challenge.see': {
		'of Leeds, for Leeds': leeds,
		'of Leeds, for the group': ['leedsReader', ...ofTheGroup],
		'of Leeds, for Pledge Makers': pledgeMakers,
		'of Leeds, for Pledge Makers and Supporters': makersAndSupporters,
		'of Leeds, for Pledge Makers, raised by no group': pledgeMakers,
		'of Wells, for the group': ['leedsReader', ...ofTheGroup],
		'of Leeds, for Pledge Makers, closed': pledgeMakers
	},
	'challenge.raise': {
		'of Leeds, for Leeds': nobody,
		'of Leeds, for the group': nobody,
		'of Leeds, for Pledge Makers': nobody,
		'of Leeds, for Pledge Makers and Supporters': nobody,
		'of Leeds, for Pledge Makers, raised by no group': leeds,
		'of Wells, for the group': ['groupMember', 'groupChair'],
		'of Leeds, for Pledge Makers, closed': leeds
	},
	// [F16] Its words are its author's alone.
	'challenge.change': {
		'of Leeds, for Leeds': ['leedsReader'],
		'of Leeds, for the group': ['leedsReader'],
		'of Leeds, for Pledge Makers': ['leedsReader'],
		'of Leeds, for Pledge Makers and Supporters': ['leedsReader'],
		'of Leeds, for Pledge Makers, raised by no group': ['leedsReader'],
		'of Wells, for the group': ['leedsReader'],
		'of Leeds, for Pledge Makers, closed': nobody
	},
	'challenge.offer': {
		'of Leeds, for Leeds': leedsWriters,
		'of Leeds, for the group': ofTheGroup,
		'of Leeds, for Pledge Makers': pledgeMakers.filter((who) => who !== 'leedsReader'),
		'of Leeds, for Pledge Makers and Supporters': makersAndSupporters.filter(
			(who) => who !== 'leedsReader'
		),
		'of Leeds, for Pledge Makers, raised by no group': pledgeMakers.filter(
			(who) => who !== 'leedsReader'
		),
		'of Wells, for the group': ofTheGroup,
		'of Leeds, for Pledge Makers, closed': nobody
	},
	'challenge.close': {
		'of Leeds, for Leeds': leeds,
		'of Leeds, for the group': ['leedsReader', 'groupChair'],
		'of Leeds, for Pledge Makers': leeds,
		'of Leeds, for Pledge Makers and Supporters': [...leeds, 'groupChair'],
		'of Leeds, for Pledge Makers, raised by no group': leeds,
		'of Wells, for the group': ['leedsReader', 'groupMember', 'groupChair'],
		'of Leeds, for Pledge Makers, closed': leeds
	},

	'contact.see': { 'the workspace': makersAndSupporters },
	'contact.offer': { 'the workspace': makersAndSupporters },

	'action.see': {
		'in a group by invitation': ofTheGroup,
		'in an open group': [...makersAndSupporters, 'groupGuest'],
		'in an open group, archived': [...makersAndSupporters, 'groupGuest'],
		'in no group': ['leedsDrafter', 'groupGuest'],
		'in a group, of somebody who is in it no more': ofTheGroup
	},
	'action.add': {
		'in a group by invitation': ofTheGroup,
		'in an open group': ofTheGroup,
		'in an open group, archived': nobody,
		'in no group': members,
		'in a group, of somebody who is in it no more': ofTheGroup
	},
	'action.change': {
		'in a group by invitation': ['groupGuest', 'groupChair'],
		'in an open group': ['leedsDrafter', 'groupGuest', 'groupChair'],
		'in an open group, archived': ['leedsDrafter', 'groupGuest', 'groupChair'],
		'in no group': ['leedsDrafter', 'groupGuest'],
		'in a group, of somebody who is in it no more': ['groupChair']
	},
	'decision.record': {
		open: ofTheGroup,
		'on request': ofTheGroup,
		'by invitation': ofTheGroup,
		'open, archived': nobody
	},

	'synthesis.see': {
		'of a planned round': convenor,
		'of an open round': convenor,
		'of a published round': convenor,
		'of a published round, published': everyone
	},
	'synthesis.read': {
		'of a planned round': convenor,
		'of an open round': convenor,
		'of a published round': convenor,
		'of a published round, published': convenor
	},
	'synthesis.write': {
		'of a planned round': nobody,
		'of an open round': convenor,
		'of a published round': convenor,
		'of a published round, published': convenor
	},
	'synthesis.publish': {
		'of a planned round': nobody,
		'of an open round': nobody,
		'of a published round': ['coordinator'],
		'of a published round, published': ['coordinator']
	},

	'live-session.begin': { 'the workspace': makersAndSupporters },
	'live-session.see': {
		'of its room': [...invited, 'sessionGuest'],
		'of a group': [...invited, ...ofTheGroup, 'sessionGuest'],
		'agreed on by one of two': [...invited, 'sessionGuest'],
		'a rehearsal, of a group': facilitators,
		'of a group, cancelled': [...invited, ...ofTheGroup, 'sessionGuest'],
		'closed, for its room': [...invited, 'sessionGuest'],
		'closed, for the group': [...invited, ...ofTheGroup, 'sessionGuest'],
		'closed, for Pledge Makers': [...pledgeMakers, 'sessionGuest'],
		'closed, for everybody': everyone,
		'a closed rehearsal': facilitators
	},
	'live-session.enter': {
		'of its room': [...invited, 'sessionGuest'],
		'of a group': [...invited, ...ofTheGroup, 'sessionGuest'],
		'agreed on by one of two': [...invited, 'sessionGuest'],
		'a rehearsal, of a group': facilitators,
		'of a group, cancelled': nobody,
		'closed, for its room': nobody,
		'closed, for the group': nobody,
		'closed, for Pledge Makers': nobody,
		'closed, for everybody': nobody,
		'a closed rehearsal': nobody
	},
	'live-session.take-part': {
		'of its room': nobody,
		'of a group': nobody,
		'agreed on by one of two': ['leedsDrafter', 'sessionGuest'],
		'a rehearsal, of a group': nobody,
		'of a group, cancelled': nobody,
		'closed, for its room': nobody,
		'closed, for the group': nobody,
		'closed, for Pledge Makers': nobody,
		'closed, for everybody': nobody,
		'a closed rehearsal': nobody
	},
	'live-session.facilitate': {
		'of its room': facilitators,
		'of a group': facilitators,
		'agreed on by one of two': facilitators,
		'a rehearsal, of a group': facilitators,
		'of a group, cancelled': nobody,
		'closed, for its room': nobody,
		'closed, for the group': nobody,
		'closed, for Pledge Makers': nobody,
		'closed, for everybody': nobody,
		'a closed rehearsal': nobody
	},
	'live-session.lead': {
		'of its room': ['leedsDrafter'],
		'of a group': ['leedsDrafter'],
		'agreed on by one of two': ['leedsDrafter'],
		'a rehearsal, of a group': ['leedsDrafter'],
		'of a group, cancelled': nobody,
		'closed, for its room': nobody,
		'closed, for the group': nobody,
		'closed, for Pledge Makers': nobody,
		'closed, for everybody': nobody,
		'a closed rehearsal': nobody
	},
	'live-session.carry-further': {
		'of its room': facilitators,
		'of a group': facilitators,
		'agreed on by one of two': facilitators,
		'a rehearsal, of a group': nobody,
		'of a group, cancelled': nobody,
		'closed, for its room': facilitators,
		'closed, for the group': facilitators,
		'closed, for Pledge Makers': facilitators,
		'closed, for everybody': facilitators,
		'a closed rehearsal': nobody
	},
	'live-session.read-record': {
		'of its room': nobody,
		'of a group': nobody,
		'agreed on by one of two': nobody,
		'a rehearsal, of a group': nobody,
		'of a group, cancelled': nobody,
		'closed, for its room': [...invited, 'sessionGuest'],
		'closed, for the group': [...invited, ...ofTheGroup, 'sessionGuest'],
		'closed, for Pledge Makers': [...pledgeMakers, 'sessionGuest'],
		'closed, for everybody': everyone,
		'a closed rehearsal': facilitators
	}
};

describe.each(Object.keys(policy) as Action[])('%s', (action) => {
	const { kind } = policy[action];
	const named = Object.entries<Target>(targets[kind]);

	test.each(named)('%s', (name, target) => {
		const row: Who[] | undefined = (table[action] as Record<string, Who[]> | undefined)?.[name];
		if (row === undefined) throw new Error('this table does not say who may');
		const allowed = (Object.keys(actors) as Who[]).filter((who) =>
			isAllowed(actors[who], action, target as never)
		);
		expect(allowed.sort()).toEqual([...row].sort());
	});

	test.each(named)('the process itself may: %s', (_name, target) => {
		expect(isAllowed(system, action, target as never)).toBe(true);
	});

	test('says in words who may', () => {
		const words = policy[action].rows.map(({ who }) => who);
		expect(words.length).toBeGreaterThan(0);
		expect(words.every((each) => each.length > 5)).toBe(true);
	});
});

describe('what a refusal tells', () => {
	const access = createAccess({ documentOwner: () => Promise.resolve(null) });

	test.each(
		(Object.keys(policy) as Action[]).flatMap((action) =>
			Object.entries<Target>(targets[policy[action].kind]).map(
				([name, target]) => [action, name, target] as const
			)
		)
	)(
		'%s, %s: whoever may not know of it is told there is no such thing',
		(action, _name, target) => {
			const see = seeing[target.kind];
			for (const actor of Object.values<Actor>(actors)) {
				if (isAllowed(actor, action, target as never)) continue;
				const maySee = see === null || isAllowed(actor, see, target as never);
				const refusal = actor.kind === 'anonymous' ? 'not-signed-in' : 'not-allowed';
				expect(() => access.require(actor, action, target as never)).toThrow(
					expect.objectContaining({ code: maySee ? refusal : 'not-found' })
				);
			}
		}
	);
});
