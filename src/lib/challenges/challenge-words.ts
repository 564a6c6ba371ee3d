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

function helpInWords(open: number, helped: number): string {
	if (helped === 0) return '';
	if (helped < open) return `, ${numberInWords(helped)} with an offer of help`;
	return open === 1 ? ', with an offer of help' : ', each with an offer of help';
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
			? 'No open challenge here'
			: `${opening(counted(open.length, 'open challenge'))}${helpInWords(open.length, helped.length)}`;
	const asked =
		contacts.length === 0
			? 'Nobody has said yet that they can be asked.'
			: `${opening(counted(contacts.length, 'person', 'people'))} can be asked.`;
	return `${first}. ${asked}`;
}
