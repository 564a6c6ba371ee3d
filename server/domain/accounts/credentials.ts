// A member's own ways in: the browsers they are signed in with, their API tokens, their password.
import type { Member, System } from '#server/kernel/actor.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { hashSecret, newId, newSecret } from '#server/kernel/ids.ts';
import type {
	ChangePasswordInput,
	CreateOwnTokenInput,
	CreateTokenInput,
	LoginSessionView,
	TokenView
} from '#shared/account-input.ts';
import type { AccountDeps } from './accounts.ts';
import { browserInWords } from './browser-in-words.ts';
import type { From, ProvePassword } from './password-proof.ts';
import { hashPassword } from './passwords.ts';

/** So that a token that leaks into a file or a chat is found by those who search for such things. */
const tokenPrefix = 'alliance_';

/** Tokens a member may hold at once: more than anybody needs, few enough to read through. */
const tokensPerMember = 50;

type NewToken = { id: string; token: string };
type Origin = Pick<From, 'address'>;

export function createCredentials(
	{ store, transact, audit, clock }: AccountDeps,
	provePassword: ProvePassword
) {
	/** That the person at the keyboard is still the member. @throws DomainError invalid at `field`, too-often. */
	async function confirm(
		{ email }: Member,
		{ field, password }: { field: string; password: string }
	): Promise<void> {
		try {
			await provePassword({ email, password }, null);
		} catch (error) {
			if (!(error instanceof DomainError) || error.code !== 'wrong-credentials') throw error;
			throw new DomainError('invalid', { field, message: 'This is not your present password' });
		}
	}

	async function addToken(memberId: string, name: string): Promise<NewToken> {
		const id = newId();
		const token = `${tokenPrefix}${newSecret()}`;
		await transact(async (inside) => {
			if ((await inside.accounts.tokensOf(memberId)).length >= tokensPerMember) {
				throw new DomainError('conflict', {
					message: `You hold ${tokensPerMember} tokens already. End one you no longer need first.`
				});
			}
			await inside.accounts.addToken({
				id,
				member_id: memberId,
				name,
				token_hash: hashSecret(token),
				created_at: clock.iso(),
				last_used_at: null
			});
			await inside.audit.add({
				id: newId(),
				at: clock.iso(),
				member_id: memberId,
				action: 'token-created',
				target: `token:${id}`,
				details: '{}'
			});
		});
		return { id, token };
	}

	return {
		/** Where the member is signed in, the last used first. */
		async loginSessions(member: Member): Promise<LoginSessionView[]> {
			const rows = await store.loginSessions.listOf(member.memberId, clock.iso());
			return rows.map((row) => ({
				id: row.id_hash,
				browser: browserInWords(row.user_agent),
				since: row.created_at,
				lastSeenAt: row.last_seen_at,
				isThisOne: row.id_hash === member.loginSession
			}));
		},

		/** Signs out one browser. @throws DomainError not-found */
		async endLoginSession(member: Member, id: string): Promise<void> {
			await transact(async (inside, emit) => {
				if (!(await inside.loginSessions.end(member.memberId, id))) throw notFound();
				await audit(inside, member, {
					action: 'session-ended',
					target: `member:${member.memberId}`
				});
				emit({ type: 'signed-out', memberId: member.memberId, credentials: [id] });
			});
		},

		/** Signs out every browser but the one this comes from. @returns how many. */
		async endOtherLoginSessions(member: Member): Promise<number> {
			return transact(async (inside, emit) => {
				const { memberId, loginSession } = member;
				const ended = await inside.loginSessions.endAll(memberId, loginSession ?? null);
				await audit(inside, member, {
					action: 'sessions-ended',
					target: `member:${memberId}`,
					details: { count: ended.length }
				});
				emit({ type: 'signed-out', memberId, credentials: ended });
				return ended.length;
			});
		},

		/**
		 * A token for a script that knows email address and password.
		 * @returns the token itself, this once.
		 * @throws DomainError wrong-credentials, too-often, conflict.
		 */
		async createToken(
			{ email, password, name }: CreateTokenInput,
			from: Origin
		): Promise<NewToken> {
			const { id } = await provePassword({ email, password }, from);
			return addToken(id, name);
		},

		/**
		 * The same for a member who is signed in; the password is asked again, so that a browser left open gives no
		 * token away.
		 * @throws DomainError invalid at `password`, too-often, conflict.
		 */
		async createOwnToken(
			member: Member,
			{ password, name }: CreateOwnTokenInput
		): Promise<NewToken> {
			await confirm(member, { field: 'password', password });
			return addToken(member.memberId, name);
		},

		/** The same for whoever runs the server, who needs no password. @throws DomainError not-found, conflict. */
		async createTokenFor(
			_actor: System,
			{ email, name }: Pick<CreateTokenInput, 'email' | 'name'>
		): Promise<NewToken> {
			const row = await store.accounts.memberByEmail(email);
			if (row === undefined || row.deactivated_at !== null) {
				throw new DomainError('not-found', { message: 'Nobody here has this email address.' });
			}
			return addToken(row.id, name);
		},

		/** The member's tokens, newest first, without the tokens themselves. */
		async tokens(member: Member): Promise<TokenView[]> {
			const rows = await store.accounts.tokensOf(member.memberId);
			return rows.map((row) => ({
				id: row.id,
				name: row.name,
				createdAt: row.created_at,
				lastUsedAt: row.last_used_at
			}));
		},

		/** Ends a token and every socket opened with it. @throws DomainError not-found */
		async revokeToken(member: Member, id: string): Promise<void> {
			await transact(async (inside, emit) => {
				if (!(await inside.accounts.removeToken(member.memberId, id))) throw notFound();
				await audit(inside, member, { action: 'token-ended', target: `token:${id}` });
				emit({ type: 'signed-out', memberId: member.memberId, credentials: [id] });
			});
		},

		/**
		 * Changes the password and signs out every other browser: whoever knew the old one is out.
		 * @throws DomainError invalid at `current`, too-often.
		 */
		async changePassword(member: Member, { current, next }: ChangePasswordInput): Promise<void> {
			const { memberId, loginSession } = member;
			await confirm(member, { field: 'current', password: current });
			const passwordHash = await hashPassword(next);
			await transact(async (inside, emit) => {
				await inside.accounts.setPassword(memberId, passwordHash);
				const ended = await inside.loginSessions.endAll(memberId, loginSession ?? null);
				await audit(inside, member, { action: 'password-changed', target: `member:${memberId}` });
				emit({ type: 'signed-out', memberId, credentials: ended });
			});
		}
	};
}
