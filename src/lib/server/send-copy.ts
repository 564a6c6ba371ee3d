// A copy as a file to keep.
import type { OpenedCopy } from '#server/domain/exports/exports.ts';

/** @param cacheControl one that everybody may have can be kept and asked after */
export function sendCopy(
	request: Request,
	copy: OpenedCopy,
	cacheControl: 'no-store' | 'public, no-cache'
): Response {
	const headers = { etag: copy.etag, 'cache-control': cacheControl };
	if (request.headers.get('if-none-match') === copy.etag) {
		return new Response(null, { status: 304, headers });
	}
	return new Response(request.method === 'HEAD' ? null : copy.stream(), {
		headers: {
			...headers,
			'content-type': copy.type,
			'content-length': String(copy.bytes),
			'content-disposition': `attachment; filename="${copy.fileName}"`
		}
	});
}
