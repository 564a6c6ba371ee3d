// A circle may let through too much, never too little: whatever the policy lets somebody see, the index must give out.
import { expect, test } from 'vitest';
import type { GroupPlace, Member, Seat } from '#server/kernel/actor.ts';
import { isAllowed } from '#server/domain/access/policy.ts';
import type {
	ChallengeTarget,
	GroupTarget,
	LiveSessionTarget,
	NoteTarget,
	PlaceTarget,
	PostTarget,
	ReportTarget,
	ThreadTarget
} from '#server/domain/access/targets.ts';
import {
	challengeAudiences,
	groupJoinings,
	noteVisibilities,
	recordReaders,
	postAudiences,
	threadAudiences
} from '#shared/states.ts';
import * as circles from './circles.ts';

const seat = (organisationId: string, organisationKind: Seat['organisationKind']): Seat => ({
	organisationId,
	organisationName: organisationId,
	organisationKind,
	role: 'drafter'
});
const seatChoices: Seat[][] = [
	[],
	[seat('leeds', 'pledge-maker')],
	[seat('hackney', 'pledge-maker')],
	[seat('friends', 'pledge-supporter')],
	[seat('synergi', 'convenor')]
];
const groupChoices: GroupPlace[][] = [
	[],
	[{ groupId: 'group', manages: false, isGuest: true }],
	[{ groupId: 'group', manages: true, isGuest: false }]
];
const actors: Member[] = seatChoices.flatMap((seats) =>
	groupChoices.flatMap((groups) =>
		([[], ['facilitator'], ['coordinator']] as const).flatMap((allianceRoles) =>
			['author', 'coauthor', 'other'].map((memberId): Member => ({
				kind: 'member',
				memberId,
				name: memberId,
				email: `${memberId}@demo.test`,
				seats,
				groups,
				allianceRoles
			}))
		)
	)
);

const groups = groupJoinings.map((joining): GroupTarget => ({
	kind: 'group',
	groupId: 'group',
	joining,
	isArchived: false
}));
const notes = noteVisibilities.flatMap((visibility) =>
	[null, 'group'].map((groupId): NoteTarget => ({
		kind: 'note',
		visibility,
		authorId: 'author',
		coAuthorIds: ['coauthor'],
		organisationId: 'leeds',
		groupId,
		isArchived: false
	}))
);
const challenges = challengeAudiences.map((audience): ChallengeTarget => ({
	kind: 'challenge',
	audience,
	organisationId: 'leeds',
	groupId: 'group',
	authorId: 'author',
	isClosed: false
}));
const report: ReportTarget = {
	kind: 'report',
	state: 'draft',
	roundState: 'open',
	isCorrecting: false,
	organisationIds: ['leeds', 'friends']
};
const places: (PlaceTarget | null)[] = [null, ...groups, ...notes, ...challenges, report];
const threads = places.flatMap((place) =>
	threadAudiences.map((audience): ThreadTarget => ({
		kind: 'thread',
		audience,
		organisationId: audience === 'organisation' ? 'leeds' : null,
		place,
		begunBy: 'author',
		isClosed: false
	}))
);
const posts = threads.flatMap((thread) =>
	[null, ...postAudiences].map((audience): PostTarget => ({
		...thread,
		kind: 'post',
		authorId: 'author',
		narrowedTo:
			audience === null
				? null
				: { audience, organisationId: audience === 'organisation' ? 'leeds' : null },
		isLivedExperience: audience !== null,
		isWithdrawn: false,
		isHidden: false
	}))
);

const sessions = recordReaders.flatMap((readers) =>
	[null, ...groups].map((group): LiveSessionTarget => ({
		kind: 'live-session',
		sessionId: 'session',
		group,
		facilitatorIds: ['author'],
		memberIds: ['author', 'coauthor'],
		agreedIds: [],
		leadId: 'author',
		isRehearsal: false,
		isClosed: true,
		isCancelled: false,
		readers
	}))
);

const stands = (actor: Member, of: readonly string[]): boolean => {
	const own = new Set(circles.circlesOf(actor));
	return of.some((circle) => own.has(circle));
};
const described = (actor: Member, target: unknown): string =>
	JSON.stringify([actor.memberId, actor.seats, actor.groups, actor.allianceRoles, target]);

test('[F6] whoever may see a post, a discussion, a note, a group, a challenge or a record stands in its circles', () => {
	const missing: string[] = [];
	let seen = 0;
	const check = (actor: Member, mayKnow: boolean, of: readonly string[], target: unknown): void => {
		if (!mayKnow) return;
		seen++;
		if (!stands(actor, of)) missing.push(described(actor, target));
	};
	for (const actor of actors) {
		for (const post of posts) {
			check(actor, isAllowed(actor, 'post.see', post), circles.ofPost(post), post);
		}
		for (const thread of threads) {
			check(actor, isAllowed(actor, 'thread.see', thread), circles.ofThread(thread), thread);
		}
		for (const note of notes) {
			check(actor, isAllowed(actor, 'note.see', note), circles.ofNote(note), note);
		}
		for (const group of groups) {
			check(actor, isAllowed(actor, 'group.see', group), circles.ofGroup(group), group);
			check(actor, isAllowed(actor, 'group.read', group), circles.withinGroup(group), group);
		}
		for (const challenge of challenges) {
			check(
				actor,
				isAllowed(actor, 'challenge.see', challenge),
				circles.ofChallenge(challenge),
				challenge
			);
		}
		for (const session of sessions) {
			const inRoom = { ...session, readers: 'room' as const };
			check(
				actor,
				isAllowed(actor, 'live-session.read-record', session),
				circles.ofRecord(session),
				session
			);
			check(
				actor,
				isAllowed(actor, 'live-session.read-record', inRoom),
				circles.ofRoom(session),
				session
			);
		}
		check(actor, isAllowed(actor, 'report.see', report), circles.ofReportInSight(report), report);
		check(actor, isAllowed(actor, 'report.read', report), circles.ofReport(report), report);
	}
	expect(missing.slice(0, 3)).toEqual([]);
	expect(seen).toBeGreaterThan(5_000);
});
