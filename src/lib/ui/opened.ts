// Whether a `<details>` is open. Somebody may open it before the page's script runs; the script leaves it open.
import { createAttachmentKey } from 'svelte/attachments';

const tells = createAttachmentKey();

/** What was opened before the page came alive is told of like what is opened after. */
function tell(details: HTMLDetailsElement): void {
	if (details.open) details.dispatchEvent(new Event('toggle'));
}

/** To be spread on a `<details>`, in place of its `open`, which would close what somebody has opened meanwhile. */
export const opened = (isOpen: boolean) => ({ ...(isOpen ? { open: true } : {}), [tells]: tell });
