// Identifiers: UUIDv7, so that they sort by the time they were made and tell nothing else.
import { randomBytes, createHash } from 'node:crypto';
import { v7 } from 'uuid';

/** A new identifier, as text. */
export const newId = (): string => v7();

/** A secret for a cookie, a token or a link: 160 random bits in URL-safe text. */
export const newSecret = (): string => randomBytes(20).toString('base64url');

/** What is stored in place of a secret. Secrets carry 160 random bits, so a plain SHA-256 is enough. */
export const hashSecret = (secret: string): string =>
	createHash('sha256').update(secret).digest('hex');
