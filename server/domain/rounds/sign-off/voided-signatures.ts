// Says to those who signed that words have changed since. Nothing depends on it: whether a signature holds is read from
// the fingerprints each time (standing.ts).
import { system } from '#server/kernel/actor.ts';
import type { Events } from '#server/kernel/events.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Timers } from '#server/domain/collaboration/timers.ts';
import { dayOf } from '#shared/dates.ts';
import type { LoadedReport } from '../report-loading.ts';
import type { SignOffDeps } from './sign-off-deps.ts';
import { standingOf, voidedKeys, type OrganisationStanding } from './standing.ts';

/** Somebody who types changes the text ten times a second; once in so long (ms) it is looked at. */
const gatheredFor = 2_000;

export type VoidedSignaturesDeps = Pick<
	SignOffDeps,
	'store' | 'transact' | 'audit' | 'clock' | 'mail' | 'load'
> & {
	events: Events;
	log: Log;
	timers: Timers;
	/** Told of each commit to a text. */
	changed(listener: (documentName: string) => void): () => void;
};

const listed = new Intl.ListFormat('en-GB');

export function watchVoidedSignatures(deps: VoidedSignaturesDeps) {
	const { store, transact, audit, clock, mail, load, events, log, timers } = deps;
	const waiting = new Map<string, () => void>();
	let inHand: Promise<void> = Promise.resolve();

	const titleOf = (loaded: LoadedReport, key: string): string => {
		const question = loaded.template.find((each) => each.key === key);
		if (question === undefined) return key;
		return question.commitment === null
			? `“${question.title}”`
			: `commitment ${question.commitment}`;
	};

	/** Tells of the sections on which these signatures hold no longer and that were not told of before. */
	const tell = (loaded: LoadedReport, standings: readonly OrganisationStanding[]): Promise<void> =>
		transact(async (inside, emit) => {
			const signatures = standings.flatMap(({ signature }) => signature?.id ?? []);
			const told = await inside.signatures.voidingsOf(signatures);
			const { row } = loaded;
			let isNews = false;
			for (const standing of standings) {
				const { signature } = standing;
				if (signature === null) continue;
				const keys = voidedKeys(standing).filter(
					(key) => !told.some((each) => each.signature_id === signature.id && each.key === key)
				);
				if (keys.length === 0) continue;
				isNews = true;
				await inside.signatures.addVoidings(
					keys.map((key) => ({ signature_id: signature.id, key, at: clock.iso() }))
				);
				await audit(inside, system, {
					action: 'signature.voided',
					target: row.id,
					details: { signature: signature.id, sections: keys.join(' ') }
				});
				const where = listed.format(keys.map((key) => titleOf(loaded, key)));
				const left = signature.sections.length - voidedKeys(standing).length;
				const stillHolds =
					left === 0 ? '' : `; on the ${left === 1 ? 'one other' : `other ${left}`} it does`;
				// A deputy's days may be over by now.
				const signers = [signature.member.id, signature.onBehalfOf?.id ?? signature.member.id];
				for (const memberId of new Set(signers))
					await mail(inside, {
						memberId,
						kind: 'signature-voided',
						key: `signature-voided ${row.id} ${dayOf(clock.iso())}`,
						subject: `Words changed since you signed: ${row.title}, Progress Report No. ${row.round_number}`,
						text:
							`Since you signed for ${signature.organisation.name}, words have changed in ${where}. ` +
							`Your signature no longer holds there${stillHolds}.\n\n` +
							'The page shows just the words that changed. Sign again when you have read them.',
						path: `/reports/${row.id}/sign?for=${signature.organisation.id}`
					});
			}
			if (isNews) emit({ type: 'report-changed', reportId: row.id });
		});

	async function lookAt(reportIds: readonly string[]): Promise<void> {
		const rows = await store.signatures.ofReports(reportIds);
		if (rows.length === 0) return;
		const sections = await store.signatures.sectionsOf(rows.map(({ id }) => id));
		const reports = await store.rounds.reportsByIds([...new Set(rows.map((row) => row.report_id))]);
		for (const loaded of await load(store, reports)) {
			// Of a correction that was given up nobody signs the words again.
			if (loaded.row.state === 'published' && !loaded.target.isCorrecting) continue;
			const own = rows.filter(({ report_id }) => report_id === loaded.row.id);
			const standings = standingOf(loaded.organisations, own, sections, loaded.text);
			if (standings.some(({ state }) => state === 'voided')) await tell(loaded, standings);
		}
	}

	/** One after the other: two looks at once would tell the same twice. */
	function look(find: () => Promise<readonly string[]>): Promise<void> {
		inHand = inHand
			.then(async () => lookAt(await find()))
			.catch((error: unknown) => log.error({ err: error }, 'looking at voided signatures failed'));
		return inHand;
	}

	function lookLater(key: string, find: () => Promise<readonly string[]>): void {
		if (waiting.has(key)) return;
		const cancel = timers.after(gatheredFor, () => {
			waiting.delete(key);
			void look(find);
		});
		waiting.set(key, cancel);
	}

	const stopChanged = deps.changed((documentName) =>
		lookLater(documentName, async () => {
			const report = await store.rounds.reportByDocument(documentName);
			return report === undefined ? [] : [report.id];
		})
	);
	// An answer to a promise is part of what was signed, and stands in no document.
	const stopEvents = events.on((event) => {
		if (event.type !== 'report-changed') return;
		const { reportId } = event;
		lookLater(reportId, () => Promise.resolve([reportId]));
	});
	// What changed while nobody looked.
	void look(() => store.signatures.signedAndBeingWritten());

	return {
		/** Resolves when what is in hand is done. */
		settled: (): Promise<void> => inHand,
		async close(): Promise<void> {
			stopChanged();
			stopEvents();
			for (const cancel of waiting.values()) cancel();
			await inHand;
		}
	};
}
