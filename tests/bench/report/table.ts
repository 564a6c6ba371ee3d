// The one table: medians, ratios, and what was asked.
import type { Results } from '../results.ts';
import type { CandidateName } from '../servers/candidates.ts';
import {
	figureOf,
	judge,
	yardsticks,
	type Bound,
	type Verdict,
	type Yardstick
} from './yardsticks.ts';

const servers: readonly CandidateName[] = ['ours', 'hocuspocus', 'y-websocket', 'relay'];

const verdictWords: Record<Verdict, string> = {
	aim: 'yes, and the aim',
	must: 'yes',
	missed: '**no**',
	unknown: 'not measured',
	none: ''
};

/** As Markdown; yardsticks that were not measured on us are left out. */
export function tableOf(results: Results): string {
	const measured = yardsticks.filter((each) => !Number.isNaN(figureOf(results, each, 'ours')));
	const heads = ['', ...servers, 'ours / hocuspocus', 'ours / relay', 'asked', 'met'];
	const rows = measured.map((yardstick) => [
		yardstick.unit === '' ? yardstick.title : `${yardstick.title}, ${yardstick.unit}`,
		...servers.map((server) => figure(figureOf(results, yardstick, server), yardstick.decimals)),
		ratio(results, yardstick, 'hocuspocus'),
		ratio(results, yardstick, 'relay'),
		asked(yardstick),
		verdictWords[judge(results, yardstick)]
	]);
	return align([heads, ...rows]);
}

const figure = (value: number, decimals: number): string =>
	Number.isNaN(value)
		? '–'
		: value.toLocaleString('en-GB', {
				minimumFractionDigits: decimals,
				maximumFractionDigits: decimals
			});

function ratio(results: Results, yardstick: Yardstick, server: CandidateName): string {
	const theirs = figureOf(results, yardstick, server);
	if (yardstick.noRatio === true || Number.isNaN(theirs) || theirs === 0) return '–';
	return figure(figureOf(results, yardstick, 'ours') / theirs, 2);
}

function asked({ must, aim, more, unit, decimals }: Yardstick): string {
	if (must === undefined) return '';
	const sign = more === true ? '≥' : '≤';
	const words = (bound: Bound): string =>
		'value' in bound
			? `${sign} ${figure(bound.value, Number.isInteger(bound.value) ? 0 : decimals)} ${unit}`.trimEnd()
			: `${sign} ${bound.factor} × ${bound.server}`;
	return aim === undefined ? words(must) : `${words(must)}; aim ${words(aim)}`;
}

/** A Markdown table that can be read as it stands, with its numbers to the right. */
function align(rows: readonly (readonly string[])[]): string {
	const columns = rows[0]?.map((_, column) => column) ?? [];
	const widths = columns.map((column) =>
		Math.max(3, ...rows.map((row) => (row[column] ?? '').length))
	);
	const isNumber = (column: number): boolean => column >= 1 && column <= servers.length + 2;
	const line = (cells: readonly string[]): string =>
		`| ${cells
			.map((cell, column) => {
				const width = widths[column] ?? 0;
				return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
			})
			.join(' | ')} |`;
	const rule = widths.map((width, column) =>
		isNumber(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)
	);
	const [heads = [], ...body] = rows;
	return [line(heads), line(rule), ...body.map(line)].join('\n');
}
