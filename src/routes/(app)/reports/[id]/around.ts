// The chunk that a draft's page loads once it is there: what stands around the text.
export { default as SectionPanel } from '$lib/sections/section-panel.svelte';
export { default as ReadAndSign } from '$lib/sign-off/read-and-sign.svelte';
export { watchReport } from './watch-report.ts';
export { default as Sheets } from './sheets.svelte';
