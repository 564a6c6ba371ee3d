// A table that the browser saves as a file.

export const csvResponse = (table: string, name: string): Response =>
	new Response(table, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name}"`
		}
	});
