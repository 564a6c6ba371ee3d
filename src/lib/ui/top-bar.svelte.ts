// The top bar belongs to the workspace, but a page may put something into it: the draft shows its save state there,
// so that it is never scrolled away.
import { createContext, type Snippet } from 'svelte';

export class TopBarSlot {
	content = $state.raw<Snippet | null>(null);
}

export const [getTopBarSlot, setTopBarSlot] = createContext<TopBarSlot>();
