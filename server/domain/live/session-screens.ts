// The screens of facilitated sessions: what runs is sent to everybody in the room, in parts, each written once for an
// audience however many watch, and only when it has changed. The first change is told at once; those that follow on its
// heels (hands, votes, cards) are told together.
import { isDeepStrictEqual } from 'node:util';
import type { SessionParts } from '#shared/live-session-output.ts';
import type { LiveServerMessage } from '#shared/live-protocol.ts';
import { personIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Timers } from '#server/domain/collaboration/timers.ts';

type Audience = 'participants' | 'facilitators';
/** Whoever stands at the door may know of the session, and is not in the room. */
type Standing = Audience | 'door';

/** What the screens of one session show. */
export type Screens = {
	version: number;
	at: number;
	/** Null: not for this actor, or not any more. */
	standingOf(actor: Actor): Standing | null;
	parts(audience: Audience): SessionParts;
};

type Watcher = { actor: Actor; send(text: string): void };

export type SessionScreensDeps<W extends Watcher> = {
	screens(sessionId: string): Promise<Screens | null>;
	watching(sessionId: string): readonly W[];
	/** For who may not know of the session any more. */
	endWatching(watcher: W, sessionId: string): void;
	timers: Pick<Timers, 'after'>;
	onFailure(error: unknown): void;
};

/** Changes that follow a message within this time (ms) are told together at its end. */
export const restBetween = 100;
/** Who is there changes with each of three hundred who come, and is long: told this often (ms) at most. */
export const restOfPeople = 1_000;

type Told = {
	/** As each audience knows them. */
	parts: Partial<Record<Audience, SessionParts>>;
	here: readonly string[];
	/** When the people and who of them is there were last told. */
	peopleAt: number;
	/** As what each was last told: whoever is something else now, or new, is told everything. */
	standings: WeakMap<Watcher, Standing>;
	/** Ends the rest that is under way. */
	wake: (() => void) | null;
	hasChanged: boolean;
	/** What is being told: what comes next is told after it. */
	telling: Promise<void>;
};

/** Those whose screens are open. */
const hereOf = (watchers: readonly Watcher[]): string[] =>
	[
		...new Set(
			watchers.flatMap(({ actor }) =>
				actor.kind === 'member' || actor.kind === 'session-guest' ? [personIdOf(actor)] : []
			)
		)
	].sort();

function send(watchers: readonly Watcher[], message: LiveServerMessage): void {
	if (watchers.length === 0) return;
	const text = JSON.stringify(message);
	for (const watcher of watchers) watcher.send(text);
}

/** Those of whom it holds, and the others. */
function split<T>(all: readonly T[], holds: (each: T) => boolean): [yes: T[], no: T[]] {
	return [all.filter(holds), all.filter((each) => !holds(each))];
}

export function createSessionScreens<W extends Watcher>({
	screens,
	watching,
	endWatching,
	timers,
	onFailure
}: SessionScreensDeps<W>) {
	const told = new Map<string, Told>();

	async function tell(sessionId: string, state: Told): Promise<void> {
		if (watching(sessionId).length === 0) {
			told.delete(sessionId);
			return;
		}
		const now = await screens(sessionId);
		const standing = new Map<Standing, W[]>();
		for (const watcher of watching(sessionId)) {
			const as = now?.standingOf(watcher.actor) ?? null;
			if (as === null) endWatching(watcher, sessionId);
			else standing.set(as, [...(standing.get(as) ?? []), watcher]);
		}
		if (now === null) return;
		const here = hereOf([
			...(standing.get('participants') ?? []),
			...(standing.get('facilitators') ?? [])
		]);
		const mayTellPeople = now.at - state.peopleAt >= restOfPeople;
		const isHereNew = mayTellPeople && !isDeepStrictEqual(here, state.here);
		const head = { type: 'live-session', sessionId, version: now.version, at: now.at } as const;

		let isPeopleTold = isHereNew;
		for (const audience of ['participants', 'facilitators'] as const) {
			const own = standing.get(audience) ?? [];
			if (own.length === 0) continue;
			const parts = now.parts(audience);
			const before: Partial<SessionParts> = state.parts[audience] ?? {};
			const known =
				mayTellPeople || before.people === undefined ? parts : { ...parts, people: before.people };
			state.parts[audience] = known;
			const changed = changedParts(before, known);
			isPeopleTold ||= 'people' in changed;
			const [following, newcomers] = split(own, (each) => state.standings.get(each) === audience);
			send(newcomers, { ...head, parts, here });
			if (Object.keys(changed).length > 0 || isHereNew) {
				send(following, { ...head, parts: changed, here: isHereNew ? here : undefined });
			}
		}
		send(standing.get('door') ?? [], { type: 'live-session-changed', sessionId });
		for (const [as, own] of standing) for (const each of own) state.standings.set(each, as);
		if (isHereNew) state.here = here;
		if (isPeopleTold) state.peopleAt = now.at;
		if (!mayTellPeople) changed(sessionId);
	}

	function stateOf(sessionId: string): Told {
		const known = told.get(sessionId);
		if (known !== undefined) return known;
		const state: Told = {
			parts: {},
			here: [],
			peopleAt: 0,
			standings: new WeakMap(),
			wake: null,
			hasChanged: false,
			telling: Promise.resolve()
		};
		told.set(sessionId, state);
		return state;
	}

	/** Something of the session has changed, or who watches it. */
	function changed(sessionId: string): void {
		const state = stateOf(sessionId);
		if (state.wake !== null) {
			state.hasChanged = true;
			return;
		}
		state.telling = state.telling.then(() => tell(sessionId, state)).catch(onFailure);
		state.wake = timers.after(restBetween, () => {
			state.wake = null;
			if (!state.hasChanged) return;
			state.hasChanged = false;
			changed(sessionId);
		});
	}

	return {
		/** Something of the session has changed, or who watches it. */
		changed,

		/** Somebody begins to watch: they are told everything, and the others that they are here. */
		welcome(watcher: W, sessionId: string): void {
			stateOf(sessionId).standings.delete(watcher);
			changed(sessionId);
		},

		close(): void {
			for (const { wake } of told.values()) wake?.();
			told.clear();
		}
	};
}

function changedParts(before: Partial<SessionParts>, after: SessionParts): Partial<SessionParts> {
	const keys = Object.keys(after) as (keyof SessionParts)[];
	return Object.fromEntries(
		keys
			.filter((key) => !isDeepStrictEqual(before[key], after[key]))
			.map((key) => [key, after[key]])
	);
}
