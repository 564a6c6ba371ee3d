// The speaking queue. Fair means: whoever has not spoken comes first, then whoever's organisation was heard least, then
// who wants to answer the one that speaks, then who asked first; and each person is told why they stand where they
// stand. What the facilitator puts somewhere by hand stays there. Pure.
import { counted } from '#shared/counting-words.ts';

export type Hand = {
	personId: string;
	/** When it was raised, in ms. */
	at: number;
	/** Wants to answer the one who speaks. */
	isReply: boolean;
	/** Where the facilitator has put it, from 0; null: where it is fair. */
	place: number | null;
};

/** What decides about a hand besides itself. */
export type Speaker = {
	id: string;
	/** Null: on their own. */
	organisation: string | null;
	/** How often they have spoken in this session. */
	turns: number;
};

export type Reason =
	| { kind: 'placed' }
	| { kind: 'not-spoken' }
	| { kind: 'organisation-heard-less'; turns: number }
	| { kind: 'reply' }
	| { kind: 'asked' };

export type Place = { personId: string; reason: Reason };

/** Whose voice somebody adds to: their organisation's, or their own. */
const voiceOf = ({ id, organisation }: Speaker): string => organisation ?? `person ${id}`;

/**
 * The queue in the order in which people will be called.
 * @param people everybody in the session; hands of others are left out
 */
export function inOrder(hands: readonly Hand[], people: readonly Speaker[]): Place[] {
	const speakers = new Map(people.map((person) => [person.id, person]));
	const heard = new Map<string, number>();
	for (const person of people) {
		const voice = voiceOf(person);
		heard.set(voice, (heard.get(voice) ?? 0) + person.turns);
	}
	const asked = hands.flatMap((hand) => {
		const speaker = speakers.get(hand.personId);
		if (speaker === undefined) return [];
		return [{ ...hand, turns: speaker.turns, heard: heard.get(voiceOf(speaker)) ?? 0 }];
	});
	const fair = asked
		.filter(({ place }) => place === null)
		.sort(
			(one, other) =>
				Number(one.turns > 0) - Number(other.turns > 0) ||
				one.heard - other.heard ||
				Number(other.isReply) - Number(one.isReply) ||
				one.at - other.at ||
				(one.personId < other.personId ? -1 : 1)
		);
	const line: Place[] = fair.map((hand, index) => ({
		personId: hand.personId,
		reason: reasonOf(hand, fair[index + 1])
	}));
	const placed = asked
		.filter(({ place }) => place !== null)
		.sort((one, other) => (one.place ?? 0) - (other.place ?? 0) || one.at - other.at);
	for (const { personId, place } of placed) {
		line.splice(Math.min(place ?? 0, line.length), 0, { personId, reason: { kind: 'placed' } });
	}
	return line;
}

type Asked = Hand & { turns: number; heard: number };

/** What sets a hand before the next one; its own merit where nothing does. */
function reasonOf(hand: Asked, next: Asked | undefined): Reason {
	if (hand.turns === 0) return { kind: 'not-spoken' };
	if (next !== undefined && hand.heard < next.heard)
		return { kind: 'organisation-heard-less', turns: hand.heard };
	return hand.isReply ? { kind: 'reply' } : { kind: 'asked' };
}

/** A reason as the queue shows it. @param to the one who speaks, for a direct reply */
export function reasonInWords(reason: Reason, to: string | null): string {
	switch (reason.kind) {
		case 'placed':
			return 'Put here by the facilitator';
		case 'not-spoken':
			return 'Has not spoken yet';
		case 'organisation-heard-less':
			return `Their organisation was heard ${
				reason.turns === 1 ? 'once' : counted(reason.turns, 'time')
			}, less than others`;
		case 'reply':
			return to === null ? 'Wants to answer directly' : `Wants to answer ${to} directly`;
		case 'asked':
			return 'In the order of asking';
	}
}

/** The hands with one of them moved by so many places; whoever is moved stays where they were put. */
export function moveHand(
	hands: readonly Hand[],
	people: readonly Speaker[],
	personId: string,
	by: number
): Hand[] {
	const line = inOrder(hands, people);
	const from = line.findIndex((place) => place.personId === personId);
	if (from === -1) return [...hands];
	const to = Math.min(line.length - 1, Math.max(0, from + by));
	const after = line.map((place) => place.personId).filter((id) => id !== personId);
	after.splice(to, 0, personId);
	return hands.map((hand) => {
		const isHeld = hand.personId === personId || hand.place !== null;
		return isHeld ? { ...hand, place: after.indexOf(hand.personId) } : hand;
	});
}

/** The queue without somebody: those whom the facilitator placed behind them move up. */
export function withoutHand(
	hands: readonly Hand[],
	people: readonly Speaker[],
	personId: string
): Hand[] {
	const line = inOrder(hands, people).map((place) => place.personId);
	const gone = line.indexOf(personId);
	return hands
		.filter((hand) => hand.personId !== personId)
		.map((hand) => {
			const isBehind = hand.place !== null && gone !== -1 && line.indexOf(hand.personId) > gone;
			return isBehind ? { ...hand, place: Math.max(0, (hand.place ?? 0) - 1) } : hand;
		});
}

/** Whose voice is missing so far: organisations, and people who are there on their own, none of whom has spoken. */
export function notHeardYet(people: readonly (Speaker & { name: string })[]): string[] {
	const voices = new Map<string, { name: string; turns: number }>();
	for (const person of people) {
		const voice = voiceOf(person);
		const known = voices.get(voice);
		voices.set(voice, {
			name: person.organisation ?? person.name,
			turns: (known?.turns ?? 0) + person.turns
		});
	}
	return [...voices.values()].filter(({ turns }) => turns === 0).map(({ name }) => name);
}
