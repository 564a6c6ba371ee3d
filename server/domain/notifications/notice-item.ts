// A notice in words, once the title of what it is about has been fetched for its reader. Pure. It never has words that
// somebody wrote: those are read where they stand.
import type { NoticeWithName } from '#server/storage/inbox.ts';
import { counted, opening } from '#shared/counting-words.ts';
import type { NewItem } from './item.ts';
import { asksToAct } from './notice-kinds.ts';
import type { NoticeKind } from './notify.ts';

type Words = {
	kindInWords: string;
	act: string;
	/** @param who the name of who caused it */
	why(who: string): string;
};

const somebody = 'Somebody';

const words: Record<NoticeKind, Words> = {
	mention: {
		kindInWords: 'You are named',
		act: 'Read the post',
		why: (who) => `${who} has named you in a post.`
	},
	reply: {
		kindInWords: 'Reply',
		act: 'Read the reply',
		why: (who) => `${who} has answered a post of yours.`
	},
	'group-invitation': {
		kindInWords: 'Invitation',
		act: 'Look at it',
		why: (who) => `${who} invites you to this group.`
	},
	'group-request': {
		kindInWords: 'Request to join',
		act: 'Answer it',
		why: (who) => `${who} asks to join this group.`
	},
	'group-review': {
		kindInWords: 'Review of members',
		act: 'Go through them',
		why: () => 'Who is in this group is to be gone through again.'
	},
	action: {
		kindInWords: 'Action',
		act: 'Look at it',
		why: (who) => `${who} has put this down as yours to do.`
	},
	widening: {
		kindInWords: 'Who may read it',
		act: 'Agree or say no',
		why: (who) => `${who} asks whether more people may read this note.`
	},
	evidence: {
		kindInWords: 'Evidence offered',
		act: 'Look at it',
		why: (who) => `${who} offers this to a section of your report.`
	},
	challenge: {
		kindInWords: 'Can you help?',
		act: 'Read it',
		why: (who) => `${who} is stuck on what you may be asked about.`
	},
	'help-offered': {
		kindInWords: 'Help offered',
		act: 'Read the offer',
		why: (who) => `${who} offers to help with what you are stuck on.`
	},
	'help-accepted': {
		kindInWords: 'Help accepted',
		act: 'See whom to talk to',
		why: (who) => `${who} takes up your offer to help.`
	},
	poll: {
		kindInWords: 'Poll',
		act: 'Say what you think',
		why: (who) => `${who} asks for your view.`
	},
	post: { kindInWords: 'New posts', act: 'Read', why: (who) => `The latest is by ${who}.` },
	thread: {
		kindInWords: 'New discussion',
		act: 'Read',
		why: (who) => `${who} has begun this discussion.`
	},
	note: { kindInWords: 'Learning note', act: 'Read', why: (who) => `Shared by ${who}.` },
	outcome: {
		kindInWords: 'Outcome',
		act: 'Read what came of it',
		why: (who) => `${who} has said what came of this.`
	},
	decision: { kindInWords: 'Decision', act: 'Read', why: (who) => `Recorded by ${who}.` },
	joined: { kindInWords: 'New member', act: 'See who', why: (who) => `${who} has joined.` },
	'group-answer': {
		kindInWords: 'Your request',
		act: 'Read the answer',
		why: (who) => `${who} has answered your request to join.`
	},
	'evidence-answer': {
		kindInWords: 'Your evidence',
		act: 'Read the answer',
		why: (who) => `${who} has answered your offer of evidence.`
	},
	session: {
		kindInWords: 'Session',
		act: 'See when it is',
		why: (who) => `${who} invites you to this session.`
	},
	'session-changed': {
		kindInWords: 'Session',
		act: 'See when it is',
		why: (who) => `${who} has changed when or where this session is.`
	},
	'session-cancelled': {
		kindInWords: 'Session',
		act: 'Read why',
		why: (who) => `${who} has cancelled this session.`
	}
};

/** @param title of what it is about  @param unread of a notice of new posts: how many there are */
export function noticeItem(notice: NoticeWithName, title: string, unread?: number): NewItem {
	const { kindInWords, act, why } = words[notice.kind];
	const count = unread === undefined ? '' : `${opening(counted(unread, 'unread post'))}. `;
	return {
		id: notice.id,
		needsMe: asksToAct(notice.kind),
		kind: notice.kind,
		kindInWords,
		title,
		why: count + why(notice.by_name ?? somebody),
		by: notice.by_name,
		at: notice.at,
		dueAt: notice.due_on,
		act,
		path: notice.path,
		mayBeDone: true
	};
}
