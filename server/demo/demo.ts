// The demonstration workspace: made once, when an empty workspace starts on a loopback address.
import { newId } from '#server/kernel/ids.ts';
import { system } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { DocumentContent } from '#server/domain/collaboration/derive.ts';
import { addDays } from '#server/domain/rounds/round-calendar.ts';
import { slugOf } from '#server/domain/rounds/report-slug.ts';
import { parseTemplate } from '#server/domain/rounds/template.ts';
import type { Store } from '#server/storage/store.ts';
import { emptyUpdate } from '#shared/collab-protocol.ts';
import { ukTime } from '#shared/dates.ts';
import { sectionField } from '#shared/editor-schema.ts';
import type { SectionKey } from '#shared/sections.ts';
import { doc, type Block } from './blocks.ts';
import { seedChallenges } from './challenges.ts';
import { addEditions } from './editions.ts';
import { seedGroups } from './groups.ts';
import { seedEvidence } from './evidence.ts';
import { addOrganisations, addPeople } from './members.ts';
import { demoPassword, organisations, type OrganisationKey, type PersonKey } from './people.ts';
import { drafts, published, type ReportPlan } from './report-plans.ts';
import { seedNotes } from './notes.ts';
import { seedSectionWork } from './section-work.ts';
import { seedSessions } from './sessions.ts';
import { seedSignature } from './signatures.ts';
import { seedSynthesis } from './synthesis.ts';
import { seedThreads } from './threads.ts';

export type DemoDeps = {
	store: Store;
	clock: Clock;
	audit: RecordAudit;
	hashPassword(password: string): Promise<string>;
	/** One Yjs update for each state of a text, given by field, that leads to it from the one before. */
	updatesOf(states: readonly Record<string, Block>[]): Uint8Array[];
	/** The text of a document given as Yjs updates. */
	contentOf(updates: readonly Uint8Array[]): DocumentContent;
	/** Of this workspace. */
	origin: string;
};

/** Days from the first start to the open round's publication day: four weeks. */
const daysToPublication = 28;

/** Of the pledge, in force since the first round. */
const pledgeVersion = '2021';

/** Signatories on the pledge's record in May 2021. */
const signatoryCount = 33;

const pledgeMakers = (Object.keys(organisations) as OrganisationKey[]).filter(
	(key) => organisations[key].kind === 'pledge-maker'
);

/** Makes the workspace in one transaction: all of it or nothing. The store must be empty of members. */
export async function createDemonstration(deps: DemoDeps): Promise<void> {
	const { store, clock, audit } = deps;
	const now = clock.iso();
	const today = now.slice(0, 10);
	const passwordHash = await deps.hashPassword(demoPassword);

	await store.transaction(async (inside) => {
		const organisationIds = await addOrganisations(inside, now);
		const memberIds = await addPeople(inside, organisationIds, passwordHash, now);

		async function keepMoment(
			documentName: string,
			seq: number,
			kind: 'named' | 'published',
			{ name, at, memberId }: { name: string; at: string; memberId: string | null }
		): Promise<string> {
			const id = newId();
			await inside.versions.add({
				id,
				document_name: documentName,
				seq,
				kind,
				name,
				at,
				member_id: memberId,
				created_at: at
			});
			return id;
		}

		/** The log of a report's text, and its moments with a name; answers the updates. */
		async function addText(
			documentName: string,
			{ text, history, correction }: ReportPlan,
			startedAt: string
		): Promise<Uint8Array[]> {
			if (history === undefined) {
				const fields = Object.entries(text).map(([key, blocks]) => [
					sectionField(key),
					doc(blocks)
				]);
				const corrected =
					correction === undefined
						? []
						: [{ [sectionField(correction.section)]: doc(correction.blocks) }];
				const updates = deps.updatesOf([Object.fromEntries(fields), ...corrected]);
				await inside.documents.appendToLogs(
					updates.map((bytes, index) => ({
						document_name: documentName,
						seq: index + 1,
						member_id: null,
						at: index === 0 ? startedAt : ukTime(correction?.on ?? today, '09:30'),
						bytes
					}))
				);
				return updates;
			}
			const updates = deps.updatesOf(
				history.map(({ section, blocks }) => ({ [sectionField(section)]: doc(blocks) }))
			);
			const rows = history.map(({ daysAgo, time, by }, index) => ({
				document_name: documentName,
				seq: index + 1,
				member_id: memberIds[by],
				at: ukTime(addDays(today, -daysAgo), time),
				bytes: updates[index] ?? emptyUpdate
			}));
			await inside.documents.appendToLogs(rows);
			for (const [index, { name, by }] of history.entries()) {
				const at = rows[index]?.at ?? startedAt;
				if (name === undefined) continue;
				await keepMoment(documentName, index + 1, 'named', { name, at, memberId: memberIds[by] });
			}
			return updates;
		}

		async function addRound(round: {
			number: number;
			state: 'open' | 'published';
			reporting?: { from: string; to: string };
			/** Of whom it expects a report. */
			expected: OrganisationKey[];
			/** From when the day for signatures was moved, why, and when that was said. */
			moved?: { from: string; reason: string; daysAgo: number };
			opensOn: string;
			draftsDueOn: string;
			reviewEndsOn: string;
			signOffDueOn: string;
			publishesOn: string;
			reportedCount: number | null;
			reports: ReportPlan[];
		}): Promise<void> {
			const roundId = newId();
			const templateVersion = String(round.number);
			const template = await inside.rounds.template(templateVersion);
			const questions = parseTemplate(template?.sections ?? '[]');
			const keys = questions.map(({ key }) => key);
			const wording = new Map(
				(await inside.pledge.commitments())
					.filter(({ version }) => version === pledgeVersion)
					.map(({ number, wording }) => [number, wording])
			);
			const publishesAt = ukTime(round.publishesOn, '10:00');
			await inside.rounds.add({
				id: roundId,
				number: round.number,
				title: `Progress Report No. ${round.number}`,
				state: round.state,
				template_version: templateVersion,
				pledge_version: pledgeVersion,
				reporting_from: round.reporting?.from ?? null,
				reporting_to: round.reporting?.to ?? null,
				opens_on: round.opensOn,
				drafts_due_on: round.draftsDueOn,
				review_ends_on: round.reviewEndsOn,
				sign_off_due_on: round.signOffDueOn,
				publishes_at: publishesAt,
				signatory_count: signatoryCount,
				reported_count: round.reportedCount
			});
			await inside.expected.set(
				roundId,
				round.expected.map((key) => organisationIds[key])
			);
			if (round.moved !== undefined) {
				const { from, reason, daysAgo } = round.moved;
				await inside.rounds.addDateChange({
					id: newId(),
					round_id: roundId,
					field: 'signOffDueOn',
					from_value: from,
					to_value: round.signOffDueOn,
					reason,
					member_id: memberIds.coordinator,
					at: ukTime(addDays(today, -daysAgo), '11:20')
				});
			}
			for (const report of round.reports) {
				const id = newId();
				const documentName = `report-${id}`;
				const began = report.history?.[0];
				const startedAt =
					round.state === 'published'
						? ukTime(round.opensOn, '09:00')
						: began === undefined
							? now
							: ukTime(addDays(today, -began.daysAgo), began.time);
				await inside.documents.create(documentName, 'report', startedAt);
				const updates = await addText(documentName, report, startedAt);
				await inside.rounds.addReport(
					{
						id,
						round_id: roundId,
						title: report.title,
						slug: slugOf(report.title),
						state: round.state === 'published' ? 'published' : 'draft',
						document_name: documentName,
						is_sample: 1,
						intends_to_publish_since: startedAt,
						created_by: null,
						created_at: startedAt,
						published_at: round.state === 'published' ? publishesAt : null,
						correcting_since: null
					},
					report.organisations.map((key) => organisationIds[key]),
					keys
				);
				await inside.intentions.add([
					{
						id: newId(),
						report_id: id,
						intends: 1,
						planned_for: publishesAt,
						reason: '',
						member_id: null,
						at: startedAt
					}
				]);
				if (round.state === 'published') {
					const publications = await Promise.all(
						updates.map(async (_, index) => {
							const note = index === 0 ? null : (report.correction?.note ?? null);
							const at =
								index === 0 ? publishesAt : ukTime(report.correction?.on ?? today, '12:00');
							const name =
								index === 0
									? `Published in ${round.number === 1 ? 'the first' : 'the second'} round`
									: 'Published as a correction';
							const versionId = await keepMoment(documentName, index + 1, 'published', {
								name,
								at,
								memberId: null
							});
							const content = deps.contentOf(updates.slice(0, index + 1));
							const signedAt =
								index === 0
									? ukTime(round.signOffDueOn, '16:00')
									: ukTime(report.correction?.on ?? today, '11:00');
							return { at, signedAt, note, versionId, seq: index + 1, content };
						})
					);
					const signedBy = Object.entries(report.signedBy ?? {}) as [OrganisationKey, PersonKey][];
					await addEditions(
						inside,
						{
							id,
							title: report.title,
							roundNumber: round.number,
							organisationIds: report.organisations.map((key) => organisationIds[key]),
							template: questions,
							wording,
							signedBy: signedBy.map(([organisation, person]) => ({
								organisationId: organisationIds[organisation],
								memberId: memberIds[person]
							}))
						},
						publications
					);
				}
				for (const key of keys) {
					const plan = report.sections?.[key as SectionKey];
					if (round.state === 'published') {
						await inside.rounds.setSection(id, key, { state: 'agreed' });
					} else if (plan !== undefined) {
						await inside.rounds.setSection(id, key, {
							state: plan.state,
							owner_id: memberIds[plan.owner],
							due_on: addDays(today, plan.dueIn)
						});
					}
				}
			}
		}

		await addRound({
			number: 1,
			state: 'published',
			expected: pledgeMakers,
			opensOn: '2021-03-01',
			draftsDueOn: '2021-04-23',
			reviewEndsOn: '2021-05-07',
			signOffDueOn: '2021-05-21',
			publishesOn: '2021-05-25',
			// As published on the day: the reports represented 28 of the 33 signatories.
			reportedCount: 28,
			reports: published(1)
		});
		await addRound({
			number: 2,
			state: 'published',
			expected: pledgeMakers,
			opensOn: '2021-09-01',
			draftsDueOn: '2021-10-22',
			reviewEndsOn: '2021-11-05',
			signOffDueOn: '2021-11-17',
			publishesOn: '2021-11-22',
			reportedCount: null,
			reports: published(2)
		});
		await addRound({
			number: 3,
			state: 'open',
			reporting: { from: addDays(today, -42 - 182), to: addDays(today, -43) },
			// Clinical commissioning groups ended on 30 June 2022.
			expected: pledgeMakers.filter((key) => key !== 'leedsCcg'),
			moved: { from: addDays(today, 22), reason: 'Three boards meet a day later.', daysAgo: 14 },
			opensOn: addDays(today, -42),
			draftsDueOn: addDays(today, 10),
			reviewEndsOn: addDays(today, 17),
			signOffDueOn: addDays(today, 24),
			publishesOn: addDays(today, daysToPublication),
			reportedCount: null,
			reports: drafts
		});

		await seedSectionWork(inside, memberIds, clock.now(), deps.contentOf);
		await seedSignature(
			inside,
			{ memberId: memberIds.councilLead, organisationId: organisationIds.leedsCouncil },
			deps.contentOf
		);
		await seedSynthesis(inside, {
			...deps,
			writers: [memberIds.coordinator, memberIds.facilitator]
		});
		const groupIds = await seedGroups(inside, memberIds, clock.now());
		await seedNotes(inside, memberIds, groupIds, clock.now(), deps.updatesOf);
		await seedEvidence(
			inside,
			{ offeredBy: memberIds.hackneyDrafter, organisationId: organisationIds.leedsTrust },
			clock.now()
		);
		await seedChallenges(inside, memberIds, organisationIds, groupIds.outOfAreaCare, clock.now());
		await seedThreads(inside, memberIds, groupIds, clock.now());
		await seedSessions(inside, {
			memberIds,
			groupIds,
			now: clock.now(),
			updatesOf: deps.updatesOf
		});
		await audit(inside, system, { action: 'demonstration.create', target: 'workspace' });
	});
}
