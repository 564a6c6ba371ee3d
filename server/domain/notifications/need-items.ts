// What follows from how reports and actions stand, as items of the inbox. Pure. Such an item is named by what it is
// about, so that what its reader has done with it is found again.
import type { Need } from '#server/domain/rounds/sections/needs.ts';
import type { WaitingForMe } from '#server/domain/rounds/sign-off/standings.ts';
import { counted, listed, opening } from '#shared/counting-words.ts';
import type { NewItem } from './item.ts';

const inReport = {
	needsMe: true,
	by: null,
	at: null,
	dueAt: null,
	mayBeDone: false
} as const;

const nameOf = ({ commitment, title }: { commitment: number | null; title: string }): string =>
	commitment === null ? title : `Commitment ${commitment}`;

/** A report that waits for its reader's signature. */
export function signatureItem(waiting: WaitingForMe): NewItem {
	const { reportId, organisation, inPlaceOf, state, changed, title, roundNumber } = waiting;
	const place = inPlaceOf === null ? '' : `, in place of ${inPlaceOf.name}`;
	return {
		...inReport,
		id: `sign.${reportId}.${organisation.id}`,
		kind: 'sign',
		kindInWords: 'Signature',
		title: `${title}, No. ${roundNumber}`,
		why:
			state === 'voided'
				? `Words you had signed have changed in ${listed(changed)}.`
				: `Waits for you to sign for ${organisation.name}${place}.`,
		act: 'Read and sign',
		path: `/reports/${reportId}/sign?for=${organisation.id}`
	};
}

const writing = {
	'not-started': { kindInWords: 'Section waiting', act: 'Write' },
	'changes-asked': { kindInWords: 'Changes asked', act: 'Revise' }
};

/** What a report asks of its reader. */
export function needItem(need: Need): NewItem {
	const { reportId, reportTitle } = need;
	switch (need.kind) {
		case 'returned':
			return {
				...inReport,
				id: `returned.${need.remarkId}`,
				kind: 'returned',
				kindInWords: 'Returned',
				title: reportTitle,
				why: `${need.by} has returned it with a reason.`,
				by: need.by,
				act: 'Read why',
				path: `/reports/${reportId}/remarks#remark-${need.remarkId}`
			};
		case 'review': {
			const { key, commitment, title, ownerName, dueAt } = need;
			const who = ownerName === null ? 'It is ready for review.' : `${ownerName} says it is ready.`;
			return {
				...inReport,
				id: `review.${reportId}.${key}`,
				kind: 'review',
				kindInWords: 'Review',
				title: `${nameOf(need)}, ${reportTitle}`,
				why: commitment === null ? who : `${title}. ${who}`,
				by: ownerName,
				dueAt,
				act: 'Read and review',
				path: `/reports/${reportId}/sections/${key}`
			};
		}
		case 'write': {
			const { key, commitment, title, state, dueAt } = need;
			const words =
				state in writing
					? writing[state as keyof typeof writing]
					: { kindInWords: 'Section begun', act: 'Write on' };
			return {
				...inReport,
				...words,
				id: `write.${reportId}.${key}`,
				kind: 'write',
				title: `${nameOf(need)}, ${reportTitle}`,
				why: commitment === null ? 'Yours to write.' : `${title}. Yours to write.`,
				dueAt,
				path: `/reports/${reportId}#${key}`
			};
		}
		case 'promises':
			return {
				...inReport,
				id: `promises.${reportId}`,
				kind: 'promises',
				kindInWords: 'You said, you did',
				title: `${opening(counted(need.count, 'promise'))}, ${reportTitle}`,
				why: 'Say what came of the Next Steps you published last.',
				act: 'Answer',
				path: `/reports/${reportId}/promises`
			};
	}
}

/** An action of the reader's that is late, or due soon. */
export type ActionDue = {
	id: string;
	words: string;
	dueOn: string | null;
	group: { name: string } | null;
};

export const actionItem = ({ id, words, dueOn, group }: ActionDue): NewItem => ({
	...inReport,
	id: `action.${id}`,
	kind: 'action-due',
	kindInWords: 'Action',
	title: words,
	why: group === null ? 'Yours to do.' : `Yours to do, for ${group.name}.`,
	dueAt: dueOn,
	act: 'Say how it stands',
	path: `/actions/${id}`
});
