/** An entry of a menu in the toolbar. */
export type ToolMenuItem = {
	label: string;
	run(): void;
	/** Shown as chosen; leave out for an item that only does something. */
	isChosen?: boolean;
	isDisabled?: boolean;
	/** A line above it: another kind of thing begins. */
	startsGroup?: boolean;
};
