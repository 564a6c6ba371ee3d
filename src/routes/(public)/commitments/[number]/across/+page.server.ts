// One commitment from all reports of a round, beside the round before.
import { leadOf } from '$lib/record/lead.ts';
import { withScrollingTables } from '$lib/record/scrolling-tables.ts';
import { read } from '$lib/server/act.ts';
import { askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';
import type { AcrossAnswer } from '#server/domain/rounds/record/read-across.ts';

export const csr = false;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { commitment, filter } = askedOf(event);
		const across = await app.record.across(actor, commitment, filter);
		if (across === null) return { commitment, filter, across, query: '' };
		const toShown = (name: string, { html, ...answer }: AcrossAnswer) => {
			const { lead, rest } = leadOf(html);
			return {
				title: answer.title,
				address: answer.address,
				answers: answer.answers.map((each) => ({ ...each, link: null })),
				lead: withScrollingTables(lead, name),
				rest: rest === null ? null : { ...rest, html: withScrollingTables(rest.html, name) }
			};
		};
		return {
			commitment,
			filter,
			/** Asks for the same of another commitment. */
			query: `?${new URLSearchParams({
				round: String(across.roundNumber),
				...(filter.region === undefined ? {} : { region: filter.region }),
				...(filter.kind === undefined ? {} : { kind: filter.kind })
			})}`,
			across: {
				...across,
				entries: across.entries.map((entry) => ({
					...entry,
					now: entry.now === null ? null : toShown(`${entry.title}, this round`, entry.now),
					before: entry.before.map((each) => toShown(`${entry.title}, last round`, each))
				}))
			}
		};
	});
