// The roles a group has, in its own words. Nobody's framework: how many there are, what they are called and which of
// them run the group is the group's to say. Pure.
import * as v from 'valibot';
import type { NewGroupRole } from '#shared/group-input.ts';
import { groupRoleSchema, type GroupRole } from '#shared/group-output.ts';

const storedSchema = v.array(groupRoleSchema);

/** What a group begins with unless it says otherwise. */
export const firstRoles: readonly GroupRole[] = [
	{ key: 'chair', title: 'Chair', manages: true },
	{ key: 'facilitator', title: 'Facilitator', manages: true },
	{ key: 'member', title: 'Member', manages: false }
];

/** The roles as they are stored. */
export const parseRoles = (stored: string): GroupRole[] =>
	v.parse(storedSchema, JSON.parse(stored));

/** Roles with a key each: one that is kept stays what it was when its title changes. */
export function withKeys(
	roles: readonly NewGroupRole[],
	known: readonly GroupRole[] = []
): GroupRole[] {
	const taken = new Set(known.map(({ key }) => key));
	return roles.map(({ key, title, manages }) => {
		if (key !== undefined && known.some((role) => role.key === key)) return { key, title, manages };
		const stem =
			title
				.toLowerCase()
				.replace(/[^a-z0-9]+/g, '-')
				.replace(/^-+|-+$/g, '')
				.slice(0, 30) || 'role';
		let fresh = stem;
		for (let number = 2; taken.has(fresh); number += 1) fresh = `${stem}-${number}`;
		taken.add(fresh);
		return { key: fresh, title, manages };
	});
}

/** The role somebody has who joins by themselves: the last that does not run the group, or the last there is. */
export function requireNewcomersRole(roles: readonly GroupRole[]): GroupRole {
	const role = roles.findLast(({ manages }) => !manages) ?? roles.at(-1);
	if (role === undefined) throw new Error('a group has at least one role');
	return role;
}
