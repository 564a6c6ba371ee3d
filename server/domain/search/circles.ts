// The circles of people by which the database leaves out what somebody may not see before it looks at a word. A circle
// may let through too much, never too little: each hit is asked about again before it leaves (search.ts).
import type { Member } from '#server/kernel/actor.ts';
import type {
	ChallengeTarget,
	GroupTarget,
	LiveSessionTarget,
	NoteTarget,
	PersonTarget,
	PlaceTarget,
	PostTarget,
	ReportTarget,
	SynthesisTarget,
	ThreadTarget
} from '#server/domain/access/targets.ts';
import type { PostAudience, ThreadAudience } from '#shared/states.ts';

const everybody = 'xeverybody';
const withSeat = 'xwithseat';
const makers = 'xmakers';
const moderators = 'xmoderators';
const coordinators = 'xcoordinators';
const convenor = 'xconvenor';

/** Ids are letters, digits and dashes; a circle is one word of the index. */
const named = (letter: string, id: string): string =>
	letter + id.replaceAll(/[^a-zA-Z0-9]/g, '').toLowerCase();
const person = (memberId: string): string => named('m', memberId);
const organisation = (organisationId: string): string => named('o', organisationId);
const group = (groupId: string): string => named('g', groupId);

/** The circles a member stands in. */
export function circlesOf(actor: Member): string[] {
	const { seats, allianceRoles } = actor;
	return [
		everybody,
		person(actor.memberId),
		...(seats.length > 0 ? [withSeat] : []),
		...(seats.some((seat) => seat.organisationKind !== 'pledge-supporter') ? [makers] : []),
		...(seats.some((seat) => seat.organisationKind === 'convenor') ? [convenor] : []),
		...seats.map(({ organisationId }) => organisation(organisationId)),
		...actor.groups.map(({ groupId }) => group(groupId)),
		...(allianceRoles.length > 0 ? [moderators] : []),
		...(allianceRoles.includes('coordinator') ? [coordinators] : [])
	];
}

export const anybody: readonly string[] = [everybody];

const ofAudience = (
	audience: Exclude<ThreadAudience, 'place'> | PostAudience,
	organisationId: string | null
): string[] => {
	switch (audience) {
		case 'pledge-makers':
			return [makers];
		case 'pledge-makers-and-supporters':
			return [withSeat];
		case 'organisation':
			return organisationId === null ? [] : [organisation(organisationId)];
		case 'moderators':
			return [moderators];
	}
};

export function ofNote(note: NoteTarget): string[] {
	const writers = [note.authorId, ...note.coAuthorIds].map(person);
	if (note.visibility === 'only-me') return writers;
	const own = [
		...writers,
		organisation(note.organisationId),
		...(note.groupId === null ? [] : [group(note.groupId)])
	];
	switch (note.visibility) {
		case 'group':
			return own;
		case 'public':
			return [everybody, ...own];
		case 'pledge-makers':
		case 'pledge-makers-and-supporters':
			return [...ofAudience(note.visibility, null), ...own];
	}
}

/** That there is such a group. */
export const ofGroup = ({ groupId, joining }: GroupTarget): string[] => [
	...(joining === 'by-invitation' ? [] : [withSeat]),
	group(groupId),
	coordinators
];

/** What is in it. */
export const withinGroup = ({ groupId, joining }: GroupTarget): string[] => [
	...(joining === 'open' ? [withSeat] : []),
	group(groupId)
];

export const ofChallenge = (challenge: ChallengeTarget): string[] => [
	person(challenge.authorId),
	...(challenge.groupId === null ? [] : [group(challenge.groupId)]),
	...(challenge.audience === 'group'
		? []
		: ofAudience(challenge.audience, challenge.organisationId))
];

/** Those who write a report. */
export const ofReport = ({ organisationIds }: ReportTarget): string[] =>
	organisationIds.map(organisation);

/** Those who may know that there is a draft. */
export const ofReportInSight = (report: ReportTarget): string[] => [
	...ofReport(report),
	coordinators
];

function atPlace(place: PlaceTarget): string[] {
	switch (place.kind) {
		case 'group':
			return withinGroup(place);
		case 'note':
			return ofNote(place);
		case 'report':
			return ofReport(place);
		case 'challenge':
			return ofChallenge(place);
	}
}

/** Of two circles that both must hold, the index keeps the smaller. */
const isLarge = (circles: readonly string[]): boolean =>
	circles.some((circle) => circle === everybody || circle === withSeat || circle === makers);

export function ofThread({
	audience,
	organisationId,
	place
}: Omit<ThreadTarget, 'kind'>): string[] {
	if (audience === 'place') return place === null ? [] : atPlace(place);
	const heard = ofAudience(audience, organisationId);
	if (place === null || !isLarge(heard)) return heard;
	const there = atPlace(place);
	return isLarge(there) ? heard : there;
}

export function ofPost(post: PostTarget): string[] {
	const { narrowedTo, place } = post;
	if (narrowedTo === null) return ofThread(post);
	return [
		person(post.authorId),
		...ofAudience(narrowedTo.audience, narrowedTo.organisationId),
		// Whoever runs a group moderates what is said there.
		...(narrowedTo.audience === 'moderators' && place?.kind === 'group'
			? [group(place.groupId)]
			: [])
	];
}

export const ofPerson = ({ memberId, hasSeat, groupIds }: PersonTarget): string[] => [
	person(memberId),
	...(hasSeat ? [withSeat] : []),
	...groupIds.map(group)
];

export const ofSynthesis = ({ isPublished }: SynthesisTarget): string[] =>
	isPublished ? [everybody] : [convenor];

/** Those who were invited, who read all of a session's record. */
export const ofRoom = ({ memberIds, group: its }: LiveSessionTarget): string[] => [
	...memberIds.map(person),
	...(its === null ? [] : [group(its.groupId)])
];

/** Those who read what leaves the room. */
export function ofRecord(session: LiveSessionTarget): string[] {
	switch (session.readers) {
		case 'room':
		case 'group':
			return ofRoom(session);
		case 'pledge-makers':
		case 'pledge-makers-and-supporters':
			return [...ofAudience(session.readers, null), ...ofRoom(session)];
		case 'public':
			return [everybody];
	}
}

/** What a search is narrowed by, as words of the index. */
export const facet = {
	kind: (kind: string): string => `k${kind}`,
	commitment: (number: number): string => `c${number}`,
	about: (organisationId: string): string => named('a', organisationId),
	round: (number: number): string => `r${number}`,
	year: (number: number): string => `y${number}`
};
