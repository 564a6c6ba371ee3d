import { describe, expect, test } from 'vitest';
import { personalDataIn } from './personal-data.ts';

const found = (text: string) => personalDataIn(text).map(({ kind, quote }) => `${kind}: ${quote}`);

describe('a text that may point at a person', () => {
	test.each([
		// 943 476 5919 is the sample number of the NHS data dictionary.
		['943 476 5919', 'nhs-number: 943 476 5919'],
		['her number, 9434765919, was', 'nhs-number: 9434765919'],
		['943-476-5919.', 'nhs-number: 943-476-5919'],
		['DOB: 3/5/1984', 'date-of-birth: DOB: 3/5/1984'],
		['date of birth is 3rd May 1984', 'date-of-birth: date of birth is 3rd May 1984'],
		['He was born on 12 March 1990.', 'date-of-birth: born on 12 March 1990'],
		['(03/05/1984)', 'date-of-birth: 03/05/1984'],
		['1984-05-03', 'date-of-birth: 1984-05-03'],
		['ask amina.k@gmail.com', 'personal-email: amina.k@gmail.com'],
		['ask jane.smith2@nhs.net', 'personal-email: jane.smith2@nhs.net'],
		['of whom n=4', 'small-group: n=4'],
		['(n = 2)', 'small-group: n = 2'],
		['Three people told us', 'small-group: Three people'],
		['one patient', 'small-group: one patient'],
		['two Black Caribbean men', 'small-group: two Black Caribbean men'],
		['3 of the younger service users', 'small-group: 3 of the younger service users'],
		['In the first month three people asked', 'small-group: three people'],
		['It went to four patients', 'small-group: four patients'],
		['fewer than five people', 'small-group: fewer than five'],
		['less than 5.', 'small-group: less than 5'],
		['<5', 'small-group: <5']
	])('%s', (text, expected) => {
		expect(found(text)).toEqual([expected]);
	});

	test('says each passage, in the order in which they stand', () => {
		expect(found('n=3; DOB 1/2/1970; two patients')).toEqual([
			'small-group: n=3',
			'date-of-birth: DOB 1/2/1970',
			'small-group: two patients'
		]);
	});
});

describe('a text that does not', () => {
	test.each([
		// One digit off: the check digit does not fit.
		'943 476 5918',
		'Call 0113 295 5555 or 020 7946 0018.',
		'£1,943,476,591',
		'grant 94347659190',
		'On 5 August 2020 and on 25/05/2021 we met.',
		'born in Leeds in 1984',
		'Write to synergi.info@nhs.net, info@forumcentral.org.uk or equality_team@leeds.gov.uk.',
		'n=45, n=100 and n = 5',
		'five people, 214 people, 24 people, 1,004 people, twenty-four people',
		'one in four people',
		'Wave 4 participants and tier 3 patients',
		'Four have used it and one has improved it.',
		'Two community organisations; four neighbourhood teams; three things',
		'fewer than five days; less than 5% of people',
		'four people’s stories'
	])('%s', (text) => {
		expect(found(text)).toEqual([]);
	});
});
