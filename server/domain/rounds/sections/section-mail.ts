// Who is written to about a section: only those who are asked to do something, and nobody about their own doing.
import type { Actor } from '#server/kernel/actor.ts';
import type { QueueMail } from '#server/domain/mail/mail.ts';
import type { Queries } from '#server/storage/store.ts';
import { dateInWords } from '#shared/dates.ts';
import type { ChangeSection } from '#shared/section-input.ts';
import type { LoadedReport } from '../report-loading.ts';
import type { ReportSection } from '../report-view.ts';

type Said = {
	loaded: LoadedReport;
	/** As it was before. */
	section: ReportSection;
	colleagues: readonly { id: string; isLead: boolean }[];
	/** `remarkId`: of the remark that says which changes are asked. */
	input: ChangeSection & { remarkId: string };
};

export type TellOfSection = (inside: Queries, actor: Actor, said: Said) => Promise<void>;

const nameOf = ({ commitment, title }: ReportSection): string =>
	commitment === null ? `“${title}”` : `commitment ${commitment}`;

export function createSectionMail({ mail }: { mail: QueueMail }): TellOfSection {
	return async (inside, actor, { loaded, section, colleagues, input }) => {
		const { row } = loaded;
		const by = actor.kind === 'member' ? actor.name : 'The workspace';
		const place = `${nameOf(section)} of ${row.title}, Progress Report No. ${row.round_number}`;
		const dueAt = input.dueAt === undefined ? section.dueAt : input.dueAt;
		const ownerId = input.ownerId === undefined ? section.ownerId : input.ownerId;
		const reviewerId = input.reviewerId === undefined ? section.reviewerId : input.reviewerId;
		const state = input.state ?? section.state;

		async function write(
			to: readonly (string | null)[],
			about: { key: string; subject: string; text: string; path: string }
		): Promise<void> {
			const own = actor.kind === 'member' ? actor.memberId : null;
			for (const memberId of new Set(to)) {
				const isColleague = colleagues.some(({ id }) => id === memberId);
				if (memberId === null || memberId === own || !isColleague) continue;
				await mail(inside, { memberId, kind: 'section', ...about });
			}
		}

		if (typeof input.ownerId === 'string' && input.ownerId !== section.ownerId) {
			const until =
				dueAt === null ? '' : ` It is due on ${dateInWords(dueAt, { year: 'always' })}.`;
			await write([ownerId], {
				key: `section-owner ${row.id} ${section.key} ${dueAt}`,
				subject: `Yours to write: ${place}`,
				text: `${by} has put down ${place}, as yours to write.${until}`,
				path: `/reports/${row.id}#${section.key}`
			});
		}

		const isAskedToReview =
			state === 'ready-for-review' &&
			(input.state !== undefined ||
				(input.reviewerId ?? section.reviewerId) !== section.reviewerId);
		if (isAskedToReview) {
			const leads = colleagues.filter(({ isLead }) => isLead).map(({ id }) => id);
			await write(reviewerId === null ? leads : [reviewerId], {
				key: `section-review ${row.id} ${section.key} ${section.sha256}`,
				subject: `Ready for your review: ${place}`,
				text: `${by} asks you to read ${place}, and to agree it or say what should change.`,
				path: `/reports/${row.id}/sections/${section.key}`
			});
		}

		if (input.state === 'changes-asked') {
			await write([ownerId], {
				key: `section-changes ${input.remarkId}`,
				subject: `Changes asked: ${place}`,
				text:
					input.reason === undefined
						? `${by} asks for changes in ${place}.`
						: `${by} asks for changes in ${place}:\n\n${input.reason}`,
				path: `/reports/${row.id}#${section.key}`
			});
		}
	};
}
