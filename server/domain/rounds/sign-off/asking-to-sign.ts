// Asking for a signature: a mail to everybody who signs for the organisation today, each with a link of their own.
import { DomainError } from '#server/kernel/errors.ts';
import { hashSecret, newId, newSecret } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Queries } from '#server/storage/store.ts';
import { dateInWords, dayOf } from '#shared/dates.ts';
import { signingFacts, type SignOffDeps } from './sign-off-deps.ts';
import { reportTarget } from '../report-loading.ts';
import type { Named } from './standing.ts';

/** A board meets, somebody is away over a weekend: a week is enough, and an old mail opens nothing. */
const linkLives = 7 * 24 * 60 * 60_000;
/** Between two mails about the same signature (ms). */
const rest = 60 * 60_000;

export type Asked = { id: string; organisation: Named; asked: Named[]; expiresAt: string };

export function createAskingToSign(deps: SignOffDeps) {
	const { transact, access, audit, clock, mail } = deps;

	/** Leads of the organisation, and who signs in their place today. */
	async function signersOf(inside: Queries, organisationId: string): Promise<Named[]> {
		const people = await inside.accounts.peopleOf([organisationId]);
		const delegations = await inside.delegations.inForceOf([organisationId], dayOf(clock.iso()));
		const deputies = new Set(delegations.map(({ deputy_id }) => deputy_id));
		return people
			.filter(({ id, role }) => role === 'lead' || deputies.has(id))
			.map(({ id, name }) => ({ id, name }));
	}

	/** @throws DomainError too-often */
	async function requireRest(
		inside: Queries,
		reportId: string,
		organisationId: string
	): Promise<void> {
		const last = (await inside.signingLinks.openOf([reportId], clock.iso())).find(
			({ organisation_id }) => organisation_id === organisationId
		);
		const wait = last === undefined ? 0 : Date.parse(last.created_at) + rest - clock.now();
		if (wait <= 0) return;
		throw new DomainError('too-often', {
			retryAfter: Math.ceil(wait / 1000),
			message: 'They were sent a link within the last hour. It still works.'
		});
	}

	/**
	 * Sends those who sign for an organisation a link that leads to this signature alone.
	 * @throws DomainError not-found, not-signed-in, not-allowed, conflict (nobody signs for it), too-often
	 */
	return (actor: Actor, reportId: string, organisationId: string): Promise<Asked> =>
		transact(async (inside, emit) => {
			const facts = await signingFacts(deps, inside, actor, reportId, organisationId);
			const { row, organisation, target } = facts;
			access.require(actor, 'report.write', reportTarget(row, target.organisationIds));
			const signers = await signersOf(inside, organisationId);
			if (signers.length === 0) {
				throw new DomainError('conflict', {
					message: `Nobody signs for ${organisation.name} yet. The coordinator can give somebody the role of lead.`
				});
			}
			await requireRest(inside, reportId, organisationId);
			const round = await inside.rounds.byId(row.round_id);
			const expiresAt = new Date(clock.now() + linkLives).toISOString();
			const id = newId();
			for (const { id: memberId } of signers) {
				const secret = newSecret();
				await inside.signingLinks.add({
					id: newId(),
					secret_hash: hashSecret(secret),
					report_id: reportId,
					organisation_id: organisationId,
					member_id: memberId,
					asked_by: memberIdOf(actor),
					created_at: clock.iso(),
					expires_at: expiresAt,
					used_at: null
				});
				const by = 'name' in actor ? actor.name : 'The workspace';
				await mail(inside, {
					memberId,
					kind: 'sign-request',
					key: `sign-request ${id}`,
					subject: `To read and sign: ${row.title}, Progress Report No. ${row.round_number}`,
					text:
						`${by} asks you to read and sign the report for ${organisation.name}` +
						(round === undefined
							? '.'
							: ` by ${dateInWords(round.sign_off_due_on, { year: 'always' })}.`) +
						`\n\nThe link opens this report and nothing else, with your password, until ${dateInWords(expiresAt, { year: 'always', time: true })}. ` +
						'There you can sign it, or return it with a reason.',
					path: `/sign/${secret}`
				});
			}
			await audit(inside, actor, {
				action: 'report.ask-to-sign',
				target: reportId,
				details: { organisation: organisationId, asked: signers.length, expiresAt }
			});
			emit({ type: 'report-changed', reportId });
			return { id, organisation, asked: signers, expiresAt };
		});
}
