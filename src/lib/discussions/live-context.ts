// The live connection of the pages about commitments: made in the browser, so there is none while the server renders.
import { createContext } from 'svelte';
import type { LiveConnection } from '$lib/live/live-connection.svelte.ts';

export const [getLive, setLive] = createContext<() => LiveConnection | null>();
