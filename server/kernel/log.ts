// The log: one JSON line per event on standard output. No words that members wrote, no secrets.
import { pino } from 'pino';

export type Log = Pick<ReturnType<typeof pino>, 'info' | 'warn' | 'error' | 'debug' | 'fatal'>;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export const createLog = (level: LogLevel): Log =>
	pino({ level, base: null, redact: ['*.password', '*.token', 'req.headers'] });
