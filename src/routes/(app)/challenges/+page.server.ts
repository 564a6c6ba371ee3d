import * as v from 'valibot';
import { read } from '$lib/server/act.ts';
import { challengeListSchema } from '#shared/challenge-input.ts';
import type { PageServerLoad } from './$types';

/** Challenges on one page; the rest follows with `after`. */
const pageSize = 25;

/** An empty choice of the form is none. */
const asked = (url: URL) => {
	const given = [...url.searchParams].filter(([, value]) => value !== '');
	const parsed = v.safeParse(challengeListSchema, Object.fromEntries(given));
	return parsed.success ? parsed.output : {};
};

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const wanted = asked(event.url);
		const { commitment, region, state = 'open' } = wanted;
		const [page, contacts, signatories, pledge] = await Promise.all([
			app.challenges.list(actor, { ...wanted, state, limit: pageSize }),
			app.contacts.list(actor, {
				commitments: commitment === undefined ? undefined : [commitment]
			}),
			app.pledge.signatories(),
			app.pledge.current()
		]);
		return {
			runningHead: [{ label: 'Learning', href: '/learning' }, { label: 'Challenges' }],
			wanted: { commitment: commitment ?? null, region: region ?? '', state },
			page,
			contacts:
				region === undefined ? contacts : contacts.filter(({ member }) => member.region === region),
			regions: [
				...new Set(
					[...signatories.pledgeMakers, ...signatories.pledgeSupporters].map((each) => each.region)
				)
			].toSorted((one, other) => one.localeCompare(other, 'en-GB')),
			commitments: pledge.commitments.map(({ number, title }) => ({ number, title }))
		};
	});
