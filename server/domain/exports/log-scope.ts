// Which rows of the log belong into whose copy. Pure.

export type LogScope =
	/** What an organisation has done and what was done to what is its own. */
	| { kind: 'own'; targets: ReadonlySet<string> }
	/** Everything the convenor may know of: not what happened in discussions it may not see. */
	| { kind: 'all-but'; targets: ReadonlySet<string> }
	/** Everything, for whoever holds the database. */
	| { kind: 'all' };

/** When somebody signed in, and with what, is between them and the workspace. */
const isPersonal = (action: string): boolean =>
	/^(signed-|session|token|password|mail\.)/.test(action);

export function isInLog(scope: LogScope, row: { action: string; target: string }): boolean {
	switch (scope.kind) {
		case 'own':
			return scope.targets.has(row.target) && !isPersonal(row.action);
		case 'all-but':
			return !scope.targets.has(row.target) && !isPersonal(row.action);
		case 'all':
			return true;
	}
}
