// Mails about the inbox: one for each notice that asks its reader to act, and the daily digest. Their words are fetched
// when they are sent, as the reader they go to: what was read, done or taken back meanwhile, or may no longer be seen by
// them, is not in them.
import type { Member } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Events } from '#server/kernel/events.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { FetchedMail, QueueFetched } from '#server/domain/mail/mail.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { dateInWords, dayOf } from '#shared/dates.ts';
import type { InboxItem } from '#shared/inbox-output.ts';
import { isDigestDue } from './digest-turn.ts';
import { digestWords, isWorthTelling } from './digest-words.ts';
import type { InboxReading } from './inbox-reading.ts';
import { mailSwitchOf } from './notice-kinds.ts';

export type InboxMailDeps = {
	store: Store;
	transact: Transact;
	events: Events;
	clock: Clock;
	mail: QueueFetched;
	/** Gives a member who has chosen nothing what such a member has. */
	settingsOf(inside: Queries, memberId: string): Promise<unknown>;
	list: InboxReading['list'];
	/** The member with the rights of now; null for whoever has left. */
	asMember(memberId: string): Promise<Member | null>;
	/** The address in people's browsers. */
	origin: string;
};

const day = 86_400_000;
/** What is older is no news, and nobody has done anything about it. */
const keptFor = 90 * day;

export type InboxMail = ReturnType<typeof createInboxMail>;

const waits = (item: InboxItem): boolean => item.needsMe || !item.isRead;

export function createInboxMail(deps: InboxMailDeps) {
	const { store, transact, events, clock, mail, settingsOf, list, asMember, origin } = deps;
	let wokenUntil = clock.iso();

	async function noticeWords(memberId: string, mailKey: string) {
		// notice:{moment}:{key of the notice}
		const key = mailKey.slice(mailKey.indexOf('Z:') + 2);
		const [member, notice] = await Promise.all([
			asMember(memberId),
			store.inbox.noticeByKey(memberId, key)
		]);
		const reason = notice === undefined ? null : mailSwitchOf(notice.kind);
		if (member === null || notice === undefined || reason === null) return null;
		if ((await store.mails.refusedBy(memberId)).includes(reason)) return null;
		const item = (await list(member)).items.find(({ id }) => id === notice.id);
		if (item === undefined || item.isRead) return null;
		const due = item.dueAt === null ? '' : `\n\nBy ${dateInWords(item.dueAt)}.`;
		return {
			subject: `${item.kindInWords}: ${item.title}`,
			text: `${item.why}\n\n${item.title}${due}`,
			path: item.path,
			reason
		};
	}

	async function wordsOfDigest(memberId: string, today: string) {
		// One a day: what could not be sent on its day stands in the next one.
		if (today !== dayOf(clock.iso())) return null;
		const [member, before] = await Promise.all([
			asMember(memberId),
			store.inbox.digestBefore(memberId, today)
		]);
		if (member === null) return null;
		const items = (await list(member)).items.filter(waits);
		const told = JSON.parse(before?.told ?? '[]') as string[];
		const now = new Date(clock.now());
		const ids = JSON.stringify(items.map(({ id }) => id));
		await store.inbox.setTold(memberId, today, ids);
		if (!isWorthTelling(items, told, now)) return null;
		return { ...digestWords(items, origin, now), path: '/inbox', reason: 'digest' as const };
	}

	return {
		/** The words of a mail about one notice, and of a digest; null when there is nothing to say any more. */
		async mailWords({
			member_id: memberId,
			kind,
			key
		}: Pick<FetchedMail, 'member_id' | 'key'> & { kind: 'notice' | 'digest' }) {
			if (memberId === null) return null;
			return kind === 'notice'
				? noticeWords(memberId, key)
				: wordsOfDigest(memberId, key.slice('digest:'.length));
		},

		/** Queues the digests whose hour has come, each once a day. @returns how many */
		async queueDigests(): Promise<number> {
			const now = clock.iso();
			const today = dayOf(now);
			let queued = 0;
			for (const reader of await store.inbox.digestReaders(today)) {
				const { member_id: memberId, digest, hour, since, has_had: hasHad } = reader;
				if (digest === null || hour === null || since === null) {
					await settingsOf(store, memberId);
				} else if (hasHad === null && isDigestDue({ digest, hour, since }, now)) {
					queued += await transact(async (inside) => {
						if (!(await inside.inbox.beginDigest(memberId, today))) return 0;
						const key = `digest:${today}`;
						await mail(inside, { memberIds: [memberId], kind: 'digest', key, notBefore: now });
						return 1;
					});
				}
			}
			return queued;
		},

		/** Tells open pages of what comes back now, after it was put off. */
		async wake(): Promise<void> {
			const now = clock.iso();
			const memberIds = await store.inbox.wokenBetween(wokenUntil, now);
			wokenUntil = now;
			if (memberIds.length > 0) events.emit({ type: 'inbox-changed', memberIds });
		},

		/** Removes what has grown old. */
		tidy: (): Promise<void> => store.inbox.tidy(new Date(clock.now() - keptFor).toISOString())
	};
}
