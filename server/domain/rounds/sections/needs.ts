// What a member is asked to do in reports: write, review, answer, put right what a lead has returned.
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Store } from '#server/storage/store.ts';
import type { SectionState } from '#shared/states.ts';
import type { LoadedReport, LoadReports } from '../report-loading.ts';
import { viewOf, type ReportSection } from '../report-view.ts';

type InReport = { reportId: string; reportTitle: string };
type InSection = InReport & {
	key: string;
	title: string;
	commitment: number | null;
	state: SectionState;
	dueAt: string | null;
};

export type Need =
	/** A lead has sent the report back. */
	| (InReport & { kind: 'returned'; remarkId: string; by: string; sectionKey: string | null })
	| (InSection & { kind: 'review'; ownerName: string | null })
	| (InSection & { kind: 'write' })
	/** Promises of the last round without an answer, in sections of mine and of nobody. */
	| (InReport & { kind: 'promises'; count: number; sectionKey: string });

export type NeedsDeps = { store: Store; access: Access; load: LoadReports };

export type Needs = ReturnType<typeof createNeeds>;

const later = '9999-12-31';

export function createNeeds({ store, access, load }: NeedsDeps) {
	function needsIn(actor: Actor & { kind: 'member' }, loaded: LoadedReport): Need[] {
		const { row, target, promises, remarks } = loaded;
		const report = viewOf(access, actor, loaded);
		const inReport: InReport = { reportId: row.id, reportTitle: row.title };
		const isMine = ({ ownerId }: ReportSection): boolean => ownerId === actor.memberId;

		const isToReview = (section: ReportSection): boolean =>
			section.state === 'ready-for-review' &&
			(section.reviewerId === actor.memberId ||
				(section.reviewerId === null && !isMine(section))) &&
			access.can(actor, 'section.review', {
				...target,
				kind: 'section',
				reviewerId: section.reviewerId
			});
		const isToWrite = (section: ReportSection): boolean =>
			report.abilities.write &&
			isMine(section) &&
			['not-started', 'drafting', 'changes-asked'].includes(section.state);

		const inSections = report.sections.flatMap((section): Need[] => {
			const { key, title, commitment, state, dueAt, ownerName } = section;
			const inSection = { ...inReport, key, title, commitment, state, dueAt };
			if (isToReview(section)) return [{ ...inSection, kind: 'review', ownerName }];
			return isToWrite(section) ? [{ ...inSection, kind: 'write' }] : [];
		});
		if (!report.abilities.write) return inSections;

		const returned = remarks
			.filter(({ kind }) => kind === 'returned')
			.map((remark): Need => {
				const { id, author_name, section_key } = remark;
				return {
					...inReport,
					kind: 'returned',
					remarkId: id,
					by: author_name,
					sectionKey: section_key
				};
			});
		const open = promises.filter(({ outcome, section_key }) => {
			const section = report.sections.find(({ key }) => key === section_key);
			return outcome === null && (section?.ownerId == null || isMine(section));
		});
		const [first] = open;
		return [
			...returned,
			...inSections,
			...(first === undefined
				? []
				: [
						{
							...inReport,
							kind: 'promises',
							count: open.length,
							sectionKey: first.section_key
						} as const
					])
		];
	}

	const kinds: readonly Need['kind'][] = ['returned', 'review', 'write', 'promises'];
	const dueOf = (need: Need): string => ('dueAt' in need ? (need.dueAt ?? later) : later);
	/** What was returned first, then what is due soonest. */
	const inOrder = (one: Need, other: Need): number =>
		Number(other.kind === 'returned') - Number(one.kind === 'returned') ||
		dueOf(one).localeCompare(dueOf(other)) ||
		kinds.indexOf(one.kind) - kinds.indexOf(other.kind);

	return {
		/** In the order in which one would turn to it. */
		async of(actor: Actor): Promise<Need[]> {
			if (actor.kind !== 'member') return [];
			const rows = await store.rounds.beingWrittenBy(
				actor.seats.map(({ organisationId }) => organisationId)
			);
			const reports = await load(store, rows);
			return reports.flatMap((loaded) => needsIn(actor, loaded)).toSorted(inOrder);
		}
	};
}
