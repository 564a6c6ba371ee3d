// What every page is told, public or not.
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals: { app, actor } }) => ({
	/** The demonstration workspace: every page says so. */
	demo: app.isDemonstration,
	/** Somebody is signed in: public pages then lead back to the workspace. */
	isMember: actor.kind === 'member'
});
