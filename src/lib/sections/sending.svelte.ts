// A small form beside a text: it is sent without leaving the page, says what was done, and keeps what was typed when
// it was not taken. Without script it goes to a page of its own.
import type { SubmitFunction } from '@sveltejs/kit';
import { invalidate } from '$app/navigation';
import { getAnnouncer } from '$lib/ui/announcer.svelte.ts';

export class Sending {
	/** A sentence by field; under `form` when it is about no single one. */
	errors = $state.raw<Record<string, string>>({});
	isSending = $state(false);

	readonly #announcer = getAnnouncer();
	readonly #reportId: () => string;
	readonly #ondone: (() => void) | undefined;

	/** @param errors what is wrong with it as the page came  @param ondone called when it was taken and the page is new */
	constructor(
		reportId: () => string,
		{ errors, ondone }: { errors?: Record<string, string> | undefined; ondone?: () => void } = {}
	) {
		this.#reportId = reportId;
		this.#ondone = ondone;
		this.errors = errors ?? {};
	}

	readonly enhance: SubmitFunction = ({ cancel }) => {
		if (this.isSending) {
			cancel();
			return;
		}
		this.isSending = true;
		return async ({ result }) => {
			this.isSending = false;
			if (result.type === 'success') {
				this.errors = {};
				await invalidate(`report:${this.#reportId()}`);
				this.#announcer.say(String(result.data?.['said'] ?? ''));
				this.#ondone?.();
				return;
			}
			this.errors =
				result.type === 'failure'
					? (result.data?.['errors'] as Record<string, string>)
					: { form: 'That did not reach the server. Nothing was changed; try again.' };
			this.#announcer.say(Object.values(this.errors).join(' '));
		};
	};
}
