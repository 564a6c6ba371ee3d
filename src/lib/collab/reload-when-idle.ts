// A page that is older than the text it shows has to be loaded anew, but not under somebody's hands.

/** After this long (ms) without a key or a touch nobody is in the middle of something. */
const idleAfter = 10_000;
/** How often (ms) it looks. */
const lookEvery = 1_000;
const signsOfLife = ['keydown', 'input', 'pointerdown', 'pointermove', 'wheel', 'touchmove'];

/**
 * Calls `reload` once the page has been left alone for a while, or is not seen, and `mayReload` agrees.
 * @param page `document`
 * @returns a function that calls it off
 */
export function reloadWhenIdle(
	page: EventTarget & { readonly hidden: boolean },
	mayReload: () => boolean,
	reload: () => void
): () => void {
	let aliveAt = Date.now();
	const noteLife = (): void => {
		aliveAt = Date.now();
	};
	for (const sign of signsOfLife) {
		page.addEventListener(sign, noteLife, { capture: true, passive: true });
	}
	const timer = setInterval(() => {
		const isIdle = page.hidden || Date.now() - aliveAt >= idleAfter;
		if (!isIdle || !mayReload()) return;
		stop();
		reload();
	}, lookEvery);

	function stop(): void {
		clearInterval(timer);
		for (const sign of signsOfLife) page.removeEventListener(sign, noteLife, { capture: true });
	}
	return stop;
}

const key = 'reloaded-for';

/**
 * Whether this tab has not yet reloaded for this reason; from now on it has. A second reload would bring the same
 * page again, and so on for ever.
 */
export function isFirstReload(reason: string): boolean {
	try {
		if (sessionStorage.getItem(key) === reason) return false;
		sessionStorage.setItem(key, reason);
		return true;
	} catch {
		return false;
	}
}
