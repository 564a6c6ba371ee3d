// Mails a member may do without: those that tell of something and ask for nothing. Used by the form, the API and the
// queue alike.
import * as v from 'valibot';

export const noticeKinds = ['round-dates', 'publication'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What the member wants to be told by mail. */
export const mailChoicesSchema = v.object({
	notices: v.pipe(
		v.optional(v.array(v.picklist(noticeKinds)), []),
		v.description('Notices wanted by mail; what asks you to act is always sent')
	)
});
export type MailChoices = v.InferOutput<typeof mailChoicesSchema>;
