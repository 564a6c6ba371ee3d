// What a member wants to be told of colleagues while writing. Kept on this device, for each member who uses it.

export const announcementKinds = ['joining', 'leaving', 'adding', 'removing'] as const;
export type AnnouncementKind = (typeof announcementKinds)[number];

type Choices = Record<AnnouncementKind, boolean> & {
	/** Of changes, only those in the section one is in. */
	onlyHere: boolean;
	/** The words that were added, not only how many. */
	withWords: boolean;
	/** Nothing is said, and colleagues' changes wait while one writes. */
	isQuiet: boolean;
};

/** Enough to know what goes on, nothing from elsewhere in the report. */
const standard: Choices = {
	joining: true,
	leaving: true,
	adding: true,
	removing: true,
	onlyHere: true,
	withWords: false,
	isQuiet: false
};

export class ListeningSettings {
	joining = $state(standard.joining);
	leaving = $state(standard.leaving);
	adding = $state(standard.adding);
	removing = $state(standard.removing);
	onlyHere = $state(standard.onlyHere);
	withWords = $state(standard.withWords);
	isQuiet = $state(standard.isQuiet);

	readonly #key: string;

	/** Reads what was chosen before. */
	constructor(memberId: string) {
		this.#key = `listening:${memberId}`;
		Object.assign(this, choicesIn(localStorage.getItem(this.#key)));
	}

	/** Keeps the choices as they are now. */
	keep(): void {
		const { joining, leaving, adding, removing, onlyHere, withWords, isQuiet } = this;
		const choices: Choices = {
			joining,
			leaving,
			adding,
			removing,
			onlyHere,
			withWords,
			isQuiet
		};
		localStorage.setItem(this.#key, JSON.stringify(choices));
	}
}

/** Those of the stored choices that can be told; of an older or a spoilt entry, the standard ones stay. */
function choicesIn(stored: string | null): Partial<Choices> {
	let kept: unknown;
	try {
		kept = JSON.parse(stored ?? '{}');
	} catch {
		return {};
	}
	if (typeof kept !== 'object' || kept === null) return {};
	return Object.fromEntries(
		Object.entries(kept).filter(
			([name, value]) => Object.hasOwn(standard, name) && typeof value === 'boolean'
		)
	);
}
