import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The browser there is: named by CHROMIUM, Debian's, or Playwright's own (scripts/bootstrap.mjs sees to one). */
const executablePath = [process.env['CHROMIUM'], '/usr/bin/chromium'].find(
	(path) => path !== undefined && existsSync(path)
);

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.spec.ts',
	outputDir: 'tests/.output/e2e',
	fullyParallel: false,
	workers: 2,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	forbidOnly: true,
	retries: 0,
	reporter: [['list'], ['json', { outputFile: 'tests/.output/e2e.json' }]],
	use: {
		locale: 'en-GB',
		timezoneId: 'Europe/London',
		viewport: { width: 1280, height: 900 },
		trace: 'retain-on-failure',
		launchOptions: {
			...(executablePath === undefined ? {} : { executablePath }),
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run'
			]
		}
	}
});
