// What the process of one trial is told.
import path from 'node:path';
import type { CaseName } from './cases/cases.ts';
import type { CandidateName } from './servers/candidates.ts';
import type { Sizes } from './sizes.ts';

export type TrialOrder = {
	case: CaseName;
	server: CandidateName;
	sizes: Sizes;
	/** Folder for all data of this bench; a prepared workspace lies in it. */
	folder: string;
	/** Folder for CPU profiles of the server. */
	profile: string | null;
};

/** Where in that folder the workspace lies that our server is given copies of. */
export const templateIn = (folder: string): string => path.join(folder, 'template');
