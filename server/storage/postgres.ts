// PostgreSQL through pg: the same schema, for those who already run one.
import { PostgresDialect } from 'kysely';
import pg from 'pg';

const int8 = 20;

/** Counts and sums are int8 and come as text otherwise; none of ours passes 2^53. */
const types: pg.CustomTypesConfig = {
	getTypeParser: (oid, format): unknown =>
		(oid as number) === int8 ? Number : (pg.types.getTypeParser(oid, format) as unknown)
};

/** @param url postgres://user:password@host/database */
export function postgresDialect(url: string): PostgresDialect {
	return new PostgresDialect({
		pool: new pg.Pool({
			connectionString: url,
			max: 10,
			types
		})
	});
}
