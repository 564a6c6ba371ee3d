import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [svelte()],
	test: {
		include: [
			'{server,src}/**/*.test.ts',
			'tests/{contract,fuzz,domain,integration,architecture,bench}/**/*.test.ts'
		],
		// The server runs as native TypeScript; its own packages are left to Node.
		server: { deps: { external: [/node_modules/] } },
		pool: 'forks',
		maxWorkers: 2,
		testTimeout: 30_000,
		hookTimeout: 60_000
	}
});
