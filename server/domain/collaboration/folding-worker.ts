// The thread that folds documents; see folding.ts.
import { answerWith } from '#server/kernel/thread.ts';
import { foldUpdates } from './folding.ts';

answerWith(foldUpdates);
