// Whose request it is. Forwarded headers are believed only from proxies named in TRUSTED_PROXIES: otherwise
// anyone could write a new address into each try and never be throttled (F13).
import type { IncomingMessage } from 'node:http';

const plain = (address: string): string => address.replace(/^::ffff:/, '');

/** @returns the nearest address on the way that is not one of our own proxies. */
export function clientAddress(
	request: Pick<IncomingMessage, 'socket' | 'headers'>,
	trustedProxies: readonly string[]
): string {
	const direct = plain(request.socket.remoteAddress ?? '');
	const trusted = new Set(trustedProxies.map(plain));
	if (!trusted.has(direct)) return direct;
	const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
	const hops = forwarded.map((hop) => plain(hop.trim())).filter((hop) => hop !== '');
	return hops.findLast((hop) => !trusted.has(hop)) ?? direct;
}
