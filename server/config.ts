// The environment, read once at start. Every mistake is listed at once; then the program stops with exit 1.
import { isIP } from 'node:net';
import path from 'node:path';
import * as v from 'valibot';
import { logLevels, type LogLevel } from './kernel/log.ts';
import type { DatabaseLocation } from './storage/database.ts';

export type Config = {
	port: number;
	host: string;
	/** The address in people's browsers, without a trailing slash. */
	origin: string;
	dataDir: string;
	database: DatabaseLocation;
	/** Unset: mails are written to DATA_DIR/outbox. */
	smtpUrl: string | undefined;
	/** Whom mails are from. */
	mailFrom: { name: string; address: string };
	logLevel: LogLevel;
	/** Whether an empty workspace starts with the demonstration, and pages say so. */
	demo: boolean;
	/** Addresses whose forwarded headers are believed. */
	trustedProxies: readonly string[];
	metricsToken: string | undefined;
};

const loopback = ['127.0.0.1', '::1', 'localhost'];

const wholeNumber = v.pipe(
	v.string(),
	v.regex(/^\d+$/, 'must be a whole number'),
	v.transform(Number),
	v.maxValue(65_535, 'must be at most 65535')
);

const url = (protocols: string[], example: string) =>
	v.pipe(
		v.string(),
		v.check(
			(text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
			`must look like ${example}`
		)
	);

const environmentSchema = v.object({
	PORT: v.optional(wholeNumber, '3000'),
	HOST: v.optional(v.pipe(v.string(), v.nonEmpty('must not be empty')), '127.0.0.1'),
	ORIGIN: v.optional(
		v.pipe(
			url(['http:', 'https:'], 'https://workspace.example.org'),
			v.check((text) => URL.canParse(text) && new URL(text).pathname === '/', 'must have no path'),
			v.transform((text) => new URL(text).origin)
		)
	),
	DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('must not be empty')), './data'),
	DATABASE_URL: v.optional(
		url(['postgres:', 'postgresql:'], 'postgres://user:password@host/database')
	),
	REDIS_URL: v.optional(
		v.pipe(
			v.string(),
			v.check(() => false, 'several nodes are not supported by this version; unset it and run one')
		)
	),
	SMTP_URL: v.optional(url(['smtp:', 'smtps:'], 'smtp://user:password@host:587')),
	MAIL_FROM: v.optional(
		v.pipe(
			v.string(),
			v.regex(
				/^([^<>@"\r\n]+ )?<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/,
				'must look like Alliance Workspace <workspace@example.org>'
			),
			v.transform(readSender)
		)
	),
	LOG_LEVEL: v.optional(v.picklist(logLevels, `must be one of ${logLevels.join(', ')}`), 'info'),
	DEMO: v.optional(v.picklist(['0', '1'], 'must be 0 or 1')),
	TRUSTED_PROXIES: v.optional(
		v.pipe(
			v.string(),
			v.transform((text) =>
				text
					.split(',')
					.map((part) => part.trim())
					.filter(Boolean)
			)
		),
		''
	),
	METRICS_TOKEN: v.optional(v.pipe(v.string(), v.minLength(16, 'must have at least 16 characters')))
});

const workspaceName = 'Alliance Workspace';

/** @param text an address, or a name with the address in angle brackets */
function readSender(text: string): Config['mailFrom'] {
	const start = text.indexOf('<');
	return start === -1
		? { name: workspaceName, address: text }
		: { name: text.slice(0, start).trim() || workspaceName, address: text.slice(start + 1, -1) };
}

/** Mail cannot come from a number; and it leaves this machine only with a proper ORIGIN. */
function usualSender(origin: string): Config['mailFrom'] {
	const host = new URL(origin).hostname;
	const isNumber = isIP(host) !== 0 || host.startsWith('[');
	return { name: workspaceName, address: `workspace@${isNumber ? 'localhost' : host}` };
}

export class ConfigurationMistakes extends Error {
	readonly mistakes: readonly string[];

	constructor(mistakes: readonly string[]) {
		super(
			`The configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n` +
				mistakes.map((mistake) => `  - ${mistake}`).join('\n')
		);
		this.name = 'ConfigurationMistakes';
		this.mistakes = mistakes;
	}
}

/** @param environment as in process.env; empty values count as unset. @throws ConfigurationMistakes */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
	const given = Object.fromEntries(
		Object.entries(environment).filter(([, value]) => value !== undefined && value !== '')
	);
	const result = v.safeParse(environmentSchema, given, { abortPipeEarly: true });
	if (!result.success) {
		throw new ConfigurationMistakes(
			result.issues.map((issue) => `${v.getDotPath(issue) ?? 'environment'}: ${issue.message}`)
		);
	}
	const env = result.output;
	const dataDir = path.resolve(env.DATA_DIR);
	const isLoopback = loopback.includes(env.HOST);
	const host = env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST;
	const origin = env.ORIGIN ?? `http://${host}:${env.PORT}`;
	return {
		port: env.PORT,
		host: env.HOST,
		origin,
		dataDir,
		database:
			env.DATABASE_URL === undefined
				? { kind: 'sqlite', file: path.join(dataDir, 'workspace.sqlite') }
				: { kind: 'postgres', url: env.DATABASE_URL },
		smtpUrl: env.SMTP_URL,
		mailFrom: env.MAIL_FROM ?? usualSender(origin),
		logLevel: env.LOG_LEVEL,
		demo: env.DEMO === undefined ? isLoopback : env.DEMO === '1',
		trustedProxies: env.TRUSTED_PROXIES,
		metricsToken: env.METRICS_TOKEN
	};
}
