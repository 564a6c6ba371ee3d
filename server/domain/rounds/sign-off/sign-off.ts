// Sign-off: each organisation of a report puts its name to exactly these words, or says what should change.
import type { Signer } from '#server/kernel/actor.ts';
import { createAskingToSign } from './asking-to-sign.ts';
import { createReturning } from './returning.ts';
import { signingFacts, type SignOffDeps } from './sign-off-deps.ts';
import { createSignReading } from './sign-reading.ts';
import { createSigning } from './signing.ts';
import { createStandings } from './standings.ts';

export type SignOff = ReturnType<typeof createSignOff>;

export function createSignOff(deps: SignOffDeps) {
	return {
		...createStandings(deps),
		...createSignReading(deps),
		sign: createSigning(deps),
		returnIt: createReturning(deps),
		ask: createAskingToSign(deps),
		/** Whether the person may still sign what their link names. */
		async maySign(signer: Signer): Promise<boolean> {
			const { store, access } = deps;
			const { reportId, organisationId } = signer;
			const facts = await signingFacts(deps, store, signer, reportId, organisationId);
			return access.can(signer, 'report.sign', facts.target);
		}
	};
}
