// Queries on rounds, templates, reports and their sections.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type RoundRow = Tables['rounds'];
export type ReportRow = Tables['reports'];
export type RoundQueries = ReturnType<typeof roundQueries>;

/** What decides on a report, and where it belongs. */
export type ReportWithRound = ReportRow & {
	round_number: number;
	round_state: RoundRow['state'];
	/** The round's questions. */
	template_version: string;
};

/** Each report with what `ReportWithRound` says of its round. */
export const reportsWithRound = (db: Db) =>
	db
		.selectFrom('reports')
		.innerJoin('rounds', 'rounds.id', 'reports.round_id')
		.selectAll('reports')
		.select([
			'rounds.number as round_number',
			'rounds.state as round_state',
			'rounds.template_version'
		]);

export const roundQueries = (db: Db) => {
	return {
		/** Newest first. */
		list(): Promise<RoundRow[]> {
			return db.selectFrom('rounds').selectAll().orderBy('number', 'desc').execute();
		},
		byId(id: string): Promise<RoundRow | undefined> {
			return db.selectFrom('rounds').selectAll().where('id', '=', id).executeTakeFirst();
		},
		byNumber(number: number): Promise<RoundRow | undefined> {
			return db.selectFrom('rounds').selectAll().where('number', '=', number).executeTakeFirst();
		},
		async add(row: RoundRow): Promise<void> {
			await db.insertInto('rounds').values(row).execute();
		},
		async setDate(
			id: string,
			field: 'opens_on' | 'drafts_due_on' | 'review_ends_on' | 'sign_off_due_on' | 'publishes_at',
			value: string
		): Promise<void> {
			await db
				.updateTable('rounds')
				.set({ [field]: value })
				.where('id', '=', id)
				.execute();
		},
		async setState(id: string, state: RoundRow['state']): Promise<void> {
			await db.updateTable('rounds').set({ state }).where('id', '=', id).execute();
		},
		async addDateChange(row: Tables['round_date_changes']): Promise<void> {
			await db.insertInto('round_date_changes').values(row).execute();
		},
		dateChanges(roundId: string): Promise<Tables['round_date_changes'][]> {
			return db
				.selectFrom('round_date_changes')
				.selectAll()
				.where('round_id', '=', roundId)
				.orderBy('at')
				.execute();
		},
		template(version: string): Promise<Tables['report_templates'] | undefined> {
			return db
				.selectFrom('report_templates')
				.selectAll()
				.where('version', '=', version)
				.executeTakeFirst();
		},
		async templates(versions: readonly string[]): Promise<Tables['report_templates'][]> {
			if (versions.length === 0) return [];
			return db
				.selectFrom('report_templates')
				.selectAll()
				.where('version', 'in', versions)
				.execute();
		},
		/** Versions of the form are numbered. */
		async newestTemplateVersion(): Promise<string> {
			const rows = await db.selectFrom('report_templates').select('version').execute();
			return String(Math.max(...rows.map(({ version }) => Number(version))));
		},
		async addTemplate(row: Tables['report_templates']): Promise<void> {
			await db.insertInto('report_templates').values(row).execute();
		},
		/** How many signatories the published reports of a round cover. */
		async reportedCount(roundId: string): Promise<number> {
			const row = await db
				.selectFrom('signatories')
				.where('signatories.ended_on', 'is', null)
				.where('signatories.organisation_id', 'in', (inner) =>
					inner
						.selectFrom('report_organisations')
						.innerJoin('reports', 'reports.id', 'report_organisations.report_id')
						.where('reports.round_id', '=', roundId)
						.where('reports.state', '=', 'published')
						.select('report_organisations.organisation_id')
				)
				.select((inner) => inner.fn.countAll<number>().as('count'))
				.executeTakeFirstOrThrow();
			return Number(row.count);
		},

		report(id: string): Promise<ReportWithRound | undefined> {
			return reportsWithRound(db).where('reports.id', '=', id).executeTakeFirst();
		},
		async reportsByIds(ids: readonly string[]): Promise<ReportWithRound[]> {
			if (ids.length === 0) return [];
			return reportsWithRound(db).where('reports.id', 'in', ids).execute();
		},
		async reportsByDocuments(names: readonly string[]): Promise<ReportWithRound[]> {
			if (names.length === 0) return [];
			return reportsWithRound(db).where('reports.document_name', 'in', names).execute();
		},
		reportByDocument(documentName: string): Promise<ReportWithRound | undefined> {
			return reportsWithRound(db)
				.where('reports.document_name', '=', documentName)
				.executeTakeFirst();
		},
		reportBySlug(roundId: string, slug: string): Promise<ReportWithRound | undefined> {
			return reportsWithRound(db)
				.where('reports.round_id', '=', roundId)
				.where('reports.slug', '=', slug)
				.executeTakeFirst();
		},
		/** By title. */
		reportsOfRound(roundId: string): Promise<ReportWithRound[]> {
			return reportsWithRound(db)
				.where('reports.round_id', '=', roundId)
				.orderBy('reports.title')
				.execute();
		},
		async addReport(
			row: ReportRow,
			organisationIds: readonly string[],
			sectionKeys: readonly string[]
		): Promise<void> {
			await db.insertInto('reports').values(row).execute();
			await db
				.insertInto('report_organisations')
				.values(
					organisationIds.map((organisation_id, position) => ({
						report_id: row.id,
						organisation_id,
						position
					}))
				)
				.execute();
			await db
				.insertInto('report_sections')
				.values(
					sectionKeys.map((key) => ({
						report_id: row.id,
						key,
						state: 'not-started' as const,
						owner_id: null,
						due_on: null,
						reviewer_id: null,
						agreed_sha256: null
					}))
				)
				.execute();
		},
		/** Organisations of these reports, in the order in which each report names them. */
		async organisationsOf(reportIds: readonly string[]) {
			if (reportIds.length === 0) return [];
			return db
				.selectFrom('report_organisations')
				.innerJoin('organisations', 'organisations.id', 'report_organisations.organisation_id')
				.select([
					'report_organisations.report_id',
					'organisations.id',
					'organisations.name',
					'organisations.short_name'
				])
				.where('report_organisations.report_id', 'in', reportIds)
				.orderBy('report_organisations.position')
				.execute();
		},
		async sectionsOf(reportIds: readonly string[]) {
			if (reportIds.length === 0) return [];
			return db
				.selectFrom('report_sections')
				.leftJoin('members as owners', 'owners.id', 'report_sections.owner_id')
				.leftJoin('members as reviewers', 'reviewers.id', 'report_sections.reviewer_id')
				.selectAll('report_sections')
				.select(['owners.name as owner_name', 'reviewers.name as reviewer_name'])
				.where('report_sections.report_id', 'in', reportIds)
				.execute();
		},
		async setSection(
			reportId: string,
			key: string,
			change: Partial<Omit<Tables['report_sections'], 'report_id' | 'key'>>
		): Promise<void> {
			await db
				.updateTable('report_sections')
				.set(change)
				.where('report_id', '=', reportId)
				.where('key', '=', key)
				.execute();
		},
		/** Drafts and corrections these organisations are writing, in the order of their rounds. */
		async beingWrittenBy(organisationIds: readonly string[]): Promise<ReportWithRound[]> {
			if (organisationIds.length === 0) return [];
			return reportsWithRound(db)
				.where('reports.id', 'in', (inner) =>
					inner
						.selectFrom('report_organisations')
						.select('report_organisations.report_id')
						.where('report_organisations.organisation_id', 'in', organisationIds)
				)
				.where((is) =>
					is.or([
						is.and([is('reports.state', '=', 'draft'), is('rounds.state', '!=', 'planned')]),
						is('reports.correcting_since', 'is not', null)
					])
				)
				.orderBy('rounds.number')
				.orderBy('reports.title')
				.execute();
		},
		/** The newest published report before a round that one of these organisations wrote, or undefined. */
		previousReport(
			roundNumber: number,
			organisationIds: readonly string[]
		): Promise<ReportWithRound | undefined> {
			return reportsWithRound(db)
				.innerJoin('report_organisations', 'report_organisations.report_id', 'reports.id')
				.where('report_organisations.organisation_id', 'in', organisationIds)
				.where('reports.state', '=', 'published')
				.where('rounds.number', '<', roundNumber)
				.orderBy('rounds.number', 'desc')
				.orderBy('report_organisations.position')
				.executeTakeFirst();
		},
		/** Published reports of these organisations before a round, newest first: one row for each organisation named. */
		publishedBefore(
			roundNumber: number,
			organisationIds: readonly string[]
		): Promise<(ReportWithRound & { organisation_id: string })[]> {
			return reportsWithRound(db)
				.innerJoin('report_organisations', 'report_organisations.report_id', 'reports.id')
				.select('report_organisations.organisation_id')
				.where('report_organisations.organisation_id', 'in', organisationIds)
				.where('reports.state', '=', 'published')
				.where('rounds.number', '<', roundNumber)
				.orderBy('rounds.number', 'desc')
				.orderBy('reports.title')
				.execute();
		},
		organisations(): Promise<Tables['organisations'][]> {
			return db.selectFrom('organisations').selectAll().orderBy('name').execute();
		},
		organisationsByIds(ids: readonly string[]): Promise<Tables['organisations'][]> {
			if (ids.length === 0) return Promise.resolve([]);
			return db.selectFrom('organisations').selectAll().where('id', 'in', ids).execute();
		}
	};
};
