import { asFailure, Failure } from '../failure';

/** A list in the form shows the message of an error only, so what to do belongs in it. */
export async function forForm<T>(
	list: Promise<T>,
	without = 'By ID works without this list.',
): Promise<T> {
	try {
		return await list;
	} catch (error) {
		const failure = asFailure(error);
		const message = `${failure.message}. ${failure.nextStep} ${without}`;
		throw asFailure(new Failure({ ...failure, message }));
	}
}
