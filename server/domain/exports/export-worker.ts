// The thread that writes the file of one copy.
import { answerWith } from '#server/kernel/thread.ts';
import type { Maker, MakerRequest } from './maker.ts';
import { createPdfMaker } from './pdf/pdf-maker.ts';
import { createZipMaker } from './zip-maker.ts';

function createWork() {
	let maker: Maker | undefined;
	return async (request: MakerRequest): Promise<null> => {
		if (request.type === 'begin') {
			const { format, file, folder, about, titles } = request;
			maker =
				format === 'zip'
					? createZipMaker(file, folder, about)
					: createPdfMaker(file, about, titles);
		} else if (maker === undefined) throw new Error('a copy has to be begun first');
		else if (request.type === 'add') maker.add(request.piece);
		else await maker.finish();
		return null;
	};
}

answerWith(createWork());
