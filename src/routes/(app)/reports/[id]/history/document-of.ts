// The co-written text behind an address of these pages: that of a report, or of a round's synthesis.
import type { App } from '#server/app.ts';
import type { Actor } from '#server/kernel/actor.ts';

/** Name of the document. @throws DomainError not-found when it may not be known */
export async function documentOf(app: App, actor: Actor, id: string): Promise<string> {
	const owner = (await app.synthesis.find(actor, id)) ?? (await app.reports.byId(actor, id));
	return owner.documentName;
}
