// Passwords at rest: argon2id with OWASP's first choice of parameters. A sign-in costs about 30 ms and 19 MiB, a guess
// at a stolen hash as much.
import { hash, verify } from '@node-rs/argon2';

/** argon2id is the library's default algorithm; memory in KiB. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The same password typed on two keyboards can differ in its bytes; composed alike it does not. */
const composed = (password: string): string => password.normalize('NFKC');

/** What is stored of a password, in PHC form. */
export const hashPassword = (password: string): Promise<string> =>
	hash(composed(password), parameters);

/** Whether the password is the one this hash was made of. */
export const isPassword = (password: string, passwordHash: string): Promise<boolean> =>
	verify(passwordHash, composed(password));
