// One item of the inbox, whether somebody was told of it or it follows from how things stand.
import type { InboxItem } from '#shared/inbox-output.ts';

/** An item before its reader has done anything with it. */
export type NewItem = Omit<InboxItem, 'isRead' | 'snoozedUntil'>;
