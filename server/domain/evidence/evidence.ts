// Evidence: what one has learned, offered to the section another organisation is writing. Its writers take it or not;
// nobody's text is touched, they put the link where it belongs.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { OfferTarget, ReportTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Notify, Settle } from '#server/domain/notifications/notify.ts';
import type { OfferRow, OfferWithNames } from '#server/storage/evidence.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { AnswerOffer, OfferEvidence } from '#shared/evidence-input.ts';
import type { SectionKey } from '#shared/sections.ts';
import type { OfferOutcome } from '#shared/states.ts';
import {
	keyOf,
	maySee,
	sourcesOf,
	type Source,
	type SourceKey,
	type SourcesDeps
} from './sources.ts';

export type Offer = {
	id: string;
	source: SourceKey & { title: string; by: string; path: string; address: string };
	organisation: { id: string; name: string };
	sectionKey: SectionKey;
	why: string;
	offeredBy: { id: string; name: string };
	offeredAt: string;
	/** Null until somebody has answered. */
	answer: { outcome: OfferOutcome; words: string; by: string; at: string } | null;
	abilities: { answer: boolean; takeBack: boolean };
};

export type EvidenceDeps = SourcesDeps & {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	notify: Notify;
	settle: Settle;
	/** A member with the rights of now; null when they may not act any more. */
	asMember(memberId: string): Promise<Member | null>;
	reportTarget(row: ReportWithRound, organisationIds: readonly string[]): ReportTarget;
	origin: string;
};

const targetOf = (row: OfferRow): OfferTarget => ({
	kind: 'offer',
	organisationId: row.organisation_id,
	offeredBy: row.offered_by,
	isOpen: row.outcome === null
});

const noticeKey = (id: string): string => `evidence:${id}`;

export type Evidence = ReturnType<typeof createEvidence>;

export function createEvidence(deps: EvidenceDeps) {
	const { store, transact, access, audit, clock, notify, settle, asMember, origin } = deps;

	function toOffer(actor: Actor, row: OfferWithNames, source: Source): Offer {
		const target = targetOf(row);
		return {
			id: row.id,
			source: {
				kind: source.kind,
				id: source.id,
				title: source.title,
				by: source.by,
				path: source.path,
				address: `${origin}${source.path}`
			},
			organisation: { id: row.organisation_id, name: row.organisation_name },
			sectionKey: row.section_key as SectionKey,
			why: row.why,
			offeredBy: { id: row.offered_by, name: row.offered_by_name },
			offeredAt: row.offered_at,
			answer:
				row.outcome === null
					? null
					: {
							outcome: row.outcome,
							words: row.answer,
							by: row.settled_by_name ?? '',
							at: row.settled_at ?? ''
						},
			abilities: {
				answer: access.can(actor, 'offer.answer', target),
				takeBack: access.can(actor, 'offer.take-back', target)
			}
		};
	}

	/** Those the actor may see, of what they may see. */
	async function shown(actor: Actor, rows: readonly OfferWithNames[]): Promise<Offer[]> {
		const own = rows.filter((row) => access.can(actor, 'offer.see', targetOf(row)));
		const sources = await sourcesOf(deps, store, own.map(sourceKeyOf));
		return own.flatMap((row) => {
			const source = sources.get(keyOf(sourceKeyOf(row)));
			return source !== undefined && maySee(access, actor, source)
				? [toOffer(actor, row, source)]
				: [];
		});
	}

	async function byId(actor: Actor, id: string): Promise<Offer> {
		const row = await store.evidence.byId(id);
		const [offer] = row === undefined ? [] : await shown(actor, [row]);
		if (offer === undefined) throw notFound();
		return offer;
	}

	async function sourceFor(inside: Queries, actor: Actor, key: SourceKey): Promise<Source> {
		const source = (await sourcesOf(deps, inside, [key])).get(keyOf(key));
		if (source === undefined || !maySee(access, actor, source)) throw notFound();
		if (source.target.kind === 'note') access.require(actor, 'note.offer', source.target);
		else access.require(actor, 'post.offer', source.target);
		return source;
	}

	/** Who writes for the organisation and may read what is offered. */
	async function readersAmongWriters(organisationId: string, source: Source): Promise<string[]> {
		const people = await store.accounts.peopleOf([organisationId]);
		const members = await Promise.all(people.map(({ id }) => asMember(id)));
		const offer: OfferTarget = { kind: 'offer', organisationId, offeredBy: '', isOpen: true };
		return members
			.filter((member) => member !== null)
			.filter((member) => access.can(member, 'offer.answer', offer))
			.filter((member) => maySee(access, member, source))
			.map(({ memberId }) => memberId);
	}

	/** The report of that organisation into which it was taken. @throws DomainError not-found */
	async function requireReport(inside: Queries, actor: Actor, reportId: string): Promise<string[]> {
		const row = await inside.rounds.report(reportId);
		const ids = (await inside.rounds.organisationsOf([reportId])).map(({ id }) => id);
		if (row === undefined) throw notFound();
		const target = deps.reportTarget(row, ids);
		if (!access.can(actor, 'report.read', target)) throw notFound();
		return ids;
	}

	return {
		byId,

		/** What may be offered, before it is. @throws DomainError not-found, not-allowed */
		async source(actor: Actor, key: SourceKey): Promise<Offer['source']> {
			const { kind, id, title, by, path } = await sourceFor(store, actor, key);
			return { kind, id, title, by, path, address: `${origin}${path}` };
		},

		/** Offered to the actor's organisations and by the actor, newest first. @throws DomainError not-signed-in */
		async list(actor: Actor): Promise<Offer[]> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const organisations = actor.seats.map(({ organisationId }) => organisationId);
			return shown(actor, await store.evidence.ofMember(actor.memberId, organisations));
		},

		/** Offered to this section, oldest first. @throws DomainError not-found: not a report the actor works on */
		async ofReport(actor: Actor, reportId: string): Promise<Offer[]> {
			const organisations = await requireReport(store, actor, reportId);
			return shown(actor, await store.evidence.ofOrganisations(organisations));
		},

		/** To whom this was offered, as far as the actor may know, oldest first. @throws DomainError not-found */
		async ofSource(actor: Actor, key: SourceKey): Promise<Offer[]> {
			const source = (await sourcesOf(deps, store, [key])).get(keyOf(key));
			if (source === undefined || !maySee(access, actor, source)) throw notFound();
			return shown(actor, await store.evidence.ofSource(key.kind, key.id));
		},

		/** Offers a note or a post to an organisation's section.
		 *  @throws DomainError not-found, not-allowed, invalid, conflict (nobody there may read it; it is offered already) */
		async offer(actor: Actor, input: OfferEvidence): Promise<Offer> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const { organisationId, sectionKey, why } = input;
			const source = await sourceFor(store, actor, input.source);
			const organisation = await store.accounts.organisation(organisationId);
			if (organisation === undefined || organisation.kind === 'pledge-supporter') {
				throw new DomainError('invalid', {
					field: 'organisationId',
					message: 'Choose an organisation that writes a report.'
				});
			}
			const readers = await readersAmongWriters(organisationId, source);
			if (readers.length === 0) {
				throw new DomainError('conflict', {
					field: 'organisationId',
					message: `Nobody who writes for ${organisation.name} may read this. More people have to be let in before it can be offered there.`
				});
			}
			const id = newId();
			await transact(async (inside, emit) => {
				const row: OfferRow = {
					id,
					source_kind: source.kind,
					source_id: source.id,
					organisation_id: organisationId,
					section_key: sectionKey,
					why,
					offered_by: actor.memberId,
					offered_at: clock.iso(),
					outcome: null,
					answer: '',
					report_id: null,
					settled_by: null,
					settled_at: null
				};
				if (await inside.evidence.isOffered(row)) {
					throw new DomainError('conflict', {
						message: 'This is offered to that section already, and waits for an answer.'
					});
				}
				await inside.evidence.add(row);
				await audit(inside, actor, {
					action: 'evidence.offer',
					target: id,
					details: { source: keyOf(source), organisation: organisationId, section: sectionKey }
				});
				await notify(inside, {
					memberIds: readers,
					kind: 'evidence',
					about: { kind: source.kind, id: source.id },
					key: noticeKey(id),
					by: actor.memberId,
					path: `/evidence#offer-${id}`
				});
				for (const reportId of await inside.evidence.reportsOf(organisationId)) {
					emit({ type: 'report-changed', reportId });
				}
			});
			return byId(actor, id);
		},

		/** Takes it, declines it with a word, or takes one's own offer back.
		 *  @throws DomainError not-found, not-allowed, conflict (it is answered already) */
		async answer(actor: Actor, id: string, input: AnswerOffer): Promise<Offer> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const { memberId } = actor;
			const { organisation, source } = await byId(actor, id);
			await transact(async (inside, emit) => {
				const row = await inside.evidence.byId(id);
				if (row === undefined) throw notFound();
				if (row.outcome !== null) throw answeredAlready();
				const isTakenBack = input.outcome === 'taken-back';
				access.require(actor, isTakenBack ? 'offer.take-back' : 'offer.answer', targetOf(row));
				const { reportId = null } = input;
				if (reportId !== null) {
					const ids = await requireReport(inside, actor, reportId);
					if (!ids.includes(row.organisation_id)) throw notFound();
				}
				const isFirst = await inside.evidence.settle(id, {
					outcome: input.outcome,
					answer: isTakenBack ? '' : input.words,
					report_id: input.outcome === 'taken' ? reportId : null,
					settled_by: memberId,
					settled_at: clock.iso()
				});
				if (!isFirst) throw answeredAlready();
				await audit(inside, actor, {
					action: `evidence.${input.outcome}`,
					target: id,
					details: { organisation: organisation.id }
				});
				await settle(inside, { key: noticeKey(id) });
				if (!isTakenBack) {
					await notify(inside, {
						memberIds: [row.offered_by],
						kind: 'evidence-answer',
						about: { kind: source.kind, id: source.id },
						key: `evidence-answer:${id}`,
						by: memberId,
						path: `/evidence#offer-${id}`
					});
				}
				for (const reportId of await inside.evidence.reportsOf(organisation.id)) {
					emit({ type: 'report-changed', reportId });
				}
			});
			return byId(actor, id);
		}
	};
}

const sourceKeyOf = ({ source_kind, source_id }: OfferRow): SourceKey => ({
	kind: source_kind,
	id: source_id
});

const answeredAlready = (): DomainError =>
	new DomainError('conflict', { message: 'This offer has been answered already.' });
