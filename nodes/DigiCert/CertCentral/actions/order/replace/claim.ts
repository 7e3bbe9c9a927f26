import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure, Failure } from '../../../../../shared/failure';
import { forget, note } from '../../../../../shared/once/notes';

/** Items that have noted what they send: whether it is sent once more is theirs to decide. */
const begun = new WeakSet<object>();

/**
 * Notes what is about to be made and sends it, unless another process has noted the same: then its
 * outcome is not known, and is looked for first. The note stays, since it counts only as long as the
 * lists of the order are as they were (`marks`); what is proven not to be made needs none.
 */
export async function sendClaimed<T>(
	ctx: IExecuteFunctions,
	item: object,
	marks: unknown[],
	send: () => Promise<T>,
): Promise<T> {
	const key = createHash('sha256').update(JSON.stringify(marks)).digest('hex');
	if (!begun.has(item)) {
		begun.add(item);
		if ((await note(ctx, [key])).length > 0) throw sentByAnother();
	}
	try {
		return await send();
	} catch (error) {
		const failure = asFailure(error);
		if (failure.class !== 'unclear') await forget(ctx, [key]);
		throw failure;
	}
}

const sentByAnother = (): Failure =>
	new Failure({
		class: 'unclear',
		message:
			'Another execution, or a run before it, has begun the same, and how that ended is not known',
	});
