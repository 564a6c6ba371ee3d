import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Person } from '$lib/collab/presence.ts';
import type { HeardEdit } from './heard-edits.ts';
import { Listener } from './listener.ts';
import type { AnnouncementKind } from './settings.svelte.ts';

const person = (name: string, isMe = false): Person => ({
	memberId: name,
	name,
	organisation: 'Leeds',
	hand: 1,
	sections: [],
	isMe
});
const me = person('Me', true);
const [joel, safiya, amara] = ['Joel', 'Safiya', 'Amara'].map((name) => person(name));

let said: string[];
let edits: HeardEdit[];
let off: Set<AnnouncementKind>;
let section: string;
let withWords: boolean;
let listener: Listener;

beforeEach(() => {
	vi.useFakeTimers();
	[said, edits, off, section, withWords] = [[], [], new Set(), 'section:why', false];
	listener = new Listener({
		say: (sentences) => said.push(sentences),
		takeEdits: () => edits.splice(0),
		wants: (kind) => !off.has(kind),
		wantsFrom: (field) => field === section,
		withWords: () => withWords,
		placeOf: (field) => field.replace('section:', '')
	});
});
afterEach(() => {
	listener.close();
	vi.useRealTimers();
});

const here = (...people: (Person | undefined)[]): void =>
	listener.people([me, ...people.filter((each) => each !== undefined)], true);

/** Joel's change comes in. */
function writes(added: string, removed = '', field = 'section:why'): void {
	edits.push({ author: { memberId: 'Joel', name: 'Joel' }, field, added, removed });
	listener.heard();
}

const passes = (seconds: number): void => void vi.advanceTimersByTime(seconds * 1000);

describe('coming and going', () => {
	test('who is here at the start is said once, whoever comes later has joined', () => {
		here(joel);
		passes(3);
		here(joel, safiya, amara);
		here(joel, safiya, amara);
		passes(3);
		expect(said).toEqual(['Joel is also here.', 'Safiya and Amara have joined.']);
	});

	test('whoever reloads the page has neither left nor joined', () => {
		here(joel);
		passes(3);
		here();
		passes(4);
		here(joel);
		passes(30);
		expect(said).toEqual(['Joel is also here.']);
	});

	test('whoever stays away has left', () => {
		here(joel, safiya);
		passes(3);
		here(safiya);
		passes(10);
		expect(said).toEqual(['Joel and Safiya are also here.', 'Joel has left.']);
	});

	test('when one’s own connection is lost, nobody has left', () => {
		here(joel);
		passes(3);
		listener.people([me], false);
		passes(60);
		here(joel);
		passes(10);
		expect(said).toEqual(['Joel is also here.']);
	});

	test('each of the two can be switched off', () => {
		off = new Set(['joining']);
		here(joel);
		passes(3);
		here(joel, safiya);
		passes(3);
		here();
		passes(10);
		off = new Set(['leaving']);
		here(amara);
		passes(3);
		here();
		passes(10);
		expect(said).toEqual(['Joel and Safiya have left.', 'Amara has joined.']);
	});
});

describe('what is written', () => {
	beforeEach(() => {
		here();
		passes(3);
	});

	test('is gathered until it pauses', () => {
		for (let change = 0; change < 5; change++) {
			listener.heard();
			passes(1);
		}
		writes('we asked people first');
		expect(said).toEqual([]);
		passes(2.5);
		expect(said).toEqual(['Joel added four words to why.']);
	});

	test('is said now and then when it does not pause', () => {
		for (let second = 0; second < 45; second++) {
			writes('word');
			passes(1);
		}
		expect(said).toHaveLength(2);
	});

	test('waits while one is writing, though not for ever', () => {
		writes('one');
		for (let letter = 0; letter < 15; letter++) {
			listener.wrote();
			passes(1);
		}
		expect(said).toEqual([]);
		for (let letter = 0; letter < 6; letter++) {
			listener.wrote();
			passes(1);
		}
		expect(said).toEqual(['Joel added one word to why.']);
	});

	test('what came to no words is not worth a sentence', () => {
		writes('');
		passes(3);
		expect(said).toEqual([]);
	});

	test('additions and removals can each be switched off', () => {
		off = new Set(['removing']);
		writes('', 'much too long');
		passes(3);
		writes('short and', 'much too long');
		passes(3);
		off = new Set(['adding']);
		writes('short and', 'much too long');
		passes(3);
		expect(said).toEqual(['Joel added two words to why.', 'Joel removed three words from why.']);
	});

	test('other sections are left out when only this one is wanted', () => {
		writes('elsewhere', '', 'section:next-steps');
		passes(3);
		expect(said).toEqual([]);
	});

	test('the words themselves are said when they are wanted, thirty at most', () => {
		withWords = true;
		writes('are', 'is');
		passes(3);
		writes(Array.from({ length: 32 }, (_, index) => `w${index}`).join(' '));
		passes(3);
		expect(said[0]).toBe('Joel changed a word in why: “are”');
		expect(said[1]).toMatch(/^Joel added 32 words to why: “w0 .* w29 …”, and two words more\.$/);
	});

	test('nobody is named where nobody is known', () => {
		edits.push({ author: null, field: 'section:why', added: '', removed: 'two words' });
		listener.heard();
		passes(3);
		expect(said).toEqual(['Somebody removed two words from why.']);
	});
});
