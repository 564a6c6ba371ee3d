// A member's inbox as it is now: what they were told of, with titles they may read, and what follows from how things
// stand. What they may no longer see is not in it.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Need } from '#server/domain/rounds/sections/needs.ts';
import type { WaitingForMe } from '#server/domain/rounds/sign-off/standings.ts';
import type { NoticeWithName } from '#server/storage/inbox.ts';
import type { Store } from '#server/storage/store.ts';
import { dayOf, ukTime } from '#shared/dates.ts';
import type { InboxMarkInput } from '#shared/inbox-input.ts';
import type { InboxCount, InboxItem } from '#shared/inbox-output.ts';
import type { NewItem } from './item.ts';
import { actionItem, needItem, signatureItem, type ActionDue } from './need-items.ts';
import { noticeItem } from './notice-item.ts';
import type { NoticeAbout } from './notify.ts';

/** Titles of those of these things that the member may see. */
export type Titles = (
	actor: Member,
	ids: readonly string[]
) => Promise<ReadonlyMap<string, string>>;

export type InboxReadingDeps = {
	store: Store;
	transact: Transact;
	clock: Clock;
	titles: Record<NoticeAbout['kind'], Titles>;
	/** Threads with posts the member has not read. */
	unread(actor: Member): Promise<{ threadId: string; unread: number }[]>;
	needs(actor: Member): Promise<Need[]>;
	toSign(actor: Member): Promise<WaitingForMe[]>;
	actionsDue(actor: Member): Promise<ActionDue[]>;
};

export type InboxView = InboxCount & { items: InboxItem[]; next: null };

export type InboxReading = ReturnType<typeof createInboxReading>;

const later = '9999-12-31';
/** When a day begins for what was put off until then, in the United Kingdom. */
const morning = '09:00';
const longestSnooze = 366 * 86_400_000;

export function createInboxReading(deps: InboxReadingDeps) {
	const { store, transact, clock, titles } = deps;

	/** What a notice is about, as far as titles go: new posts are told of by their thread. */
	const aboutOf = (notice: NoticeWithName): NoticeAbout =>
		notice.kind === 'post' && notice.thread_id !== null
			? { kind: 'thread', id: notice.thread_id }
			: { kind: notice.about_kind, id: notice.about_id };

	async function titlesOf(
		member: Member,
		notices: readonly NoticeWithName[]
	): Promise<(notice: NoticeWithName) => string | undefined> {
		const wanted = Map.groupBy(notices.map(aboutOf), ({ kind }) => kind);
		const found = new Map(
			await Promise.all(
				[...wanted].map(
					async ([kind, abouts]) =>
						[kind, await titles[kind](member, [...new Set(abouts.map(({ id }) => id))])] as const
				)
			)
		);
		return (notice) => {
			const { kind, id } = aboutOf(notice);
			return found.get(kind)?.get(id);
		};
	}

	async function noticeItems(member: Member): Promise<NewItem[]> {
		const notices = await store.inbox.notices(member.memberId);
		if (notices.length === 0) return [];
		const hasPosts = notices.some(({ kind }) => kind === 'post');
		const [titleOf, threads] = await Promise.all([
			titlesOf(member, notices),
			hasPosts ? deps.unread(member) : []
		]);
		const unread = new Map(threads.map(({ threadId, unread }) => [threadId, unread]));
		return notices.flatMap((notice) => {
			const title = titleOf(notice);
			if (title === undefined) return [];
			if (notice.kind !== 'post') return [noticeItem(notice, title)];
			const count = unread.get(notice.thread_id ?? '');
			return count === undefined ? [] : [noticeItem(notice, title, count)];
		});
	}

	/** Signatures first: a whole report waits for them. Then what is due soonest, then what came last. */
	async function needItems(member: Member): Promise<NewItem[]> {
		const [signatures, needs, actions] = await Promise.all([
			deps.toSign(member),
			deps.needs(member),
			deps.actionsDue(member)
		]);
		return [
			...signatures.map(signatureItem),
			...needs.map(needItem),
			...actions.map((action) => actionItem(action))
		];
	}

	const isFirst = ({ kind }: NewItem): boolean => kind === 'sign' || kind === 'returned';
	const inOrder = (one: NewItem, other: NewItem): number =>
		Number(other.needsMe) - Number(one.needsMe) ||
		Number(isFirst(other)) - Number(isFirst(one)) ||
		(one.needsMe ? (one.dueAt ?? later).localeCompare(other.dueAt ?? later) : 0) ||
		(other.at ?? later).localeCompare(one.at ?? later);

	async function itemsOf(member: Member): Promise<InboxItem[]> {
		const [needs, notices, marks] = await Promise.all([
			needItems(member),
			noticeItems(member),
			store.inbox.marks(member.memberId)
		]);
		const due = new Set(needs.map(({ path }) => path));
		const marked = new Map(marks.map((mark) => [mark.item_id, mark]));
		const now = clock.iso();
		return [...needs, ...notices.filter(({ kind, path }) => kind !== 'action' || !due.has(path))]
			.toSorted(inOrder)
			.map((item) => {
				const mark = marked.get(item.id);
				const until = mark?.snoozed_until ?? null;
				return {
					...item,
					isRead: mark !== undefined && mark.read_at !== null,
					snoozedUntil: until !== null && until > now ? until : null
				};
			});
	}

	function signedIn(actor: Actor): Member {
		if (actor.kind !== 'member') throw new DomainError('not-signed-in');
		return actor;
	}

	/** @throws DomainError invalid */
	function momentOf(until: string | undefined): string {
		const tomorrow = dayOf(new Date(clock.now() + 86_400_000).toISOString());
		const wanted = until === undefined || until === '' ? tomorrow : until;
		const at = Date.parse(wanted.length === 10 ? ukTime(wanted, morning) : wanted);
		if (!(at > clock.now()) || at - clock.now() > longestSnooze) {
			throw new DomainError('invalid', {
				field: 'until',
				message: 'Choose a day after today, within the next year.'
			});
		}
		return new Date(at).toISOString();
	}

	return {
		/** What needs this member, the soonest due first, and what is new; or what they have put off.
		 *  @throws DomainError not-signed-in */
		async list(actor: Actor, show: 'now' | 'later' = 'now'): Promise<InboxView> {
			const all = await itemsOf(signedIn(actor));
			const [later = [], now = []] = [true, false].map((isLater) =>
				all.filter(({ snoozedUntil }) => (snoozedUntil !== null) === isLater)
			);
			return {
				items: show === 'now' ? now : later,
				next: null,
				later: later.length,
				needsMe: now.filter(({ needsMe }) => needsMe).length,
				unread: now.filter(({ needsMe, isRead }) => !needsMe && !isRead).length
			};
		},

		/** Notes what this member does with an item.
		 *  @throws DomainError not-signed-in, not-found, conflict (it goes by itself), invalid */
		async mark(actor: Actor, id: string, { state, until }: InboxMarkInput): Promise<void> {
			const member = signedIn(actor);
			const item = (await itemsOf(member)).find((each) => each.id === id);
			if (item === undefined) throw notFound();
			if (state === 'done' && !item.mayBeDone) {
				throw new DomainError('conflict', {
					message: 'This goes from your inbox by itself once you have done what it asks.'
				});
			}
			const at = clock.iso();
			const snoozedUntil = state === 'snoozed' ? momentOf(until) : null;
			await transact(async (inside, emit) => {
				await inside.inbox.mark({
					member_id: member.memberId,
					item_id: id,
					// What comes back is new again.
					read_at: state === 'snoozed' ? null : at,
					done_at: state === 'done' ? at : null,
					snoozed_until: snoozedUntil
				});
				emit({ type: 'inbox-changed', memberIds: [member.memberId] });
			});
		},

		/** Everything new is marked as read. @throws DomainError not-signed-in */
		async markAllRead(actor: Actor): Promise<void> {
			const member = signedIn(actor);
			const items = await itemsOf(member);
			const read = items.filter(
				(item) => !item.needsMe && !item.isRead && item.snoozedUntil === null
			);
			const at = clock.iso();
			await transact(async (inside, emit) => {
				for (const { id } of read) {
					await inside.inbox.mark({
						member_id: member.memberId,
						item_id: id,
						read_at: at,
						done_at: null,
						snoozed_until: null
					});
				}
				emit({ type: 'inbox-changed', memberIds: [member.memberId] });
			});
		}
	};
}
