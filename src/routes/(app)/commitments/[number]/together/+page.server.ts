// Everything there is on one commitment, for members.
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { leadOf } from '$lib/record/lead.ts';
import { withScrollingTables } from '$lib/record/scrolling-tables.ts';
import { read } from '$lib/server/act.ts';
import { dayOf } from '#shared/dates.ts';
import { togetherQuerySchema } from '#shared/together-input.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const number = Number(event.params.number);
		const asked = v.safeParse(togetherQuerySchema, Object.fromEntries(event.url.searchParams));
		if (!asked.success) error(404, 'There is nothing at this address.');
		const { round, organisation, region, kind } = asked.output;
		const [together, mentions] = await Promise.all([
			app.together.read(actor, number, {
				roundNumber: round,
				organisationId: organisation,
				region,
				body: kind
			}),
			app.links.mentions(actor, { kind: 'commitment', id: String(number) })
		]);
		const { across, moments, notes, challenges, threads, choices } = together;
		const toShown = (name: string, answer: { html: string; words: number; address: string }) => {
			const { lead, rest: more } = leadOf(answer.html);
			return {
				words: answer.words,
				address: answer.address,
				lead: withScrollingTables(lead, name),
				rest: more === null ? null : { ...more, html: withScrollingTables(more.html, name) }
			};
		};
		return {
			runningHead: [
				{ label: 'Commitments', href: '/commitments' },
				{ label: `Commitment ${number}`, href: `/commitments/${number}` },
				{ label: 'Everything together' }
			],
			notes,
			challenges,
			threads,
			choices,
			filter: { round, organisation, region, kind },
			mentions,
			days: [...Map.groupBy(moments, ({ at }) => dayOf(at))].map(([day, entries]) => ({
				day,
				entries
			})),
			across:
				across === null
					? null
					: {
							roundNumber: across.roundNumber,
							beforeNumber: across.beforeNumber,
							rounds: across.rounds,
							missing: across.entries.filter(({ now }) => now === null).map(({ title }) => title),
							entries: across.entries
								.filter(({ now }) => now !== null)
								.map(({ title, isSample, now, before }) => ({
									title,
									isSample,
									now: now === null ? null : toShown(title, now),
									before: before.map(({ title: name, address, words }) => ({
										name,
										address,
										words
									}))
								}))
						}
		};
	});
