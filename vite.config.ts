import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { workspaceServer } from './server/dev.ts';

export default defineConfig({
	plugins: [workspaceServer(), sveltekit()],
	// One copy of Yjs: two would not recognise each other's types.
	resolve: { dedupe: ['yjs', '@tiptap/pm'] },
	// The editor's chunk is loaded only where somebody writes.
	build: {
		target: 'es2022',
		chunkSizeWarningLimit: 700,
		// The first script names every page's styles, so that they come with it, and not what its script will ask for by
		// itself: that list was a twentieth of what everybody loads first.
		modulePreload: {
			polyfill: false,
			resolveDependencies: (_, needed) => needed.filter((file) => file.endsWith('.css'))
		}
	},
	environments: {
		client: {
			build: {
				rolldownOptions: {
					output: {
						// The shell in a few pieces: forty tiny ones compress a sixth worse. What checks messages and forms is
						// no part of it: it brings valibot along. Neither is what only sessions need.
						codeSplitting: {
							groups: [
								{
									name: 'framework',
									test: /node_modules\/(svelte|@sveltejs|esm-env|clsx|devalue)\//
								},
								{
									name: 'shell',
									test: /src\/lib\/(ui\/|shared\/(?!exchange|link-address|live-session|[a-z-]+-(input|output|protocol|words)\.))/,
									minShareCount: 2
								}
							]
						}
					}
				}
			}
		}
	}
});
