// The co-written text behind an address of these pages: that of a report, of a round's synthesis, or of a note.
import type { App } from '#server/app.ts';
import type { Actor } from '#server/kernel/actor.ts';

/** Of the address, as SvelteKit reads it. */
export type Place = { place: 'reports' | 'learning'; id: string };

/** Name of the document. @throws DomainError not-found when it may not be known */
export async function documentOf(app: App, actor: Actor, { place, id }: Place): Promise<string> {
	const owner =
		place === 'learning'
			? await app.notes.byId(actor, id)
			: ((await app.synthesis.find(actor, id)) ?? (await app.reports.byId(actor, id)));
	return owner.documentName;
}
