// Opens the palette from its button and by Ctrl+K or Cmd+K. The palette itself is fetched when it is first wanted.
import { mount, unmount } from 'svelte';

/** @returns stops listening and takes the palette away */
export function listen(link: HTMLAnchorElement): () => void {
	let palette: Promise<{ show(): void; take(): void }> | undefined;

	async function fetched() {
		const { default: Palette } = await import('./palette.svelte');
		const shown = mount(Palette, { target: document.body }) as { show(): void };
		return { show: () => shown.show(), take: () => void unmount(shown) };
	}

	function open(event: Event): void {
		event.preventDefault();
		palette ??= fetched();
		palette.then(
			({ show }) => show(),
			// Without the network the search page says so in its own way.
			() => link.ownerDocument.location.assign(link.href)
		);
	}

	function onClick(event: MouseEvent): void {
		// Whoever opens it in another tab wants the page.
		if (!event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) open(event);
	}

	function onKey(event: KeyboardEvent): void {
		const isShortcut =
			(event.ctrlKey || event.metaKey) &&
			!event.altKey &&
			!event.shiftKey &&
			event.key.toLowerCase() === 'k';
		if (isShortcut) open(event);
	}

	link.addEventListener('click', onClick);
	document.addEventListener('keydown', onKey);
	return () => {
		link.removeEventListener('click', onClick);
		document.removeEventListener('keydown', onKey);
		void palette?.then(({ take }) => take());
	};
}
