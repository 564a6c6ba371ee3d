// The fields of a form in which a round's dates stand, turned into what the domain takes.
import * as v from 'valibot';
import { ukTime } from '#shared/dates.ts';

export const daySchema = v.pipe(v.string(), v.isoDate('Give the day.'));

/** Publication day is typed as a day and a time of the United Kingdom. */
export const dateEntries = {
	draftsDueOn: daySchema,
	reviewEndsOn: daySchema,
	signOffDueOn: daySchema,
	publishesOn: daySchema,
	publishesTime: v.pipe(
		v.string(),
		v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give the time, for example 10:00.')
	)
};

/** The moment of a day and a time as typed. */
export const minuteOf = (form: { publishesOn: string; publishesTime: string }): string =>
	ukTime(form.publishesOn, form.publishesTime);
