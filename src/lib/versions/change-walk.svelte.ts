// Going from one change to the next in a comparison. The focus goes along, so that a screen reader reads the change
// and Tab goes on from there.
export class ChangeWalk {
	/** The change one is at; 0 before the first. */
	current = $state(0);

	/** Goes to a change. */
	goTo(change: number): void {
		this.current = change;
		const target = document.getElementById(`change-${change}`);
		target?.scrollIntoView({ block: 'center' });
		target?.focus({ preventScroll: true });
	}

	/** Goes on by one, or back. @returns false when there is none that way */
	go(step: 1 | -1, count: number): boolean {
		const change = this.current + step;
		if (change < 1 || change > count) return false;
		this.goTo(change);
		return true;
	}
}
