// A publication day with everything that signing needs: two organisations with leads, deputies to be named, the text's
// history, and the watch over signatures, whose time the test moves.
import * as Y from 'yjs';
import { createAccess } from '#server/domain/access/access.ts';
import { createAccounts } from '#server/domain/accounts/accounts.ts';
import { hashPassword } from '#server/domain/accounts/passwords.ts';
import { createHistory } from '#server/domain/collaboration/history/history.ts';
import { putBack, restoreField } from '#server/domain/collaboration/history/put-back.ts';
import { createDelegations } from '#server/domain/rounds/sign-off/delegations.ts';
import { reportTarget } from '#server/domain/rounds/report-loading.ts';
import { createSignOff } from '#server/domain/rounds/sign-off/sign-off.ts';
import { createSigningLinks } from '#server/domain/rounds/sign-off/signing-links.ts';
import { watchVoidedSignatures } from '#server/domain/rounds/sign-off/voided-signatures.ts';
import { createVersions } from '#server/domain/versions/versions.ts';
import { system, type Member } from '#server/kernel/actor.ts';
import { createLog } from '#server/kernel/log.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { sectionField } from '#shared/document-fields.ts';
import { sectionKeys } from '#shared/sections.ts';
import type { DialectName, Opened } from './dialects.ts';
import { addMember } from './domain.ts';
import { manualTimers } from './manual-timers.ts';
import { openPublicationDay } from './publication-day.ts';

export type SigningDay = Awaited<ReturnType<typeof openSigningDay>>;

export const password = 'four words that differ';

const tables = ['signature_voidings', 'signing_sessions', 'signing_links', 'delegations'] as const;

/** Empties the database first. */
export async function openSigningDay(dialect: DialectName, opened: Opened) {
	const { db, store } = opened;
	for (const table of tables) await db.deleteFrom(table).execute();
	const day = await openPublicationDay(dialect, opened);
	const { transact, audit, clock, mail, events, load, collaboration, reports } = day;
	const log = createLog('silent');
	const access = createAccess({
		async documentOwner(name) {
			const row = await store.rounds.reportByDocument(name);
			if (row === undefined) return null;
			const organisations = await store.rounds.organisationsOf([row.id]);
			return reportTarget(
				row,
				organisations.map(({ id }) => id)
			);
		}
	});
	const documents = createKyselyDocumentStore(db);
	const history = createHistory(documents);
	const versions = createVersions({
		store,
		transact,
		access,
		audit,
		clock,
		log,
		documents,
		collaboration,
		history,
		shapeOf: async () => ({
			title: 'Report',
			fields: sectionKeys.map((key) => ({ field: sectionField(key), title: key }))
		}),
		restoreField,
		putBack
	});
	const signOff = createSignOff({
		store,
		transact,
		access,
		audit,
		clock,
		mail: mail.queue,
		load,
		draft: (id) => reports.draft(system, id),
		compare: (name, range) => versions.compare(system, name, range)
	});
	/** Making it costs a hash, which few tests need. */
	let accounts: ReturnType<typeof createAccounts> | undefined;
	const accountsOf = () =>
		(accounts ??= createAccounts({ store, transact, access, audit, clock, log }));
	const signingLinks = createSigningLinks({
		store,
		transact,
		audit,
		clock,
		events,
		log,
		provePassword: async (input, from) => (await accountsOf().provePassword(input, from)).id,
		maySign: signOff.maySign
	});
	const timers = manualTimers();
	const voided = watchVoidedSignatures({
		store,
		transact,
		audit,
		clock,
		mail: mail.queue,
		load,
		events,
		log,
		timers,
		changed: collaboration.changed
	});

	const seat = (id: string, organisationId: string, role: 'lead' | 'drafter' | 'reader') =>
		addMember(store, { id, organisationId, role });
	const people = {
		...day.people,
		leedsReader: await seat('leeds-reader', 'o-leeds', 'reader'),
		cityDrafter: await seat('city-drafter', 'o-city', 'drafter'),
		hackneyDrafter: await seat('hackney-drafter', 'o-hackney', 'drafter')
	};

	return {
		...day,
		access,
		accountsOf,
		versions,
		signOff,
		signingLinks,
		voided,
		delegations: createDelegations({ store, transact, access, audit, clock }),
		people,

		/** A joint draft of Leeds and the City. */
		async jointDraft(): Promise<string> {
			const { coordinator } = people;
			const organisationIds = ['o-leeds', 'o-city'];
			const { id } = await reports.start(coordinator, 'r3', { organisationIds });
			await collaboration.edit(await day.documentOf(id), 'leeds-drafter', (doc) => {
				for (const key of sectionKeys) {
					const element = new Y.XmlElement('paragraph');
					doc.getXmlFragment(sectionField(key)).push([element]);
					element.insert(0, [new Y.XmlText(`What we say in ${key}.`)]);
				}
			});
			return id;
		},
		/** Signs the report as it stands. */
		async signFor(reportId: string, who: Member, organisationId: string) {
			const { sha256 } = await reports.byId(who, reportId);
			return signOff.sign(who, reportId, { organisationId, sha256 });
		},
		/** Keys of the sections on which an organisation's newest signature no longer holds; null: nobody has signed. */
		async voidedOf(reportId: string, organisationId: string): Promise<string[] | null> {
			const { organisations } = await signOff.standings(system, reportId);
			const own = organisations.find(({ organisation }) => organisation.id === organisationId);
			if (own?.signature == null) return null;
			return own.signature.sections
				.filter(({ standing }) => standing === 'voided')
				.map(({ key }) => key);
		},
		/** Takes the section's first paragraph away. */
		async clear(reportId: string, key: string): Promise<void> {
			const name = await day.documentOf(reportId);
			await collaboration.edit(name, 'leeds-drafter', (doc) => {
				const fragment = doc.getXmlFragment(sectionField(key));
				if (fragment.length > 0) fragment.delete(0, 1);
			});
		},
		/** Makes words bold: nobody can say it reads the same. */
		async embolden(reportId: string, key: string): Promise<void> {
			const name = await day.documentOf(reportId);
			await collaboration.edit(name, 'leeds-drafter', (doc) => {
				const paragraph = doc.getXmlFragment(sectionField(key)).get(0) as Y.XmlElement;
				(paragraph.get(0) as Y.XmlText).format(0, 4, { bold: {} });
			});
		},
		/** Time goes by, also for those who watch. */
		async wait(milliseconds: number): Promise<void> {
			clock.advance(milliseconds);
			await timers.advance(milliseconds);
			await voided.settled();
		},
		/** Mails sent since the last time this was asked. */
		async mails() {
			await mail.sendDue();
			return day.letters.splice(0);
		},
		async setPassword(who: Member): Promise<void> {
			await store.accounts.setPassword(who.memberId, await hashPassword(password));
		},
		/** The secret in the newest link sent to a member, read from their mail. */
		async linkSentTo(who: Member): Promise<string> {
			const letters = await this.mails();
			const letter = letters.findLast(
				({ to, text }) => to.address === who.email && text.includes('/sign/')
			);
			const secret = /\/sign\/([\w-]+)/.exec(letter?.text ?? '')?.[1];
			if (secret === undefined) throw new Error(`no link was sent to ${who.name}`);
			return secret;
		},
		async close(): Promise<void> {
			signingLinks.close();
			await voided.close();
			await day.close();
			await versions.close();
			await history.close();
		}
	};
}
