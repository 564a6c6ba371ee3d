// How speaking was shared, in words: who was not heard yet, and what each has had. Never a score.
import { counted } from '#shared/counting-words.ts';
import { minute } from '#shared/live-session/clock.ts';
import type { LiveSession } from '#shared/live-session-output.ts';

/** Organisations, and people who are there on their own, none of whom has spoken. For facilitators only. */
export function notHeard({ room }: LiveSession): string[] {
	const turns = new Map(room?.queue.shared?.map((share) => [share.personId, share.turns]));
	const voices = new Map<string, number>();
	for (const { id, name, organisation } of room?.people ?? []) {
		const voice = organisation ?? name;
		voices.set(voice, (voices.get(voice) ?? 0) + (turns.get(id) ?? 0));
	}
	return [...voices].filter(([, count]) => count === 0).map(([voice]) => voice);
}

/** @returns for example "has not spoken", "has spoken twice, about four minutes" */
export function sharedInWords({ room }: LiveSession, personId: string): string {
	const share = room?.queue.shared?.find((each) => each.personId === personId);
	if (share === undefined || share.turns === 0) return 'has not spoken';
	const often =
		share.turns === 1 ? 'once' : share.turns === 2 ? 'twice' : counted(share.turns, 'time');
	const minutes = Math.round(share.spokeFor / minute);
	const long = minutes === 0 ? 'less than a minute' : `about ${counted(minutes, 'minute')}`;
	return `has spoken ${often}, ${long}`;
}
