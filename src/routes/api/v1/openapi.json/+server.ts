import * as v from 'valibot';
import { api, type ApiHandler } from '$lib/server/api.ts';
import { describeApi, type RouteModule } from '$lib/server/openapi.ts';

/** Every route file but this one. */
const routeFiles = import.meta.glob<RouteModule>('../**/+server.ts');

export const GET: ApiHandler = api(
	{
		summary: 'This description',
		output: v.looseObject({ openapi: v.string() }),
		signedIn: false
	},
	async ({ app }) => {
		const entries = Object.entries(routeFiles).map(
			async ([file, load]): Promise<[string, RouteModule]> => [file.slice(2), await load()]
		);
		const others = Object.fromEntries(await Promise.all(entries));
		const routes = { ...others, '/openapi.json/+server.ts': { GET } };
		return describeApi(routes, app.config.origin) as { openapi: string };
	}
);
