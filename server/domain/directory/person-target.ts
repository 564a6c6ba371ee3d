// The facts that decide who may find a person. Pure.
import type { PersonTarget } from '#server/domain/access/targets.ts';

export const personTarget = (
	memberId: string,
	seats: number,
	groupIds: readonly string[]
): PersonTarget => ({ kind: 'person', memberId, hasSeat: seats > 0, groupIds });
