// A lead who does not sign says what should change: a remark that everybody who writes the report sees at once.
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Queries } from '#server/storage/store.ts';
import type { Return } from '#shared/sign-off-input.ts';
import { signingFacts, type SignOffDeps } from './sign-off-deps.ts';
import type { Named } from './standing.ts';

export type Returned = {
	id: string;
	organisation: Named;
	author: Named;
	/** Key of the section it is about; null: the whole report. */
	section: string | null;
	reason: string;
	at: string;
};

export function createReturning(deps: SignOffDeps) {
	const { transact, access, audit, clock, mail } = deps;

	/** Everybody who writes the report, but for who returns it. */
	async function writersOf(inside: Queries, reportId: string, but: string): Promise<string[]> {
		const organisations = await inside.rounds.organisationsOf([reportId]);
		const people = await inside.accounts.peopleOf(organisations.map(({ id }) => id));
		const ids = people.filter(({ role }) => role !== 'reader').map(({ id }) => id);
		return [...new Set(ids)].filter((id) => id !== but);
	}

	/**
	 * Returns a report with a reason. The section it is about, if one is named, waits for changes then.
	 * @throws DomainError not-found, not-signed-in, not-allowed, invalid (no such section)
	 */
	return (
		actor: Actor,
		reportId: string,
		{ organisationId, reason, section: named = '' }: Return
	): Promise<Returned> =>
		transact(async (inside, emit) => {
			const facts = await signingFacts(deps, inside, actor, reportId, organisationId);
			const { row, organisation, target } = facts;
			access.require(actor, 'report.sign', target);
			const memberId = memberIdOf(actor);
			if (memberId === null) throw new DomainError('not-signed-in');
			const section = named === '' ? null : named;
			const sections = await inside.rounds.sectionsOf([reportId]);
			if (section !== null && !sections.some(({ key }) => key === section)) {
				throw new DomainError('invalid', {
					field: 'section',
					message: 'There is no such section.'
				});
			}
			const remark = {
				id: newId(),
				report_id: reportId,
				section_key: section,
				kind: 'returned' as const,
				organisation_id: organisationId,
				author_id: memberId,
				body: reason,
				created_at: clock.iso(),
				resolved_at: null,
				resolved_by: null
			};
			await inside.remarks.add(remark);
			if (section !== null) {
				await inside.rounds.setSection(reportId, section, { state: 'changes-asked' });
			}
			await inside.signingLinks.use(
				{ report_id: reportId, organisation_id: organisationId, member_id: memberId },
				clock.iso()
			);
			const name = (await inside.accounts.member(memberId))?.name ?? '';
			for (const writer of await writersOf(inside, reportId, memberId)) {
				await mail(inside, {
					memberId: writer,
					kind: 'returned',
					key: `returned ${remark.id}`,
					subject: `Returned: ${row.title}, Progress Report No. ${row.round_number}`,
					text:
						`${name} has read the report for ${organisation.name} and asks for a change before signing it:\n\n` +
						`${reason}\n\nWhen it is done, ask for the signature again. Signatures under it stay as they are.`,
					path: `/reports/${reportId}${section === null ? '' : `#${section}`}`
				});
			}
			await audit(inside, actor, {
				action: 'report.return',
				target: reportId,
				details: { remark: remark.id, organisation: organisationId, section }
			});
			emit({ type: 'report-changed', reportId });
			return {
				id: remark.id,
				organisation,
				author: { id: memberId, name },
				section,
				reason,
				at: remark.created_at
			};
		});
}
