// What pages say about challenges.
import { counted, listed, numberInWords, opening } from '$lib/ui/words.ts';
import type { ChallengeSummary, Contact } from '#shared/challenge-output.ts';

/** "commitment 3", "commitments 2, 3 and 5". */
export const commitmentsInWords = (numbers: readonly number[]): string =>
	`${numbers.length === 1 ? 'commitment' : 'commitments'} ${listed(numbers.map(String))}`;

/** Who sees it, as a list of readers. */
export function readersInWords({
	audience,
	organisation,
	group
}: Pick<ChallengeSummary, 'audience' | 'organisation' | 'group'>): string {
	switch (audience) {
		case 'group':
			return group === null ? 'the members of one group' : `the members of ${group.name}`;
		case 'organisation':
			return organisation.name;
		case 'pledge-makers':
			return 'Pledge Makers';
		case 'pledge-makers-and-supporters':
			return 'Pledge Makers and Pledge Supporters';
	}
}

/** "Three open challenges, two with an offer of help. Four people can be asked." */
export function standingInWords(
	challenges: readonly ChallengeSummary[],
	contacts: readonly Contact[]
): string {
	const open = challenges.filter(({ closed }) => closed === null);
	const helped = open.filter(({ offerCount }) => offerCount > 0);
	const first =
		open.length === 0
			? 'No open challenge here.'
			: `${opening(counted(open.length, 'open challenge'))}${
					helped.length === 0 ? '' : `, ${numberInWords(helped.length)} with an offer of help`
				}.`;
	const asked =
		contacts.length === 0
			? 'Nobody has said yet that they can be asked.'
			: `${opening(counted(contacts.length, 'person', 'people'))} can be asked.`;
	return `${first} ${asked}`;
}
