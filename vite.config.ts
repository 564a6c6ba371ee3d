import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { workspaceServer } from './server/dev.ts';

export default defineConfig({
	plugins: [workspaceServer(), sveltekit()],
	// One copy of Yjs: two would not recognise each other's types.
	resolve: { dedupe: ['yjs', '@tiptap/pm'] },
	build: { target: 'es2022' }
});
