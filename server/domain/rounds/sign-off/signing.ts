// Putting one's name to a report: bound to exactly the words that were read, whichever way they might change meanwhile.
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Queries } from '#server/storage/store.ts';
import type { Sign } from '#shared/sign-off-input.ts';
import type { SignedInWith } from '#shared/states.ts';
import { isStillThis, type LoadedReport } from '../report-loading.ts';
import { signingFacts, type SignOffDeps } from './sign-off-deps.ts';
import { signatureOf, type Signature } from './standing.ts';

/** Somebody who types while another signs changes the text now and then between reading and writing it down. */
const mostTries = 5;

const otherWords = (): DomainError =>
	new DomainError('conflict', {
		message:
			'The text has changed since you read it. Nothing was signed: read what changed, then sign.'
	});

const howSignedIn = (actor: Actor): SignedInWith => {
	if (actor.kind === 'signer') return 'mail-link';
	return actor.kind === 'member' && actor.token !== undefined ? 'api-token' : 'password';
};

export function createSigning(deps: SignOffDeps) {
	const { store, transact, access, audit, clock, load } = deps;

	/** The frozen text, kept in the history for good; null when nothing was written. */
	async function freeze(
		inside: Queries,
		loaded: LoadedReport,
		by: { memberId: string; name: string; organisation: string }
	): Promise<string | null> {
		const { document_name } = loaded.row;
		const head = await inside.versions.headAt(document_name, loaded.text.seq);
		if (head === undefined) return null;
		const id = newId();
		await inside.versions.add({
			id,
			document_name,
			seq: head.seq,
			kind: 'signed',
			name: `Signed by ${by.name} for ${by.organisation}`,
			at: head.at,
			member_id: by.memberId,
			created_at: clock.iso()
		});
		return id;
	}

	/** A lead who signs has nothing to send back any more. */
	async function settleReturns(
		inside: Queries,
		reportId: string,
		{ organisationId, memberId }: { organisationId: string; memberId: string }
	): Promise<void> {
		for (const remark of await inside.remarks.openOf([reportId])) {
			if (remark.kind !== 'returned' || remark.organisation_id !== organisationId) continue;
			await inside.remarks.resolve(remark.id, { memberId, at: clock.iso() });
		}
	}

	/** Whether it was signed; null when the text has moved on since it was loaded. */
	const tryToSign = (
		actor: Actor,
		memberId: string,
		organisationId: string,
		loaded: LoadedReport
	): Promise<string | null> =>
		transact(async (inside, emit) => {
			const reportId = loaded.row.id;
			await inside.versions.lock(loaded.row.document_name);
			const facts = await signingFacts(deps, inside, actor, reportId, organisationId);
			access.require(actor, 'report.sign', facts.target);
			if (!(await isStillThis(inside, loaded))) return null;
			const { organisation, inPlaceOf } = facts;
			const earlier = (await inside.signatures.ofReports([reportId])).findLast(
				(row) => row.organisation_id === organisationId
			);
			// A second press of the button.
			if (earlier?.member_id === memberId && earlier.sha256 === loaded.text.sha256) {
				return earlier.id;
			}
			const member = await inside.accounts.member(memberId);
			const id = newId();
			await inside.signatures.add(
				{
					id,
					report_id: reportId,
					organisation_id: organisationId,
					member_id: memberId,
					on_behalf_of: inPlaceOf?.id ?? null,
					signed_in_with: howSignedIn(actor),
					sha256: loaded.text.sha256,
					version_id: await freeze(inside, loaded, {
						memberId,
						name: member?.name ?? '',
						organisation: organisation.name
					}),
					at: clock.iso()
				},
				loaded.text.sections
			);
			await settleReturns(inside, reportId, { organisationId, memberId });
			await inside.signingLinks.use(
				{ report_id: reportId, organisation_id: organisationId, member_id: memberId },
				clock.iso()
			);
			await audit(inside, actor, {
				action: 'report.sign',
				target: reportId,
				details: {
					signature: id,
					organisation: organisationId,
					inPlaceOf: inPlaceOf?.id ?? null,
					sha256: loaded.text.sha256,
					signedInWith: howSignedIn(actor)
				}
			});
			emit({ type: 'report-changed', reportId });
			return id;
		});

	/**
	 * Signs a report for one of its organisations.
	 * @throws DomainError not-found, not-signed-in, not-allowed, conflict (the text is not what was read: nothing is kept)
	 */
	return async function sign(
		actor: Actor,
		reportId: string,
		{ organisationId, sha256 }: Sign
	): Promise<Signature> {
		const memberId = memberIdOf(actor);
		for (let tries = 0; tries < mostTries; tries += 1) {
			const { row, target } = await signingFacts(deps, store, actor, reportId, organisationId);
			access.require(actor, 'report.sign', target);
			if (memberId === null) throw new DomainError('not-signed-in');
			const [loaded] = await load(store, [row]);
			if (loaded?.text.sha256 !== sha256) throw otherWords();
			const id = await tryToSign(actor, memberId, organisationId, loaded);
			if (id === null) continue;
			const made = (await store.signatures.ofReports([reportId])).find((each) => each.id === id);
			if (made === undefined) throw new Error(`signature ${id} vanished`);
			return signatureOf(made, await store.signatures.sectionsOf([id]), loaded.text);
		}
		throw otherWords();
	};
}
