// The thread that plays a document's log; see history.ts.
import { answerWith } from '#server/kernel/thread.ts';
import { createAnswering } from './answering.ts';

answerWith(createAnswering());
