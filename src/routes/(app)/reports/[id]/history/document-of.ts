// The co-written text behind a report's address, for the pages of its history.
import type { App } from '#server/app.ts';
import type { Actor } from '#server/kernel/actor.ts';

/** Name of the report's document. @throws DomainError not-found when the report may not be known */
export const documentOf = async (app: App, actor: Actor, reportId: string): Promise<string> =>
	(await app.reports.byId(actor, reportId)).documentName;
