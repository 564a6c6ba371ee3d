// What holds a report back, in words. Pure.
import type { HoldingKind, HoldsBack } from '#server/domain/rounds/publication/holding-back.ts';

export const kindWords: Record<HoldingKind, string> = {
	unsigned: 'Signature missing',
	'signature-voided': 'Changed since signed',
	'not-intended': 'Not meant to be published',
	'promise-unanswered': 'Promise not answered',
	'remark-open': 'Remark not settled',
	unreadable: 'Cannot be read',
	accessibility: 'Hard to follow',
	'broken-link': 'Link leads nowhere',
	'small-group': 'Small group',
	'nhs-number': 'NHS number',
	'date-of-birth': 'Date of birth',
	'personal-email': 'Somebody’s e-mail address'
};

export type CountedHolding = Pick<HoldsBack, 'kind' | 'section' | 'message'> & { count: number };

/** What is not accepted; the same thing in the same section is said once, with how often. */
export function countedHoldings(holdsBack: readonly HoldsBack[]): CountedHolding[] {
	const counted: CountedHolding[] = [];
	for (const { kind, section, message, accepted } of holdsBack) {
		if (accepted !== undefined) continue;
		const same = counted.find((each) => each.section === section && each.message === message);
		if (same === undefined) counted.push({ kind, section, message, count: 1 });
		else same.count += 1;
	}
	return counted;
}
