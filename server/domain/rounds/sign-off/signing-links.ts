// The way from a mail to one signature. The link alone opens nothing: whoever follows it proves who they are, and can
// then read, sign or return that one report, and do nothing else.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { hashSecret, newSecret } from '#server/kernel/ids.ts';
import type { Signer } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Events } from '#server/kernel/events.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { SigningLinkRow } from '#server/storage/signing-links.ts';
import type { Store } from '#server/storage/store.ts';

/** A report is read in a quarter of an hour; a phone is put away and taken up again. */
const sessionLives = 2 * 60 * 60_000;

export type SigningLinkState =
	/** Waits for the password of whoever it was sent to. */
	| 'open'
	/** It has led to a signature, or to a return. */
	| 'used'
	| 'expired'
	/** The report is published, or no longer this person's to sign. */
	| 'closed';

export type SigningLinkDeps = {
	store: Store;
	transact: Transact;
	audit: RecordAudit;
	clock: Clock;
	events: Events;
	log: Log;
	/** The id of the member with this address and password. @throws DomainError wrong-credentials, too-often */
	provePassword(
		input: { email: string; password: string },
		from: { address: string }
	): Promise<string>;
	/** Whether the person may still sign what the link names. */
	maySign(signer: Signer): Promise<boolean>;
};

export type SigningLinks = ReturnType<typeof createSigningLinks>;

export function createSigningLinks(deps: SigningLinkDeps) {
	const { store, transact, audit, clock, events, log, provePassword, maySign } = deps;

	// A password that was changed, or a person who signed out everywhere, ends these sign-ins too.
	const stopListening = events.on((event) => {
		if (event.type !== 'signed-out') return;
		store.signingLinks.endSessionsOf(event.memberId).catch((error: unknown) => {
			log.error({ err: error }, 'ending sign-ins by link failed');
		});
	});

	/** The person a link was sent to; null when they are no member any more. */
	async function signerOf(link: SigningLinkRow): Promise<Signer | null> {
		const member = await store.accounts.member(link.member_id);
		if (member === undefined || member.deactivated_at !== null) return null;
		const seats = await store.accounts.seatsOf(member.id);
		return {
			kind: 'signer',
			memberId: member.id,
			name: member.name,
			seats: seats.map((seat) => ({
				organisationId: seat.organisation_id,
				organisationName: seat.name,
				organisationKind: seat.kind,
				role: seat.role
			})),
			linkId: link.id,
			reportId: link.report_id,
			organisationId: link.organisation_id
		};
	}

	async function stateOf(link: SigningLinkRow): Promise<SigningLinkState> {
		if (link.used_at !== null) return 'used';
		if (link.expires_at <= clock.iso()) return 'expired';
		const signer = await signerOf(link);
		return signer !== null && (await maySign(signer)) ? 'open' : 'closed';
	}

	async function linkOf(secret: string): Promise<SigningLinkRow> {
		const link = await store.signingLinks.bySecret(hashSecret(secret));
		if (link === undefined) throw notFound();
		return link;
	}

	return {
		/** What becomes of somebody who follows this link. Nothing of the report is told yet. @throws DomainError not-found */
		async stateOf(secret: string): Promise<SigningLinkState> {
			return stateOf(await linkOf(secret));
		},

		/**
		 * Signs in whoever the link was sent to, for what the link names.
		 * @returns the secret for the cookie: it is not kept here.
		 * @throws DomainError not-found, conflict (it leads nowhere any more), wrong-credentials, too-often, not-allowed
		 *   (it was sent to somebody else)
		 */
		async signIn(
			secret: string,
			input: { email: string; password: string },
			from: { address: string }
		): Promise<string> {
			const link = await linkOf(secret);
			const signer = await signerOf(link);
			if (signer === null || (await stateOf(link)) !== 'open') {
				throw new DomainError('conflict', { message: 'This link leads nowhere any more.' });
			}
			const memberId = await provePassword(input, from);
			if (memberId !== link.member_id) {
				throw new DomainError('not-allowed', {
					message: 'This link was sent to somebody else. It works with their account only.'
				});
			}
			const cookie = newSecret();
			await transact(async (inside) => {
				await inside.signingLinks.removeExpiredSessions(clock.iso());
				await inside.signingLinks.addSession({
					secret_hash: hashSecret(cookie),
					link_id: link.id,
					member_id: memberId,
					expires_at: new Date(clock.now() + sessionLives).toISOString()
				});
				await audit(inside, signer, {
					action: 'signed-in-by-link',
					target: link.report_id,
					details: { link: link.id, organisation: link.organisation_id }
				});
			});
			return cookie;
		},

		/** Who has come by this link, or null: the cookie is of another link, has run out, or its person may sign no more. */
		async authenticate(secret: string, cookie: string): Promise<Signer | null> {
			const session = await store.signingLinks.session(hashSecret(cookie));
			if (session === undefined || session.secret_hash !== hashSecret(secret)) return null;
			if (session.session_expires_at <= clock.iso()) return null;
			if ((await stateOf(session)) !== 'open') return null;
			return signerOf(session);
		},

		close: stopListening
	};
}
