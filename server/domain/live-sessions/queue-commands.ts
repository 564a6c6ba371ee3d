// The speaking queue: one's own hand is one's own; what is done for somebody else is for facilitators.
import { newId } from '#server/kernel/ids.ts';
import type { queueCommands as family } from '#shared/live-session/queue-commands.ts';
import type { CommandOf } from '#shared/live-session-input.ts';
import { step, type Handlers, type SessionAction } from './handlers.ts';

const [facilitate, takePart] = ['live-session.facilitate', 'live-session.take-part'] as const;

type Family = CommandOf<typeof family>;
type OfAHand = Extract<Family, { type: 'raise-hand' | 'lower-hand' }>;

const ownOrFacilitators = ({ personId }: OfAHand, by: string): SessionAction =>
	personId === undefined || personId === by ? takePart : facilitate;

export const queueCommands: Handlers<Family> = {
	'raise-hand': step<Extract<Family, { type: 'raise-hand' }>>(
		ownOrFacilitators,
		({ personId, isReply }, { by }) => ({
			type: 'raise-hand',
			personId: personId ?? by,
			isReply
		})
	),
	'lower-hand': step<Extract<Family, { type: 'lower-hand' }>>(
		ownOrFacilitators,
		({ personId }, { by }) => ({
			type: 'lower-hand',
			personId: personId ?? by
		})
	),
	'move-hand': step(facilitate, (command) => command),
	call: step(facilitate, (command) => command),
	thank: step(facilitate, () => ({ type: 'thank' })),
	'add-voice': step(facilitate, ({ name, organisation }) => ({
		type: 'join',
		person: { id: `voice-${newId()}`, kind: 'voice', name, organisation }
	}))
};
