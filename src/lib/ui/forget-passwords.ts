// For forms with a password: `use:enhance={forgetPasswords}`. A form that was not taken keeps what was typed but for its
// passwords, as it does without scripts: one cannot see what is wrong with them, so they are typed anew.
import type { SubmitFunction } from '@sveltejs/kit';

export const forgetPasswords: SubmitFunction =
	() =>
	async ({ formElement, update }) => {
		await update();
		const inputs = formElement.querySelectorAll<HTMLInputElement>('input[type="password"]');
		for (const input of inputs) input.value = '';
	};
