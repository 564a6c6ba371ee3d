// What every request carries, and what an error page knows.
import type { App as Workspace } from '#server/app.ts';
import type { Actor } from '#server/kernel/actor.ts';

declare global {
	namespace App {
		interface Locals {
			app: Workspace;
			/** Who is asking. */
			actor: Actor;
			/** Where the request comes from, forwarded headers believed only from a trusted proxy. */
			clientAddress: string;
		}
		interface PageData {
			/** This is the demonstration workspace (root layout). */
			demo?: boolean;
			/** Somebody is signed in (root layout). */
			isMember?: boolean;
			/** Where the page stands, for the top bar: the last entry is the page itself. */
			runningHead?: { label: string; href?: string }[];
		}
		interface Error {
			message: string;
			/** Names the entry in the server's log, for an unexpected failure. */
			id?: string;
		}
	}
}

export {};
