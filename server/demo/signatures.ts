// A signature under the open round's draft of Leeds, given before its last change: its page shows what a lead reads
// again, and what still holds.
import { newId } from '#server/kernel/ids.ts';
import type { DocumentContent } from '#server/domain/collaboration/derive.ts';
import { reportText } from '#server/domain/rounds/report-text.ts';
import { parseTemplate } from '#server/domain/rounds/template.ts';
import type { Store } from '#server/storage/store.ts';
import { organisations } from './people.ts';

/** Signed so long (ms) before the last change. */
const before = 4 * 60_000;

/** Comes after everything that stands in the draft. */
export async function seedSignature(
	inside: Store,
	by: { memberId: string; organisationId: string },
	contentOf: (updates: readonly Uint8Array[]) => DocumentContent
): Promise<void> {
	const round = (await inside.rounds.list()).find(({ state }) => state === 'open');
	const reports = await inside.rounds.reportsOfRound(round?.id ?? '');
	const named = await inside.rounds.organisationsOf(reports.map(({ id }) => id));
	const report = reports.find((each) =>
		named.some(({ report_id, id }) => report_id === each.id && id === by.organisationId)
	);
	if (report === undefined) throw new Error('the demonstration has no draft of Leeds');
	const updates = await inside.documents.updatesAfter(report.document_name, 0);
	const signed = updates.slice(0, -1);
	const [head, last] = [signed.at(-1), updates.at(-1)];
	if (head === undefined || last === undefined) throw new Error('the draft of Leeds is empty');
	const at = new Date(Date.parse(last.at) - before).toISOString();

	const template = await inside.rounds.template(report.template_version);
	const keys = parseTemplate(template?.sections ?? '[]').map(({ key }) => key);
	const promises = await inside.promises.ofReports([report.id]);
	const textAfter = (rows: typeof updates) =>
		reportText(
			keys,
			{ seq: rows.length, content: contentOf(rows.map(({ bytes }) => bytes)) },
			promises
		);
	const [text, now] = [textAfter(signed), textAfter(updates)];
	const versionId = newId();
	const member = await inside.accounts.member(by.memberId);
	await inside.versions.add({
		id: versionId,
		document_name: report.document_name,
		seq: head.seq,
		kind: 'signed',
		name: `Signed by ${member?.name ?? ''} for ${organisations.leedsCouncil.name}`,
		at: head.at,
		member_id: by.memberId,
		created_at: at
	});
	const signatureId = newId();
	await inside.signatures.add(
		{
			id: signatureId,
			report_id: report.id,
			organisation_id: by.organisationId,
			member_id: by.memberId,
			on_behalf_of: null,
			signed_in_with: 'password',
			sha256: text.sha256,
			version_id: versionId,
			at
		},
		text.sections
	);
	// As if its lead had been told: a start sends no mail about it.
	await inside.signatures.addVoidings(
		text.sections
			.filter(({ sha256 }, index) => sha256 !== now.sections[index]?.sha256)
			.map(({ key }) => ({ signature_id: signatureId, key, at: last.at }))
	);
}
