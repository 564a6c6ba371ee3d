/** Read, not worked with: the page needs no script. */
export const csr = false;
