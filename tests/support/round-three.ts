// The open round of the demonstration over the running server: Hackney's draft made ready to go public.
import { setTimeout as pause } from 'node:timers/promises';
import * as Y from 'yjs';
import { sectionField } from '#shared/document-fields.ts';
import type { RunningApp } from './app.ts';
import { collabClient, until } from './collab-client.ts';

type Json = Record<string, unknown>;

export type Round = { id: string; number: number; state: string; publishesAt: string };
export type Report = {
	id: string;
	title: string;
	slug: string;
	documentName: string;
	sha256: string;
};

/** Calls of the API as one person; a refusal is an error. */
export function caller(app: RunningApp, token: string) {
	return async function call<T = Json>(method: string, path: string, body?: object): Promise<T> {
		const response = await fetch(`${app.origin}/api/v1${path}`, {
			method,
			headers: {
				authorization: `Bearer ${token}`,
				...(body === undefined ? {} : { 'content-type': 'application/json' })
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) })
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
		return (text === '' ? {} : JSON.parse(text)) as T;
	};
}

export async function openRoundThree(app: RunningApp) {
	const tokens = {
		coordinator: await app.token('coordinator@demo.test'),
		drafter: await app.token('hackney.drafter@demo.test'),
		lead: await app.token('hackney.lead@demo.test')
	};
	const as = {
		coordinator: caller(app, tokens.coordinator),
		drafter: caller(app, tokens.drafter),
		lead: caller(app, tokens.lead)
	};
	const rounds = await as.coordinator<{ items: Round[] }>('GET', '/rounds');
	const round = rounds.items.find(({ number }) => number === 3);
	if (round === undefined) throw new Error('there is no third round');
	const reports = await as.lead<{ items: Report[] }>('GET', `/rounds/${round.id}/reports`);
	const report = reports.items.find(({ title }) => title.includes('Hackney'));
	if (report === undefined) throw new Error('Hackney has no draft');

	return {
		tokens,
		as,
		round,
		report,

		/** Adds a paragraph to a section of Hackney's draft, as a colleague's browser would. */
		async write(words: string, key = 'commitment-5'): Promise<void> {
			const client = collabClient(app, tokens.drafter, report.documentName);
			await until(client, () => client.provider.synced);
			const element = new Y.XmlElement('paragraph');
			element.insert(0, [new Y.XmlText(words)]);
			client.doc.getXmlFragment(sectionField(key)).push([element]);
			for (;;) {
				const { sections } = await as.lead<{ sections: { text: string }[] }>(
					'GET',
					`/reports/${report.id}/content`
				);
				if (sections.some(({ text }) => text.includes(words))) break;
				await pause(20);
			}
			client.destroy();
		},
		/** Hackney's lead signs what stands there now. */
		async sign(): Promise<void> {
			const { sha256, organisations } = await as.lead<{
				sha256: string;
				organisations: { id: string }[];
			}>('GET', `/reports/${report.id}`);
			const organisationId = organisations[0]?.id;
			await as.lead('POST', `/reports/${report.id}/signatures`, { organisationId, sha256 });
		},
		setMinute: (at: number) =>
			as.coordinator('POST', `/rounds/${round.id}/publication`, {
				at: new Date(at).toISOString(),
				reason: 'A test sets it.'
			}),
		withdraw: (at: number) =>
			as.coordinator('POST', `/rounds/${round.id}/withdrawal`, {
				at: new Date(at).toISOString(),
				reason: 'A test takes it back.'
			}),
		/** Waits until everybody can read the round. */
		async published(): Promise<void> {
			for (;;) {
				const response = await fetch(`${app.origin}/rounds/3`).catch(() => null);
				if (response?.status === 200) return;
				await pause(20);
			}
		},
		publications: async () =>
			(
				await as.coordinator<{
					items: {
						plannedFor: string;
						publishedAt: string;
						withdrawnAt: string | null;
						reports: { reportId: string; outcome: string }[];
					}[];
				}>('GET', `/rounds/${round.id}/publication`)
			).items
	};
}
