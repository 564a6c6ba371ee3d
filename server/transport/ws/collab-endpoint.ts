// /collab/{documentName}?schema={n}: from an identified caller to a seat in the document's room. See
// server/domain/collaboration/SPEC.md.
import type { WebSocket } from 'ws';
import type { Caller } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Collaboration } from '#server/domain/collaboration/collaboration.ts';
import { presenceUserOf } from '#server/domain/collaboration/presence-user.ts';
import type { Guests } from './guests.ts';
import type { Line } from './line.ts';

export type CollabEndpointDeps = {
	access: Pick<Access, 'document'>;
	collaboration: Pick<Collaboration, 'open'>;
	guests: Guests;
};

/** What the upgrade hands over once the handshake is done; `giveUp` when it never is. */
export type Welcome = {
	welcome(ws: WebSocket, line: Line): void;
	giveUp(): void;
};

const longestName = 80;

export function createCollabEndpoint({ access, collaboration, guests }: CollabEndpointDeps) {
	/** Whether this caller may have this document with this editor; else the status to refuse with. */
	return async function knock(
		caller: Caller,
		documentName: string,
		schema: string | null,
		epoch: number
	): Promise<Welcome | 404 | 409> {
		if (documentName === '' || documentName.length > longestName) return 404;
		const rights = await access.document(caller, documentName);
		if (rights === null) return 404;
		const document = await collaboration.open(documentName);
		if (document === null) return 404;
		// F20: an editor that does not know the document's newest nodes would delete them for everybody.
		if (schema !== null && !(Number(schema) >= document.schemaVersion)) {
			document.letGo();
			return 409;
		}
		return {
			giveUp: () => document.letGo(),
			welcome(ws, line) {
				const attachment = document.join(line, {
					mayWrite: rights.mayWrite,
					user: presenceUserOf(caller)
				});
				guests.add(
					{
						caller,
						ws,
						line,
						documentName,
						async stillWelcome(fresh) {
							const now = await access.document(fresh, documentName);
							return now !== null && now.mayWrite === rights.mayWrite;
						}
					},
					epoch
				);
				ws.on('message', (data: Buffer) => {
					// What was on its way when we closed the socket still arrives, and counts no more (C02).
					if (ws.readyState === ws.OPEN) attachment.receive(data);
				});
				ws.on('close', () => attachment.left());
			}
		};
	};
}
