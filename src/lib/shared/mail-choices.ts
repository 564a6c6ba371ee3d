// What a member wants by mail: which single mails, and the daily digest. Used by the form, the API and the queue alike.
import * as v from 'valibot';

/** Mails that can be turned off, each with its switch. What is asked of somebody in a report is always sent. */
export const mailSwitches = [
	'mention',
	'group',
	'action',
	'learning',
	'challenge',
	'poll',
	'round-dates',
	'publication'
] as const;
export type MailSwitch = (typeof mailSwitches)[number];

/** On which days the digest comes. */
export const digestDays = ['every-day', 'weekdays', 'off'] as const;
export type DigestDays = (typeof digestDays)[number];

const hourSchema = v.pipe(
	v.union([
		v.number(),
		v.pipe(v.string(), v.regex(/^\d{1,2}$/, 'Choose an hour.'), v.transform(Number))
	]),
	v.integer('Choose an hour.'),
	v.minValue(0, 'Choose an hour.'),
	v.maxValue(23, 'Choose an hour.')
);

/** What the member wants to be told by mail. */
export const mailChoicesSchema = v.object({
	notices: v.pipe(
		v.optional(v.array(v.picklist(mailSwitches)), []),
		v.description('Single mails wanted; what is asked of you in a report is always sent')
	),
	digest: v.pipe(
		v.optional(v.picklist(digestDays)),
		v.description('On which days the digest comes; left out: as it was')
	),
	hour: v.pipe(
		v.optional(hourSchema),
		v.description('From which hour of the day in the United Kingdom; left out: as it was')
	)
});
export type MailChoices = v.InferOutput<typeof mailChoicesSchema>;
