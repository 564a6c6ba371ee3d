// The one permission check. Domain functions call `require`; pages get `abilities` and never look at roles;
// the collaboration and live sockets ask `document` at the upgrade and again whenever rights may have changed.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import { isAllowed, seeing, type Action, type TargetOf } from './policy.ts';
import type {
	LiveSessionTarget,
	NoteTarget,
	ReportTarget,
	SynthesisTarget,
	Target
} from './targets.ts';

export type DocumentRights = {
	mayRead: boolean;
	mayWrite: boolean;
	/** Who wrote what when, and what stood there before. */
	mayReadHistory: boolean;
};

export type Access = {
	can<A extends Action>(actor: Actor, action: A, target: TargetOf<A>): boolean;
	/** @throws DomainError not-found (the actor may not even know of it), not-signed-in, not-allowed (may see, may not do). */
	require<A extends Action>(actor: Actor, action: A, target: TargetOf<A>): void;
	/** For a page: which of these actions the actor may take on this target. */
	abilities<A extends Action>(
		actor: Actor,
		target: TargetOf<A>,
		actions: readonly A[]
	): Record<A, boolean>;
	/** Rights on a co-written document, by its name; null when there is none or it may not be known. */
	document(actor: Actor, documentName: string): Promise<DocumentRights | null>;
};

export type DocumentOwner = ReportTarget | NoteTarget | SynthesisTarget | LiveSessionTarget;

export type AccessDeps = {
	/** What a document is the text of, as facts; null when no such document. */
	documentOwner(documentName: string): Promise<DocumentOwner | null>;
};

export function createAccess(deps: AccessDeps): Access {
	const can = isAllowed;

	function refusal(actor: Actor, target: Target): DomainError {
		const see = seeing[target.kind];
		if (see !== null && !isAllowed(actor, see, target as never)) return notFound();
		return new DomainError(actor.kind === 'anonymous' ? 'not-signed-in' : 'not-allowed');
	}

	function rightsOn(actor: Actor, owner: DocumentOwner): DocumentRights {
		switch (owner.kind) {
			case 'report':
				return {
					mayRead: can(actor, 'report.read', owner),
					mayWrite: can(actor, 'report.write', owner),
					mayReadHistory: can(actor, 'report.history', owner)
				};
			case 'note':
				return {
					mayRead: can(actor, 'note.see', owner),
					mayWrite: can(actor, 'note.write', owner),
					mayReadHistory: can(actor, 'note.history', owner)
				};
			case 'live-session': {
				const mayWrite = can(actor, 'live-session.take-part', owner);
				return {
					mayRead: mayWrite || can(actor, 'live-session.read-record', owner),
					mayWrite,
					mayReadHistory: can(actor, 'live-session.facilitate', owner)
				};
			}
			case 'synthesis': {
				const mayRead = can(actor, 'synthesis.read', owner);
				return {
					mayRead,
					mayWrite: can(actor, 'synthesis.write', owner),
					mayReadHistory: mayRead
				};
			}
		}
	}

	return {
		can,
		require(actor, action, target) {
			if (!can(actor, action, target)) throw refusal(actor, target);
		},
		abilities(actor, target, actions) {
			const entries = actions.map((action) => [action, can(actor, action, target)] as const);
			return Object.fromEntries(entries) as Record<(typeof actions)[number], boolean>;
		},
		async document(actor, documentName) {
			const owner = await deps.documentOwner(documentName);
			if (owner === null) return null;
			const rights = rightsOn(actor, owner);
			return rights.mayRead ? rights : null;
		}
	};
}
