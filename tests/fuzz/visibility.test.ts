// [F3][F5][F6] Whatever people do to who may see a note, a discussion or a challenge, and to who is in a group: by no
// road does anybody come upon what they may not see now, and everybody comes upon what they may. Who may see what is
// reckoned here anew, from what was done.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import type { NoteVisibility, ThreadAudience } from '#shared/states.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';
import { isSingleRun, randomFrom, seedsFor } from './seeds.ts';

const seeds = seedsFor('visibility-seeds.json', 3);
const stepsPerRun = 30;
const total = { notes: 0, shared: 0, archived: 0, places: 0, threads: 0, challenges: 0, looks: 0 };

const names = [
	'leeds.drafter',
	'leeds.lead',
	'hackney.drafter',
	'supporter',
	'facilitator'
] as const;
type Name = (typeof names)[number];
const organisationOf: Record<Name, string> = {
	'leeds.drafter': 'leeds',
	'leeds.lead': 'leeds',
	'hackney.drafter': 'hackney',
	supporter: 'supporter',
	facilitator: 'convenor'
};
const isMaker = (name: Name): boolean => name !== 'supporter';
const writes = (name: Name): boolean => name !== 'facilitator';

type Note = {
	id: string;
	documentName: string;
	word: string;
	author: Name;
	coAuthors: Name[];
	visibility: NoteVisibility;
	isInGroup: boolean;
};
type Thread = {
	id: string;
	word: string;
	author: Name;
	audience: ThreadAudience;
	about: Note | 'group' | 3;
};
type Challenge = {
	id: string;
	word: string;
	author: Name;
	audience: 'group' | 'organisation' | 'pledge-makers';
};

let workspace: Workspace;
const memberIds = {} as Record<Name, string>;

beforeAll(async () => {
	workspace = await openWorkspace();
	for (const name of names) {
		memberIds[name] = (await workspace.signIn(`${name}@demo.test`)).member.memberId;
	}
});
afterAll(() => workspace.close());

class Fuzz {
	readonly #seed: number;
	readonly #random: (below: number) => number;
	readonly #notes: Note[] = [];
	readonly #threads: Thread[] = [];
	readonly #challenges: Challenge[] = [];
	readonly #inGroup = new Set<Name>(['facilitator']);
	#group = '';
	#words = 0;

	constructor(seed: number) {
		this.#seed = seed;
		this.#random = randomFrom(seed);
	}

	#any<T>(of: readonly T[]): T {
		return of[this.#random(of.length)] as T;
	}

	/** Stands nowhere else, and is no neighbour of another in spelling. */
	#word(): string {
		const letters = 'bcdfghjklmnpqrstvwxz';
		let number = this.#seed * 97 + ++this.#words * 7919;
		let word = '';
		for (let letter = 0; letter < 9; letter++) {
			word += (letters[number % 20] ?? '') + ('aeiou'[number % 5] ?? '');
			number = Math.floor(number / 3) + letter * 31 + this.#words;
		}
		return word;
	}

	/** As the edge would hand them over now. */
	async #as(name: Name): Promise<Member> {
		const member = await workspace.app.accounts.asMember(memberIds[name]);
		if (member === null) throw new Error(`${name} is gone`);
		return member;
	}

	async begin(): Promise<void> {
		const group = await workspace.app.groups.start(await this.#as('facilitator'), {
			name: `Group ${this.#word()}`,
			purpose: 'To try what can be seen.',
			commitments: [],
			joining: 'on-request',
			called: 'Working group',
			roles: undefined,
			reviewMonths: 6
		});
		this.#group = group.id;
	}

	async place(): Promise<void> {
		const { groups } = workspace.app;
		const name = this.#any(names.filter((each) => each !== 'facilitator'));
		if (this.#inGroup.has(name)) {
			if (this.#random(2) === 0) await groups.leave(await this.#as(name), this.#group);
			else {
				await groups.remove(await this.#as('facilitator'), this.#group, memberIds[name], {
					reason: 'to try it'
				});
			}
			this.#inGroup.delete(name);
		} else {
			const facilitator = await this.#as('facilitator');
			await groups.ask(await this.#as(name), this.#group, { words: 'to try it' });
			const [request] = await groups.requests(facilitator, this.#group);
			await groups.answer(facilitator, this.#group, request?.id ?? '', {
				accepted: true,
				reason: ''
			});
			this.#inGroup.add(name);
		}
		total.places += 1;
	}

	#circle(author: Name): { visibility: NoteVisibility; isInGroup: boolean } {
		const visibility = this.#any<NoteVisibility>(
			this.#inGroup.has(author)
				? ['only-me', 'group', 'pledge-makers', 'pledge-makers-and-supporters', 'public']
				: ['only-me', 'pledge-makers', 'pledge-makers-and-supporters', 'public']
		);
		const isInGroup =
			visibility === 'group' || (this.#inGroup.has(author) && this.#random(4) === 0);
		return { visibility, isInGroup };
	}

	async note(): Promise<void> {
		const author = this.#any(names);
		const word = this.#word();
		const { visibility, isInGroup } = this.#circle(author);
		const { id, documentName } = await workspace.app.notes.start(await this.#as(author), {
			title: `Note ${word}`,
			visibility,
			groupId: isInGroup ? this.#group : null,
			kind: 'worked',
			commitments: [3],
			themes: [],
			organisationIds: [],
			groupIds: [],
			contentNote: '',
			isSuggested: true,
			outline: false
		});
		this.#notes.push({ id, documentName, word, author, coAuthors: [], visibility, isInGroup });
		total.notes += 1;
	}

	async share(): Promise<void> {
		const own = this.#notes.filter(({ coAuthors }) => coAuthors.length === 0);
		if (own.length === 0) return;
		const note = this.#any(own);
		const circle = this.#circle(note.author);
		await workspace.app.notes.share(await this.#as(note.author), note.id, {
			visibility: circle.visibility,
			groupId: circle.isInGroup ? this.#group : null
		});
		Object.assign(note, circle);
		total.shared += 1;
	}

	async author(): Promise<void> {
		if (this.#notes.length === 0) return;
		const note = this.#any(this.#notes);
		const coAuthors = names.filter((name) => name !== note.author && this.#random(4) === 0);
		await workspace.app.notes.setCoAuthors(
			await this.#as(note.author),
			note.id,
			coAuthors.map((name) => memberIds[name])
		);
		note.coAuthors = coAuthors;
	}

	async archive(): Promise<void> {
		if (this.#notes.length === 0) return;
		const note = this.#any(this.#notes);
		const author = await this.#as(note.author);
		await workspace.app.notes.archive(author, note.id, { reason: 'to try it' });
		await workspace.app.notes.bringBack(author, note.id);
		total.archived += 1;
	}

	async thread(): Promise<void> {
		const word = this.#word();
		const author = this.#any(names);
		const seen = this.#notes.filter((note) => this.#seesNote(author, note));
		const about = this.#any([
			3,
			...(this.#inGroup.has(author) ? (['group'] as const) : []),
			...seen
		] as const);
		const audience =
			about === 3
				? this.#any<ThreadAudience>([
						...(isMaker(author) ? (['pledge-makers'] as const) : []),
						'pledge-makers-and-supporters',
						'organisation'
					])
				: 'place';
		const { id } = await workspace.app.discussions.startThread(await this.#as(author), {
			place:
				about === 3
					? { kind: 'commitment', number: 3 }
					: about === 'group'
						? { kind: 'group', id: this.#group }
						: { kind: 'note', id: about.id },
			title: `Thread ${word}`,
			body: `About ${word}. @Leeds drafter @Pledge Supporter @Hackney drafter`,
			audience,
			organisationId: undefined
		});
		this.#threads.push({ id, word, author, audience, about });
		total.threads += 1;
	}

	async challenge(): Promise<void> {
		const word = this.#word();
		const author = this.#any(names);
		const audience = this.#any([
			'organisation',
			...(isMaker(author) ? (['pledge-makers'] as const) : []),
			...(this.#inGroup.has(author) ? (['group'] as const) : [])
		] as const);
		const { id } = await workspace.app.challenges.raise(await this.#as(author), {
			title: `Stuck on ${word}`,
			body: `We tried ${word}.`,
			commitments: [3],
			audience,
			organisationId: undefined,
			groupId: audience === 'group' ? this.#group : undefined
		});
		this.#challenges.push({ id, word, author, audience });
		total.challenges += 1;
	}

	#seesNote(name: Name, note: Note): boolean {
		if (name === note.author || note.coAuthors.includes(name)) return true;
		if (note.visibility === 'only-me') return false;
		if (note.isInGroup && this.#inGroup.has(name)) return true;
		if (organisationOf[name] === organisationOf[note.author] && writes(name)) return true;
		if (note.visibility === 'group') return false;
		return note.visibility === 'pledge-makers' ? isMaker(name) : true;
	}

	#seesThread(name: Name, { about, audience, author }: Thread): boolean {
		if (about === 'group') return this.#inGroup.has(name);
		if (about !== 3) return this.#seesNote(name, about);
		if (audience === 'organisation') return organisationOf[name] === organisationOf[author];
		return audience === 'pledge-makers' ? isMaker(name) : true;
	}

	#seesChallenge(name: Name, { audience, author }: Challenge): boolean {
		if (name === author) return true;
		if (audience === 'group') return this.#inGroup.has(name);
		if (audience === 'organisation') return organisationOf[name] === organisationOf[author];
		return isMaker(name);
	}

	/** What somebody may see now, as words that stand nowhere else. */
	#seenBy(name: Name): string[] {
		return [
			...this.#notes.filter((note) => this.#seesNote(name, note)),
			...this.#threads.filter((thread) => this.#seesThread(name, thread)),
			...this.#challenges.filter((challenge) => this.#seesChallenge(name, challenge))
		].map(({ word }) => word);
	}

	/** Everybody looks everywhere. */
	async look(): Promise<void> {
		const { app } = workspace;
		const all = [...this.#notes, ...this.#threads, ...this.#challenges];
		for (const name of names) {
			const member = await this.#as(name);
			const may = new Set(this.#seenBy(name));
			const roads = await Promise.all([
				app.notes.list(member, { limit: 1000 }),
				app.discussions.ofPlace(member, { kind: 'commitment', number: 3 }, { limit: 1000 }),
				app.discussions.ofPlace(member, { kind: 'group', id: this.#group }).catch(() => null),
				app.challenges.list(member, { limit: 1000 }),
				app.discussions.unread(member),
				app.inbox.list(member),
				app.together.read(member, 3, {})
			]);
			const found = JSON.stringify(roads);
			for (const { word } of all) {
				if (found.includes(word)) expect([name, word, may.has(word)]).toEqual([name, word, true]);
			}
			for (const note of this.#notes) {
				const rights = await app.access.document(member, note.documentName);
				expect([name, note.word, rights !== null]).toEqual([name, note.word, may.has(note.word)]);
				const isRead = await app.notes.byId(member, note.id).then(
					() => true,
					() => false
				);
				expect([name, note.word, isRead]).toEqual([name, note.word, may.has(note.word)]);
			}
			for (const thread of this.#threads) {
				const isRead = (await app.discussions.audience(thread.id))?.(member) === true;
				expect([name, thread.word, isRead]).toEqual([name, thread.word, may.has(thread.word)]);
			}
			// One of each kind: who asks too often is asked to wait.
			for (const things of [this.#notes, this.#threads, this.#challenges]) {
				if (things.length === 0) continue;
				await this.#search(name, this.#any<{ word: string }>(things).word, may);
			}
		}
		total.looks += 1;
	}

	/** What may be seen is found within a moment; what may not is never found. */
	async #search(name: Name, word: string, may: ReadonlySet<string>): Promise<void> {
		const { search } = workspace.app;
		for (;;) {
			const { items } = await search.find(await this.#as(name), { q: word });
			if (items.length > 0 || !may.has(word)) {
				expect([name, word, items.length > 0]).toEqual([name, word, may.has(word)]);
				return;
			}
			await pause(20);
		}
	}

	async run(): Promise<void> {
		await this.begin();
		const steps = [
			() => this.note(),
			() => this.share(),
			() => this.share(),
			() => this.author(),
			() => this.archive(),
			() => this.place(),
			() => this.place(),
			() => this.thread(),
			() => this.challenge()
		];
		for (let step = 0; step < stepsPerRun; step++) {
			await this.#any(steps)();
			if (step % 10 === 9) await this.look();
		}
	}
}

test.each(seeds)(
	'seed %i: nobody sees what they may not, and everybody what they may',
	async (seed) => {
		await new Fuzz(seed).run();
	},
	60_000
);

test('the fuzz has gone every road', () => {
	if (isSingleRun) return;
	for (const [what, count] of Object.entries(total))
		expect([what, count > 0]).toEqual([what, true]);
});
