/**
 * Puts each table of a rendered text into a region that scrolls inside the page, by keyboard too.
 * @param html as the server renders a section's text: a `<table>` tag has no attributes and never nests
 * @param section its title, which names the region
 */
export function withScrollingTables(html: string, section: string): string {
	const name = section.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
	let count = 0;
	return html
		.replaceAll('<table>', () => {
			count += 1;
			return `<div class="table-scroll" role="region" tabindex="0" aria-label="Table ${count} in ${name}"><table>`;
		})
		.replaceAll('</table>', '</table></div>');
}
