// A table as comma-separated values (RFC 4180). Pure.

/** Spreadsheets take what begins like this for a formula and would run it. */
const looksLikeFormula = /^[=+\-@\t\r]/;

/** A byte-order mark: without it Excel garbles every “£” and every accent. */
const mark = '\uFEFF';

function cell(value: string | number | null): string {
	if (typeof value === 'number') return String(value);
	const text = value ?? '';
	const safe = looksLikeFormula.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param rows the first is the header */
export const toCsv = (rows: readonly (readonly (string | number | null)[])[]): string =>
	mark + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
