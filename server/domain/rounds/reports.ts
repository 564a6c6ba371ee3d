// Progress reports: who writes which, their ten sections, and the draft as its writers see it.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { ReportTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { DocumentContent, FieldContent } from '#server/domain/collaboration/derive.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Store } from '#server/storage/store.ts';
import { sectionField } from '#shared/editor-schema.ts';
import type { StartReport } from '#shared/report-input.ts';
import type { ReportState, SectionState } from '#shared/states.ts';
import { reportAsHtml, reportAsText } from './report-export.ts';
import { freeSlug, slugOf } from './report-slug.ts';
import type { Round, Rounds } from './rounds.ts';
import { parseTemplate, type TemplateSection } from './template.ts';

export type ReportOrganisation = { id: string; name: string; shortName: string };

export type ReportSection = {
	key: string;
	title: string;
	/** 1 … 7 when the section answers a commitment. */
	commitment: number | null;
	state: SectionState;
	ownerId: string | null;
	ownerName: string | null;
	dueOn: string | null;
};

export type Report = {
	id: string;
	title: string;
	slug: string;
	state: ReportState;
	isSample: boolean;
	roundId: string;
	roundNumber: number;
	organisations: ReportOrganisation[];
	documentName: string;
	sections: ReportSection[];
	abilities: { read: boolean; write: boolean };
};

export type SectionText = {
	html: string;
	text: string;
	words: number;
};

export type DraftSection = ReportSection &
	SectionText & {
		instruction: string;
		/** The official wording, in the version of the pledge this round answers. */
		wording: string | null;
		/** What the same organisations published in this section last. */
		previous: { roundNumber: number; title: string; html: string; url: string } | null;
	};

export type Draft = Omit<Report, 'sections'> & { round: Round; sections: DraftSection[] };

export type ReportsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	rounds: Rounds;
	/** The text of a document as the server holds it now. */
	content(documentName: string): Promise<DocumentContent>;
};

const emptyField: Pick<FieldContent, 'html' | 'text' | 'words'> = { html: '', text: '', words: 0 };

export type Reports = ReturnType<typeof createReports>;

export function createReports({
	store,
	transact,
	access,
	audit,
	clock,
	rounds,
	content
}: ReportsDeps) {
	const targetOf = (row: ReportWithRound, organisationIds: readonly string[]): ReportTarget => ({
		kind: 'report',
		state: row.state,
		roundState: row.round_state,
		organisationIds
	});

	async function templateOf(roundId: string): Promise<TemplateSection[]> {
		const round = await store.rounds.byId(roundId);
		const template =
			round === undefined ? undefined : await store.rounds.template(round.template_version);
		if (template === undefined) throw new Error(`round ${roundId} has no template`);
		return parseTemplate(template.sections);
	}

	/** Those of the rows the actor may see, complete. */
	async function toReports(actor: Actor, rows: ReportWithRound[]): Promise<Report[]> {
		const ids = rows.map((row) => row.id);
		const [organisations, sections] = await Promise.all([
			store.rounds.organisationsOf(ids),
			store.rounds.sectionsOf(ids)
		]);
		const templates = new Map<string, TemplateSection[]>();
		for (const roundId of new Set(rows.map((row) => row.round_id))) {
			templates.set(roundId, await templateOf(roundId));
		}
		const reports = rows.map(async (row): Promise<Report | null> => {
			const own = organisations.filter((organisation) => organisation.report_id === row.id);
			const target = targetOf(
				row,
				own.map((organisation) => organisation.id)
			);
			if (!access.can(actor, 'report.see', target)) return null;
			const fields = await content(row.document_name);
			return {
				id: row.id,
				title: row.title,
				slug: row.slug,
				state: row.state,
				isSample: row.is_sample === 1,
				roundId: row.round_id,
				roundNumber: row.round_number,
				organisations: own.map(({ id, name, short_name }) => ({ id, name, shortName: short_name })),
				documentName: row.document_name,
				sections: (templates.get(row.round_id) ?? []).map(({ key, title, commitment }) => {
					const stored = sections.find(
						(section) => section.report_id === row.id && section.key === key
					);
					const words = fields[sectionField(key)]?.words ?? 0;
					return {
						key,
						title,
						commitment,
						state: currentState(stored?.state ?? 'not-started', words),
						ownerId: stored?.owner_id ?? null,
						ownerName: stored?.owner_name ?? null,
						dueOn: stored?.due_on ?? null
					};
				}),
				abilities: {
					read: access.can(actor, 'report.read', target),
					write: access.can(actor, 'report.write', target)
				}
			};
		});
		return (await Promise.all(reports)).filter((report) => report !== null);
	}

	async function seen(actor: Actor, row: ReportWithRound | undefined): Promise<Report> {
		const [report] = row === undefined ? [] : await toReports(actor, [row]);
		if (report === undefined) throw notFound();
		return report;
	}

	async function readable(actor: Actor, row: ReportWithRound | undefined): Promise<Report> {
		const report = await seen(actor, row);
		if (!report.abilities.read) throw notFound();
		return report;
	}

	async function previousSections(
		actor: Actor,
		report: Report
	): Promise<Map<string, DraftSection['previous']>> {
		const row = await store.rounds.previousReport(
			report.roundNumber,
			report.organisations.map((organisation) => organisation.id)
		);
		if (row === undefined) return new Map();
		const previous = await readable(actor, row);
		const fields = await content(previous.documentName);
		return new Map(
			previous.sections.map(({ key, title }) => [
				key,
				{
					roundNumber: previous.roundNumber,
					title,
					html: fields[sectionField(key)]?.html ?? '',
					url: `/rounds/${previous.roundNumber}/reports/${previous.slug}#${key}`
				}
			])
		);
	}

	async function withText(actor: Actor, report: Report): Promise<Draft> {
		const [round, fields, template, versions, previous] = await Promise.all([
			rounds.byId(actor, report.roundId),
			content(report.documentName),
			templateOf(report.roundId),
			wordingOf(report.roundId),
			previousSections(actor, report)
		]);
		return {
			...report,
			round,
			sections: report.sections.map((section) => {
				const { html, text, words } = fields[sectionField(section.key)] ?? emptyField;
				const before = previous.get(section.key);
				return {
					...section,
					instruction: template.find(({ key }) => key === section.key)?.instruction ?? '',
					wording: section.commitment === null ? null : (versions.get(section.commitment) ?? null),
					html,
					text,
					words,
					previous: before === undefined || before === null || before.html === '' ? null : before
				};
			})
		};
	}

	async function wordingOf(roundId: string): Promise<Map<number, string>> {
		const [round, commitments] = await Promise.all([
			store.rounds.byId(roundId),
			store.pledge.commitments()
		]);
		return new Map(
			commitments
				.filter(({ version }) => version === round?.pledge_version)
				.map(({ number, wording }) => [number, wording])
		);
	}

	return {
		/** Reports of a round that the actor may see, by title. @throws DomainError not-found */
		async listForRound(actor: Actor, roundId: string): Promise<Report[]> {
			const round = await rounds.byId(actor, roundId);
			return toReports(actor, await store.rounds.reportsOfRound(round.id));
		},

		/** One report without its text. @throws DomainError not-found */
		async byId(actor: Actor, id: string): Promise<Report> {
			return seen(actor, await store.rounds.report(id));
		},

		/** A report with the text of each section, as its writers and readers see it. @throws DomainError not-found */
		async draft(actor: Actor, id: string): Promise<Draft> {
			return withText(actor, await readable(actor, await store.rounds.report(id)));
		},

		asHtml: reportAsHtml,
		asText: reportAsText,

		/** A published report at its public address. @throws DomainError not-found */
		async published(actor: Actor, roundNumber: number, slug: string): Promise<Draft> {
			const round = await rounds.byNumber(actor, roundNumber);
			const row = await store.rounds.reportBySlug(round.id, slug);
			if (row?.state !== 'published') throw notFound();
			return withText(actor, await readable(actor, row));
		},

		/** Pledge Makers named by no report of this round that the actor may see, by name. A draft of others does
		 *  not show by their absence here either. @throws DomainError not-found */
		async notYetReported(actor: Actor, roundId: string): Promise<ReportOrganisation[]> {
			const round = await rounds.byId(actor, roundId);
			const visible = await toReports(actor, await store.rounds.reportsOfRound(round.id));
			const named = new Set(
				visible
					.filter((report) => round.state !== 'published' || report.state === 'published')
					.flatMap((report) => report.organisations.map(({ id }) => id))
			);
			return (await store.rounds.organisations())
				.filter(({ kind, id }) => kind === 'pledge-maker' && !named.has(id))
				.map(({ id, name, short_name }) => ({ id, name, shortName: short_name }));
		},

		/** Organisations for which the actor may start a draft in this round, by name. */
		async mayStartFor(actor: Actor, roundId: string): Promise<ReportOrganisation[]> {
			const round = await rounds.byId(actor, roundId);
			return (await store.rounds.organisations())
				.filter(
					({ kind, id }) =>
						kind === 'pledge-maker' &&
						access.can(actor, 'report.start', {
							kind: 'new-report',
							roundState: round.state,
							organisationIds: [id]
						})
				)
				.map(({ id, name, short_name }) => ({ id, name, shortName: short_name }));
		},

		/** Sections the actor owns in open rounds that are not agreed, soonest due first. */
		async needsMe(actor: Actor) {
			if (actor.kind !== 'member') return [];
			const rows = await store.rounds.sectionsOwnedBy(actor.memberId);
			const reports = new Map<string, Report>();
			for (const row of await Promise.all(
				[...new Set(rows.map((each) => each.report_id))].map((id) => store.rounds.report(id))
			)) {
				for (const report of row === undefined ? [] : await toReports(actor, [row])) {
					if (report.abilities.write) reports.set(report.id, report);
				}
			}
			return rows.flatMap((row) => {
				const report = reports.get(row.report_id);
				const section = report?.sections.find(({ key }) => key === row.key);
				if (report === undefined || section === undefined) return [];
				return [
					{
						reportId: report.id,
						reportTitle: report.title,
						key: section.key,
						title: section.title,
						commitment: section.commitment,
						state: section.state,
						dueOn: section.dueOn
					}
				];
			});
		},

		/** Starts a draft. The intention to publish is recorded with it (FOI Act 2000, s. 22).
		 *  @throws DomainError not-found, not-signed-in, not-allowed, invalid, conflict (the same organisations
		 *  already have a report in this round) */
		async start(actor: Actor, roundId: string, input: StartReport): Promise<Report> {
			const id = await transact(async (inside, emit) => {
				const round = await inside.rounds.byId(roundId);
				if (
					round === undefined ||
					!access.can(actor, 'round.see', { kind: 'round', state: round.state })
				) {
					throw notFound();
				}
				const organisationIds = [...new Set(input.organisationIds)];
				const organisations = await inside.rounds.organisationsByIds(organisationIds);
				const isForeign = organisations.some(({ kind }) => kind !== 'pledge-maker');
				if (organisations.length !== organisationIds.length || isForeign) {
					throw new DomainError('invalid', {
						field: 'organisationIds',
						message: 'Name organisations that are Pledge Makers of the Alliance.'
					});
				}
				access.require(actor, 'report.start', {
					kind: 'new-report',
					roundState: round.state,
					organisationIds
				});
				const others = await inside.rounds.reportsOfRound(round.id);
				const named = await inside.rounds.organisationsOf(others.map((other) => other.id));
				const sameOrganisations = others.find((other) => {
					const ids = named.filter((row) => row.report_id === other.id).map((row) => row.id);
					return (
						ids.length === organisationIds.length &&
						ids.every((each) => organisationIds.includes(each))
					);
				});
				if (sameOrganisations !== undefined) {
					throw new DomainError('conflict', {
						field: 'organisationIds',
						message: `“${sameOrganisations.title}” is already the report of these organisations in this round.`
					});
				}
				const template = await inside.rounds.template(round.template_version);
				if (template === undefined) throw new Error(`round ${round.id} has no template`);

				const reportId = newId();
				const title =
					input.title ??
					organisationIds
						.map((each) => organisations.find((organisation) => organisation.id === each)?.name)
						.join(' with ');
				const documentName = `report-${reportId}`;
				await inside.documents.create(documentName, 'report', clock.iso());
				await inside.rounds.addReport(
					{
						id: reportId,
						round_id: round.id,
						title,
						slug: freeSlug(slugOf(title), new Set(others.map((other) => other.slug))),
						state: 'draft',
						document_name: documentName,
						is_sample: 0,
						intends_to_publish_since: clock.iso(),
						created_by: actor.kind === 'member' ? actor.memberId : null,
						created_at: clock.iso(),
						published_at: null
					},
					organisationIds,
					parseTemplate(template.sections).map(({ key }) => key)
				);
				await audit(inside, actor, {
					action: 'report.start',
					target: reportId,
					details: { intendsToPublish: true, plannedFor: round.publishes_at }
				});
				emit({ type: 'report-changed', reportId });
				return reportId;
			});
			return seen(actor, await store.rounds.report(id));
		}
	};
}

/** A section that somebody has begun to write is being written, whether or not anyone has said so. */
function currentState(stored: SectionState, words: number): SectionState {
	return stored === 'not-started' && words > 0 ? 'drafting' : stored;
}
