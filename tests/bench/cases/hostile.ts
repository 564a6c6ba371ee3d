import type { Case } from './case.ts';
export const hostile: Case = async () => null;
