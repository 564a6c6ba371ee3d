// How somebody comes to hear of something, and how it is settled once what was asked is answered.
import type { Clock } from '#server/kernel/clock.ts';
import { newId } from '#server/kernel/ids.ts';
import type { EmitAfter } from '#server/kernel/transaction.ts';
import type { QueueFetched } from '#server/domain/mail/mail.ts';
import { mailSwitchOf } from './notice-kinds.ts';
import type { Notify, Settle } from './notify.ts';

export type InboxDeps = {
	clock: Clock;
	mail: QueueFetched;
	emitAfter: EmitAfter;
};

export type Inbox = ReturnType<typeof createInbox>;

/** Who is at the page anyway reads it there (ms); a mail about what was read is not sent. */
const mailAfter = 60_000;

export function createInbox({ clock, mail, emitAfter }: InboxDeps) {
	const notify: Notify = async (
		inside,
		{ memberIds, kind, about, key, by, path, dueOn = null }
	) => {
		const told = [...new Set(memberIds)].filter((memberId) => memberId !== by);
		if (told.length === 0) return;
		const at = clock.iso();
		await inside.inbox.put(
			told.map((memberId) => ({
				id: newId(),
				member_id: memberId,
				kind,
				key,
				about_kind: about.kind,
				about_id: about.id,
				by_id: by,
				path,
				due_on: dueOn,
				at
			}))
		);
		if (mailSwitchOf(kind) !== null) {
			await mail(inside, {
				memberIds: told,
				kind: 'notice',
				key: `notice:${at}:${key}`,
				notBefore: new Date(clock.now() + mailAfter).toISOString()
			});
		}
		emitAfter(inside, { type: 'inbox-changed', memberIds: told });
	};

	const settle: Settle = async (inside, { key, memberIds }) => {
		const told = await inside.inbox.remove(key, memberIds);
		if (told.length > 0) emitAfter(inside, { type: 'inbox-changed', memberIds: told });
	};

	return { notify, settle };
}
