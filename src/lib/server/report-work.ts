// What the pages about a draft's sections load: the draft and the work on it, for its own people.
import type { App } from '#server/app.ts';
import type { Draft } from '#server/domain/rounds/reports.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { ReportWork } from '$lib/sections/section-work.ts';
import { nameOf } from '$lib/sections/section-names.ts';

/** @throws DomainError not-found */
export async function reportWork(
	app: App,
	actor: Actor,
	reportId: string
): Promise<{ draft: Draft; work: ReportWork }> {
	const draft = await app.reports.draft(actor, reportId);
	const [mayReview, colleagues, remarks, promises, offers] = await Promise.all([
		app.sections.mayReview(actor, reportId),
		app.sections.colleagues(actor, reportId),
		app.remarks.ofReport(actor, reportId),
		app.promises.ofReport(actor, reportId),
		app.evidence.ofReport(actor, reportId)
	]);
	return {
		draft,
		work: {
			reportId,
			mayWrite: draft.abilities.write,
			mayReview,
			colleagues,
			remarks,
			promises,
			offers,
			sections: draft.sections.map((section) => ({ key: section.key, name: nameOf(section) }))
		}
	};
}
