// Passages of a text that may point at a person. Each is a question to the people who wrote it, never a verdict: they
// change the words, or say why these may stand. Pure.

export type PersonalKind = 'nhs-number' | 'date-of-birth' | 'personal-email' | 'small-group';

export type Passage = { kind: PersonalKind; quote: string };

/** In the order in which they stand. */
export function personalDataIn(text: string): Passage[] {
	const found = (Object.keys(finders) as PersonalKind[]).flatMap((kind) =>
		finders[kind](text).map(([quote, index]) => ({ kind, quote, index }))
	);
	return found.sort((a, b) => a.index - b.index).map(({ kind, quote }) => ({ kind, quote }));
}

/** Words and where they stand. */
type Found = [quote: string, index: number];

const matches = (
	text: string,
	pattern: RegExp,
	counts: (match: RegExpExecArray) => boolean = () => true
): Found[] =>
	[...text.matchAll(pattern)]
		.filter(counts)
		.map((match) => [match[0].trim(), match.index] satisfies Found);

/** Ten digits whose last one is right: a telephone or grant number passes one time in eleven. */
function isNhsNumber(digits: string): boolean {
	if (/^(\d)\1*$/.test(digits)) return false;
	const sum = [...digits.slice(0, 9)].reduce(
		(total, digit, index) => total + Number(digit) * (10 - index),
		0
	);
	return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

const tenDigits = /(?<![\d.+£$€])(?<!\d[ -])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d|[ -]\d|\.\d)/g;

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?';
const anyDate = `(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${month},? \\d{4}|${month} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2})`;
const saidToBeBirth = new RegExp(
	`\\b(?:d\\.?o\\.?b\\.?|date of birth|born(?: on)?)[\\s:–-]{0,4}(?:(?:is|was|the) )?${anyDate}`,
	'gi'
);
/** Written in figures and from before 2010: nothing a report tells of is that old to the day. */
const oldDate =
	/(?<![\d/.-])(?:\d{1,2}([/.-])\d{1,2}\1(?:19\d\d|200\d)|(?:19\d\d|200\d)-\d{2}-\d{2})(?![\d/-])/g;

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const privateProviders =
	/@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|sky|talktalk|virginmedia|proton|protonmail|gmx)\./i;
const ofATeam =
	/^(?:admin|box|communications?|community|complaints|contact|council|desk|engagement|enquir(?:y|ies)|equalit(?:y|ies)|feedback|foi|governance|health|hello|help|inclusion|info|mail|media|mental|network|no|office|partnerships?|patient|pledge|press|programme|project|public|reply|research|service|support|synergi|team|the|trust|us|web)$/i;

/** At a private provider, or one person's at work: two names with a dot between. */
function isPersonalEmail(address: string): boolean {
	if (privateProviders.test(address)) return true;
	const [local = ''] = address.split('@', 1);
	const parts = local.split(/[._]/).map((part) => part.replace(/\d+$/, ''));
	return (
		parts.length >= 2 &&
		parts.every((part) => /^\p{L}[\p{L}'-]*$/u.test(part)) &&
		!parts.some((part) => ofATeam.test(part))
	);
}

const people =
	'(?:people|persons?|patients?|service[ -]users?|participants?|respondents?|interviewees?|individuals?|women|woman|men|man|girls?|boys?|children|child|adults?|carers?|residents?|clients?|inpatients?|detainees?|refugees?|mothers?|fathers?)';
/** What may stand between a number and the people it counts. */
const described =
	'(?:(?:of|the|our|these|those|other|further|more|new|young|younger|older|elderly|adult|female|male|black|asian|white|south|east|african|caribbean|arab|chinese|indian|pakistani|bangladeshi|roma|gypsy|traveller|british|mixed|muslim|sikh|jewish|hindu|disabled|autistic|local|detained|ethnic|minority|heritage|and|or)[ -]){0,4}';
const upToFour = '(?:one|two|three|four|[1-4])';
/** No group of four: "wave 4 patients", "twenty-four people", "one in four people". */
const notANumberOfPeople =
	'(?<![\\d.,£$€%/–-])(?<!\\b(?:(?:one|two|three|\\d+) in|in every|million|thousand|hundred|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) )(?<!\\b(?:wave|phase|tier|band|stage|round|level|step|group|commitment|year|grade|cohort|week|month|day|quarter|number|no\\.) (?=\\d))';
const smallGroups: readonly RegExp[] = [
	/(?<![\p{L}\p{N}])n ?= ?[1-4](?![\d,]|\.\d)/giu,
	new RegExp(`${notANumberOfPeople}\\b${upToFour} ${described}${people}(?!['’\\p{L}])`, 'giu'),
	new RegExp(
		`\\b(?:fewer|less) than (?:five|four|three|two|[2-5])(?![\\d,%]|\\.\\d)(?= (?:${described}${people}|were|had|took|said)\\b|[.;,)]|$)`,
		'giu'
	),
	/(?<![\p{L}\p{N}])(?:<|&lt;) ?[2-5](?![\d,%]|\.\d)/gu
];

const finders: Readonly<Record<PersonalKind, (text: string) => Found[]>> = {
	'nhs-number': (text) =>
		matches(text, tenDigits, ([number]) => isNhsNumber(number.replace(/\D/g, ''))),
	'date-of-birth': (text) => {
		const said = matches(text, saidToBeBirth);
		const isPartOf = ([quote, index]: Found): boolean =>
			said.some(([words, from]) => index >= from && index + quote.length <= from + words.length);
		return [...said, ...matches(text, oldDate).filter((found) => !isPartOf(found))];
	},
	'personal-email': (text) => matches(text, email, ([address]) => isPersonalEmail(address)),
	'small-group': (text) => smallGroups.flatMap((pattern) => matches(text, pattern))
};
