// Makes the demonstration's open round ready for publication day: many reports of several thousand words, each signed by
// the lead of its organisation, through the same calls as anywhere.
import path from 'node:path';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { doc, h, p, table, ul, type Block } from '#server/demo/blocks.ts';
import { restoreField } from '#server/domain/collaboration/history/put-back.ts';
import { system, type Member } from '#server/kernel/actor.ts';
import { createLog } from '#server/kernel/log.ts';
import { openDatabase } from '#server/storage/database.ts';
import { createStore } from '#server/storage/store.ts';
import { sectionField } from '#shared/document-fields.ts';
import { sectionKeys } from '#shared/sections.ts';

export type PreparedRound = {
	roundId: string;
	/** Of the coordinator. */
	token: string;
	/** Addresses of its reports, once they are published. */
	reports: string[];
};

/** @param folder with the demonstration in it; no server may be running over it. */
export async function prepareRound(folder: string, reports: number): Promise<PreparedRound> {
	const leads = await addLeads(folder, reports);
	const app = await createApp(readConfig({ DATA_DIR: folder, DEMO: '1' }), createLog('warn'));
	const round = (await app.rounds.list(system)).find(({ state }) => state === 'open');
	if (round === undefined) throw new Error('no round is open');
	const { id: roundId, number } = round;
	await app.rounds.setExpected(
		system,
		roundId,
		leads.map(({ seats }) => seats[0]?.organisationId ?? '')
	);
	const addresses: string[] = [];
	for (const lead of leads) {
		const organisationId = lead.seats[0]?.organisationId ?? '';
		const { id, slug, documentName } = await app.reports.start(lead, roundId, {
			organisationIds: [organisationId]
		});
		await app.collaboration.edit(documentName, lead.memberId, (text) => {
			for (const key of sectionKeys) restoreField(text, sectionField(key), doc(answer(key)));
		});
		const { sha256 } = await app.reports.byId(lead, id);
		await app.signOff.sign(lead, id, { organisationId, sha256 });
		addresses.push(`/rounds/${number}/reports/${slug}`);
	}
	const email = 'coordinator@demo.test';
	const { token } = await app.accounts.createTokenFor(system, { email, name: 'bench' });
	await app.close();
	return { roundId, token, reports: addresses };
}

async function addLeads(folder: string, count: number): Promise<Member[]> {
	const { db } = openDatabase({ kind: 'sqlite', file: path.join(folder, 'workspace.sqlite') });
	const store = createStore(db);
	const at = new Date().toISOString();
	const leads: Member[] = [];
	for (let number = 1; number <= count; number++) {
		const organisationId = `bench-${number}`;
		const name = `Organisation ${number}`;
		const email = `lead-${number}@bench.test`;
		await store.accounts.addOrganisation({
			id: organisationId,
			name,
			short_name: name,
			kind: 'pledge-maker',
			body: 'NHS trust',
			region: 'Bench',
			created_at: at,
			slug: organisationId
		});
		await store.accounts.addMember({
			id: `lead-${number}`,
			email,
			name: `Lead ${number}`,
			password_hash: null,
			is_sample: 1,
			created_at: at,
			deactivated_at: null
		});
		await store.accounts.addMembership({
			member_id: `lead-${number}`,
			organisation_id: organisationId,
			role: 'lead',
			created_at: at
		});
		leads.push({
			kind: 'member',
			memberId: `lead-${number}`,
			name: `Lead ${number}`,
			email,
			seats: [
				{ organisationId, organisationName: name, organisationKind: 'pledge-maker', role: 'lead' }
			],
			allianceRoles: [],
			groups: []
		});
	}
	await db.destroy();
	return leads;
}

/** Some three hundred words, as reports have them. */
function answer(key: string): Block[] {
	const sentence = (number: number): string =>
		`In ${key} we say what was done in the last half year, what was not, and what people told us of it (${number}).`;
	const paragraph = (number: number): Block =>
		p([0, 1, 2].map((each) => sentence(3 * number + each)).join(' '));
	return [
		paragraph(0),
		paragraph(1),
		h('What we were told'),
		ul(sentence(100), sentence(101), sentence(102)),
		paragraph(2),
		table(
			['Service', 'Recorded at first contact'],
			['Community teams', '82 in 100'],
			['Crisis service', '78 in 100']
		)
	];
}
