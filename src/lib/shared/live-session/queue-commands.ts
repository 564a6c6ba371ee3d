// What is done in the speaking queue.
import * as v from 'valibot';
import { command, idSchema, line, placesSchema } from './command.ts';

export const queueCommands = [
	command('raise-hand', {
		personId: v.pipe(v.optional(idSchema), v.description('Left out: one’s own')),
		isReply: v.optional(v.boolean(), false)
	}),
	command('lower-hand', { personId: v.optional(idSchema) }),
	command('move-hand', { personId: idSchema, by: placesSchema }),
	command('call', { personId: idSchema }),
	command('thank', {}),
	/** Somebody on the telephone, or in the room without a screen. */
	command('add-voice', {
		name: line('Say who it is.', 80),
		organisation: v.optional(v.nullable(line('Name the organisation.', 200)), null)
	})
] as const;
