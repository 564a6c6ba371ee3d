// The fingerprint of a file, as `sha256sum` gives it. Pure.
import { createHash } from 'node:crypto';

export const sha256Of = (content: string): string =>
	createHash('sha256').update(content).digest('hex');
