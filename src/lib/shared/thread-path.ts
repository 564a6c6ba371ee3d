// The lasting address of a discussion, and of a post in it.

/** A discussion of a commitment stands below it; any other has an address of its own, whatever it is about. */
export const threadPath = ({
	id,
	commitment
}: {
	id: string;
	commitment: number | null;
}): string => (commitment === null ? `/threads/${id}` : `/commitments/${commitment}/threads/${id}`);

/** Opens the discussion where the post stands, however long it is. */
export const postPath = (
	thread: { id: string; commitment: number | null },
	number: number
): string => `${threadPath(thread)}?post=${number}#post-${number}`;
