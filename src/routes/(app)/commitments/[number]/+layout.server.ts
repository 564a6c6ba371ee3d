import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { read } from '$lib/server/act.ts';
import { commitmentParamSchema } from '#shared/discussion-input.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:threads');
		const number = v.safeParse(commitmentParamSchema, event.params.number);
		if (!number.success) error(404, 'There are seven commitments.');
		const [pledge, threads] = await Promise.all([
			app.pledge.current(),
			app.discussions.ofPlace(actor, { kind: 'commitment', number: number.output })
		]);
		const wordingIn = (version: (typeof pledge.versions)[number]): string =>
			version.commitments.find((each) => each.number === number.output)?.wording ?? '';
		const wording = wordingIn(pledge);
		return {
			commitment: {
				number: number.output,
				wording,
				version: pledge.version,
				/** Earlier versions of the pledge that say it differently. */
				earlier: pledge.versions
					.filter((version) => !['', wording].includes(wordingIn(version)))
					.map((version) => ({ version: version.version, wording: wordingIn(version) }))
			},
			threads
		};
	});
