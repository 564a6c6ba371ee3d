import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { describeApi, type RouteModule } from '$lib/server/openapi.ts';

// Loaded when asked for: this file is one of them.
const routeFiles = import.meta.glob<RouteModule>('../**/+server.ts');

export const GET = api(
	{
		summary: 'This description',
		output: v.looseObject({ openapi: v.string() }),
		signedIn: false
	},
	async ({ app }) => {
		const entries = Object.entries(routeFiles).map(
			async ([file, load]): Promise<[string, RouteModule]> => [
				file.replace(/^\.\.|^\./, '/api/v1'),
				await load()
			]
		);
		const routes = Object.fromEntries(await Promise.all(entries));
		return describeApi(routes, app.config.origin) as { openapi: string };
	}
);
