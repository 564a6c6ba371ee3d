// Offering a note or a post to an organisation's section: `?note=` or `?post=`.
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { sectionInWords } from '$lib/evidence/section-words.ts';
import { offerFormSchema } from '#shared/evidence-input.ts';
import { sectionKeys } from '#shared/sections.ts';
import type { EvidenceSource } from '#shared/states.ts';
import type { Actions, PageServerLoad } from './$types';

function sourceOf({ url }: RequestEvent): { kind: EvidenceSource; id: string } {
	const note = url.searchParams.get('note');
	const id = note ?? url.searchParams.get('post');
	if (id === null) error(404, 'Say what you want to offer: choose it on a note or on a post.');
	return { kind: note === null ? 'post' : 'note', id };
}

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const source = await app.evidence.source(actor, sourceOf(event));
		const { pledgeMakers } = await app.pledge.signatories();
		const own = actor.kind === 'member' ? actor.seats.map((seat) => seat.organisationId) : [];
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				{ label: 'Evidence', href: '/evidence' },
				{ label: 'Offer' }
			],
			source,
			organisations: pledgeMakers.map(({ organisationId: id, organisation: name }) => ({
				id,
				name,
				isOwn: own.includes(id)
			})),
			sections: sectionKeys.map((key) => ({ key, name: sectionInWords(key) }))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, offerFormSchema, async (actor, input) => {
			const source = sourceOf(event);
			const offer = await event.locals.app.evidence.offer(actor, { source, ...input });
			redirect(303, `/evidence#offer-${offer.id}`);
		})
};
