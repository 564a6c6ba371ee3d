// What the plan of a session is made of, as people send it.
import * as v from 'valibot';
import { recordLeaving, recordReaders } from '../states.ts';
import { idSchema, line, words } from './command.ts';
import { usualAgreement } from './templates.ts';

export const mostGuests = 300;

export const titleSchema = line('Give the session a title.', 200);
export const purposeSchema = words(2000);
export const placeSchema = v.pipe(
	words(300),
	v.description('A room’s address, or the link of the call')
);
export const startsAtSchema = v.pipe(
	v.nullable(v.pipe(v.string(), v.isoTimestamp('Choose a day and a time.'))),
	v.description('Null: not settled yet')
);

/** A clock time somewhere is a zone's own matter: its name as the time zone database spells it. */
export const timeZoneSchema = v.pipe(
	v.string(),
	v.check((zone) => {
		try {
			return Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== '';
		} catch {
			return false;
		}
	}, 'This is no time zone.')
);

export const commitmentsSchema = v.pipe(
	v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
	v.maxLength(7),
	v.transform((numbers) => [...new Set(numbers)].toSorted((a, b) => a - b))
);

const materialSchema = v.object({
	title: line('Name the document or the page.', 200),
	url: v.pipe(
		v.string(),
		v.maxLength(2000),
		v.check(
			(url) => /^(https?:\/\/|\/(?!\/))/.test(url),
			'Give a web address, or one of this workspace.'
		)
	)
});
export const materialsSchema = v.pipe(
	v.array(materialSchema),
	v.maxLength(30, 'A session has at most 30 materials.')
);

export const facilitatorIdsSchema = v.pipe(v.array(idSchema), v.maxLength(10));
export const inviteeIdsSchema = v.pipe(v.array(idSchema), v.maxLength(mostGuests));

export const agreementSchema = v.object({
	noted: v.pipe(
		v.optional(words(1000), usualAgreement.noted),
		v.description('What is noted, in the facilitators’ words')
	),
	readers: v.pipe(
		v.optional(v.picklist(recordReaders, 'Choose who may read the record.'), 'room'),
		v.description('Who may read the record afterwards')
	),
	leaving: v.pipe(
		v.optional(v.picklist(recordLeaving, 'Choose what may leave the room.'), 'chosen'),
		v.description('What may leave the room')
	)
});
