// Seeded fuzz: people on sockets and on polling lines edit one text, by turns on one and the other, while questions
// and answers get lost, a process dies, the disk fails and the right to write comes and goes. At the end all texts are
// equal, nothing that was seen or called saved is missing, there is one copy of each edit, and nothing of a reader's
// was ever seen. A seed that ever failed is kept in regressions/polling-seeds.json and runs first.
import { describe, expect, test } from 'vitest';
import { createEvents } from '#server/kernel/events.ts';
import type { DocumentStore } from '#server/domain/collaboration/document-store.ts';
import { createExchange, type Exchange } from '#server/domain/collaboration/exchange.ts';
import { Peer } from '../support/collab-peer.ts';
import { documentName, openWorkshop } from '../support/collab-room.ts';
import { roomsByPolling, type Fate } from '../support/polling-line.ts';
import { isSingleRun, randomFrom, seedsFor } from './seeds.ts';

const stepsPerRun = 120;
const total = {
	edits: 0,
	polledEdits: 0,
	lostQuestions: 0,
	lostAnswers: 0,
	crashes: 0,
	failures: 0,
	demotions: 0,
	saved: 0,
	seen: 0
};

async function run(seed: number): Promise<void> {
	const random = randomFrom(seed);
	let isDiskFailing = false;
	/** Of a hundred questions so many get lost, and as many answers. */
	let loss = 0;
	const shop = openWorkshop((store: DocumentStore) => ({
		...store,
		async append(entries) {
			if (!isDiskFailing) return store.append(entries);
			total.failures++;
			throw new Error('the disk is having a bad day');
		}
	}));
	const { timers } = shop;
	const events = createEvents((error) => {
		throw error;
	});
	const readers = new Set<string>();

	const serve = (): Exchange =>
		createExchange({
			open: shop.rooms.open,
			access: {
				document: (actor) => {
					const isWriter = actor.kind === 'member' && !readers.has(actor.memberId);
					return Promise.resolve({ mayRead: true, mayWrite: isWriter, mayReadHistory: true });
				}
			},
			events,
			timers
		});
	let exchange = serve();
	const fate = (): Fate => {
		const dice = random(100);
		if (dice < loss) {
			total.lostQuestions++;
			return 'lost';
		}
		if (dice >= 2 * loss) return 'arrives';
		total.lostAnswers++;
		return 'answer-lost';
	};

	const people = ['amina', 'ben', 'carla', 'dev'].map((memberId) => new Peer(memberId));
	const polls = new Map<Peer, boolean>();
	const connecting = new Set<Peer>();
	let number = 0;
	/** Marks that somebody else's screen has shown. */
	const seen = new Set<string>();
	/** Marks whose writer was told they are on the disk. */
	const saved = new Set<string>();
	/** Marks of somebody who may only read at the moment. */
	const forbidden = new Map<string, Set<string>>();
	/** Per writer and connection: the marks in its content frames, by count. */
	const unsaved = new Map<Peer, { count: number; mark: string }[]>();

	/** By whichever line there is just now. */
	async function comeBack(person: Peer): Promise<void> {
		if (person.isConnected || connecting.has(person)) return;
		const { memberId } = person;
		const isPolling = random(3) > 0;
		polls.set(person, isPolling);
		unsaved.set(person, []);
		if (!isPolling) {
			await person.connect(shop.rooms, documentName, !readers.has(memberId));
			return;
		}
		const network = { timers, exchange: () => exchange, fate };
		connecting.add(person);
		// Takes as long as it takes: time goes by in `pass`.
		void person
			.connect(roomsByPolling(network, memberId), documentName)
			.finally(() => connecting.delete(person));
	}

	function drop(person: Peer): void {
		person.drop();
		unsaved.set(person, []);
	}

	function edit(writer: Peer): void {
		const text = writer.doc.getText('text');
		const mark = `<${writer.memberId}${number++}>`;
		text.insert(random(text.length + 1), mark.slice(0, 1));
		writer.doc.getArray<string>('marks').push([mark]);
		if (random(5) === 0) text.delete(random(text.length), 1);
		total.edits++;
		forbidden.get(writer.memberId)?.add(mark);
		// What is written without a line goes with the step 2 later and is not followed here.
		if (!writer.isConnected) return;
		unsaved.get(writer)?.push({ count: writer.sent, mark });
		if (polls.get(writer) === true) total.polledEdits++;
	}

	function note(): void {
		for (const person of people) {
			for (const mark of person.doc.getArray<string>('marks')) {
				if (!mark.startsWith(`<${person.memberId}`)) seen.add(mark);
			}
			const waiting = unsaved.get(person) ?? [];
			while (waiting[0] !== undefined && waiting[0].count <= person.saved) {
				saved.add(waiting.shift()?.mark ?? '');
			}
			if (person.closed !== null) drop(person);
		}
		for (const marks of forbidden.values()) {
			for (const mark of marks) expect(seen.has(mark), `${mark} of a reader is seen`).toBe(false);
		}
	}

	/** The right to write is taken from somebody, or given back. */
	function changeRights(memberId: string): void {
		if (readers.delete(memberId)) {
			forbidden.delete(memberId);
		} else {
			readers.add(memberId);
			forbidden.set(memberId, new Set());
			total.demotions++;
		}
		events.emit({ type: 'access-changed', scope: { kind: 'member', memberId } });
		// What the sockets' guards do.
		for (const person of people) {
			if (person.memberId === memberId && polls.get(person) === false) drop(person);
		}
	}

	function crash(): void {
		total.crashes++;
		exchange.close();
		for (const person of people) if (polls.get(person) === false) drop(person);
		shop.crash();
		exchange = serve();
	}

	/** Time goes by; frames are handed over. */
	async function pass(milliseconds: number): Promise<void> {
		for (const person of people) person.deliver();
		await timers.advance(milliseconds);
		for (const person of people) person.take();
		note();
	}

	for (let step = 0; step < stepsPerRun; step++) {
		const person = people[random(people.length)] as Peer;
		switch (random(14)) {
			case 0:
				if (!connecting.has(person)) drop(person);
				break;
			case 1:
			case 2:
			case 3:
				await comeBack(person);
				break;
			case 4:
				if (random(5) === 0) crash();
				break;
			case 5:
				isDiskFailing = random(3) === 0;
				break;
			case 6:
				loss = [0, 5, 40][random(3)] ?? 0;
				break;
			case 7:
				if (random(3) === 0) changeRights('dev');
				break;
			case 8:
				person.awareness.setLocalState({ section: 'why' });
				break;
			case 9:
				await pass(random(random(10) === 0 ? 60_000 : 3_000));
				break;
			case 10:
				person.deliver(1 + random(3));
				person.take(1 + random(3));
				break;
			default:
				for (let count = 1 + random(6); count > 0; count--) {
					edit(person);
					if (random(3) > 0) person.deliver();
				}
				if (random(2) === 0) await pass(random(600));
		}
		note();
	}

	isDiskFailing = false;
	loss = 0;
	if (readers.has('dev')) changeRights('dev');
	// Whoever polls learns now what became of the line.
	await pass(10_000);
	const isDone = (person: Peer): boolean =>
		person.isConnected && person.isSynced && person.saved === person.sent;
	for (let round = 0; round < 60 && !people.every(isDone); round++) {
		for (const person of people) await comeBack(person);
		await pass(2_000);
	}
	for (let round = 0; round < 4; round++) await pass(3_500);
	total.saved += saved.size;
	total.seen += seen.size;

	const log = await shop.log();
	const fresh = await shop.join('eve');
	const marks = fresh.doc.getArray<string>('marks').toArray();
	for (const person of people) {
		expect(isDone(person), `${person.memberId} is in step`).toBe(true);
		expect(person.text()).toBe(fresh.text());
		expect(person.doc.getArray('marks').toArray()).toEqual(marks);
	}
	expect(new Set(marks).size, 'one copy of each').toBe(marks.length);
	const kept = new Set(marks);
	expect([...seen].filter((mark) => !kept.has(mark))).toEqual([]);
	expect([...saved].filter((mark) => !kept.has(mark))).toEqual([]);
	expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
	exchange.close();
	for (const person of people) person.destroy();
	shop.close();
}

describe('C90 [F1] [F3] [F19] [F24] sockets and polling lines mixed', () => {
	test.each(seedsFor('polling-seeds.json', 50))(
		'seed %i ends with one text, and nothing missing',
		(seed) => run(seed)
	);

	test('the fuzz did something', () => {
		if (isSingleRun) return;
		expect(total.edits).toBeGreaterThan(1_000);
		expect(total.polledEdits).toBeGreaterThan(300);
		expect(total.saved).toBeGreaterThan(200);
		expect(total.seen).toBeGreaterThan(200);
		const { lostQuestions, lostAnswers, crashes, failures, demotions } = total;
		for (const count of [lostQuestions, lostAnswers, crashes, failures, demotions]) {
			expect(count).toBeGreaterThan(10);
		}
	});
});
