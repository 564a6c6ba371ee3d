// The pledge as text by version, and those who signed it. Public: anyone may read all of it.
import type { Store } from '#server/storage/store.ts';

export type Commitment = { number: number; title: string; wording: string };
export type PledgeVersion = {
	version: string;
	effectiveOn: string;
	source: string;
	commitments: Commitment[];
};
export type CurrentPledge = PledgeVersion & { versions: PledgeVersion[] };
export type Signatory = {
	id: string;
	organisationId: string;
	organisation: string;
	/** In the address of its page. */
	slug: string | null;
	kind: string;
	region: string;
	roleTitle: string | null;
	certainty: string;
};

export type Pledge = ReturnType<typeof createPledge>;

export function createPledge({ store }: { store: Store }) {
	async function versions(): Promise<PledgeVersion[]> {
		const [rows, commitments] = await Promise.all([
			store.pledge.versions(),
			store.pledge.commitments()
		]);
		return rows.map(({ version, effective_on, source }) => ({
			version,
			effectiveOn: effective_on,
			source,
			commitments: commitments
				.filter((row) => row.version === version)
				.map(({ number, title, wording }) => ({ number, title, wording }))
		}));
	}

	return {
		/** The newest version, with all versions beside it, oldest first. */
		async current(): Promise<CurrentPledge> {
			const all = await versions();
			const newest = all.at(-1);
			if (newest === undefined) throw new Error('the pledge has no version');
			return { ...newest, versions: all };
		},

		/** Who signed, by the name of the organisation. */
		async signatories(): Promise<{ pledgeMakers: Signatory[]; pledgeSupporters: Signatory[] }> {
			const rows = await store.pledge.signatories();
			const of = (kind: string): Signatory[] =>
				rows
					.filter((row) => row.kind === kind)
					.map((row) => ({
						id: row.id,
						organisationId: row.organisation_id,
						organisation: row.organisation,
						slug: row.slug,
						kind: row.body,
						region: row.region,
						roleTitle: row.role_title,
						certainty: row.certainty
					}));
			return { pledgeMakers: of('pledge-maker'), pledgeSupporters: of('pledge-supporter') };
		}
	};
}
