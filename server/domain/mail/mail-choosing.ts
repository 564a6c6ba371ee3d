// Which mails a member wants. From a mail itself they are turned off without signing in: its address carries a secret of
// the member's that opens nothing else.
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newSecret } from '#server/kernel/ids.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { InboxSettings } from '#server/storage/inbox.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import {
	mailSwitches,
	type DigestDays,
	type MailChoices,
	type MailSwitch
} from '#shared/mail-choices.ts';
import { turnedOffWords, type TurnedOff } from './letter.ts';

export type MailChoosingDeps = {
	store: Store;
	transact: Transact;
	audit: RecordAudit;
	clock: Clock;
};

/** Of whoever has not chosen: on working days, when most people begin theirs. */
const atFirst = { digest: 'weekdays', hour: 8 } as const;

/** What an address for turning off stands for. */
export type Unsubscribing = { kind: TurnedOff; words: string; isOff: boolean };

export function createMailChoosing({ store, transact, audit, clock }: MailChoosingDeps) {
	async function settingsOf(inside: Queries, memberId: string): Promise<InboxSettings> {
		const secret = newSecret();
		await inside.inbox.addSettings({
			member_id: memberId,
			...atFirst,
			since: clock.iso(),
			secret
		});
		const settings = await inside.inbox.settings(memberId);
		if (settings === undefined) throw new Error('a member without settings');
		return settings;
	}

	/** Whose address it is and which mails it turns off; the secret ends at the last dot. @throws DomainError not-found */
	async function readToken(token: string): Promise<{ settings: InboxSettings; kind: TurnedOff }> {
		const [secret = '', kind = ''] = token.split('.');
		if (!Object.hasOwn(turnedOffWords, kind)) throw notFound();
		const settings = await store.inbox.settingsBySecret(secret);
		if (settings === undefined) throw notFound();
		return { settings, kind: kind as TurnedOff };
	}

	/** Turns one kind on or off, for a member who need not be signed in. */
	async function turn(token: string, isOff: boolean): Promise<void> {
		const { settings, kind } = await readToken(token);
		const memberId = settings.member_id;
		await transact(async (inside) => {
			if (kind === 'digest') {
				const digest = isOff ? 'off' : atFirst.digest;
				if ((settings.digest === 'off') !== isOff) {
					await inside.inbox.setSettings(memberId, { digest, since: clock.iso() });
				}
			} else {
				const refused = new Set(await inside.mails.refusedBy(memberId));
				if (isOff) refused.add(kind);
				else refused.delete(kind);
				await inside.mails.setRefused(memberId, [...refused]);
			}
			await audit(
				inside,
				{ kind: 'anonymous' },
				{
					action: isOff ? 'mail.turn-off' : 'mail.turn-on',
					target: memberId,
					details: { kind }
				}
			);
		});
	}

	return {
		settingsOf,

		/** Path at which this member turns such mails off. */
		async unsubscribePath(memberId: string, kind: TurnedOff): Promise<string> {
			const { secret } = await settingsOf(store, memberId);
			return `/unsubscribe/${secret}.${kind}`;
		},

		/** What the address in a mail turns off, and whether it is off. @throws DomainError not-found */
		async unsubscribing(token: string): Promise<Unsubscribing> {
			const { settings, kind } = await readToken(token);
			const refused = await store.mails.refusedBy(settings.member_id);
			const isOff = kind === 'digest' ? settings.digest === 'off' : refused.includes(kind);
			return { kind, words: turnedOffWords[kind], isOff };
		},

		/** @throws DomainError not-found */
		turnOff: (token: string): Promise<void> => turn(token, true),
		/** @throws DomainError not-found */
		turnOn: (token: string): Promise<void> => turn(token, false),

		/** Mails this member is sent. @throws DomainError not-signed-in */
		async choices(
			actor: Actor
		): Promise<{ notices: MailSwitch[]; digest: DigestDays; hour: number }> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const refused = await store.mails.refusedBy(actor.memberId);
			const settings = (await store.inbox.settings(actor.memberId)) ?? atFirst;
			return {
				notices: mailSwitches.filter((kind) => !refused.includes(kind)),
				digest: settings.digest,
				hour: settings.hour
			};
		},

		/** Mails this member wants from now on; what is asked of them in a report is always sent.
		 *  @throws DomainError not-signed-in */
		async choose(actor: Actor, { notices, digest, hour }: MailChoices): Promise<void> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const { memberId } = actor;
			await transact(async (inside) => {
				const refused = mailSwitches.filter((kind) => !notices.includes(kind));
				await inside.mails.setRefused(memberId, refused);
				const settings = await settingsOf(inside, memberId);
				const wanted = { digest: digest ?? settings.digest, hour: hour ?? settings.hour };
				if (wanted.digest !== settings.digest || wanted.hour !== settings.hour) {
					await inside.inbox.setSettings(memberId, { ...wanted, since: clock.iso() });
				}
				await audit(inside, actor, {
					action: 'mail.choose',
					target: memberId,
					details: {
						...Object.fromEntries(mailSwitches.map((kind) => [kind, notices.includes(kind)])),
						...wanted
					}
				});
			});
		}
	};
}
