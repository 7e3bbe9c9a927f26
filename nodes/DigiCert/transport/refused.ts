import type { FailureClass } from '../../shared/failure';
import { asFailure, Failure } from '../../shared/failure';
import type { Meaning } from '../../shared/http/exchange';
import { isRefusal } from '../../shared/http/exchange';
import { knownError, SERVICES_ERRORS } from './errors';

interface Refused {
	status: number;
	meaning: Meaning;
	/** DigiCert's own code and words, where the body holds any. */
	code?: string;
	words: string;
}

/** What HTTP says beside 2xx. Automation's gateway words its answers as the Services API does. */
export function refusalByStatus({ status, meaning, code, words }: Refused): Failure {
	const own = code ?? String(status);
	const said = words === '' ? `DigiCert answered HTTP ${status}` : words;
	// Whatever the text says: only a refusal proves that nothing was done.
	if (!isRefusal(status)) {
		return new Failure({
			class: meaning === 'write' ? 'unclear' : 'wait',
			code: own,
			status,
			message: said,
		});
	}
	const known = code === undefined ? undefined : knownError(SERVICES_ERRORS, code);
	if (!known) return new Failure({ class: unknownClass(status), code: own, status, message: said });
	const message = words === '' ? known.words : `${known.words} (${words})`;
	return new Failure({ ...known, code: own, status, message });
}

/** The key itself is known: it may not do this. */
export const lacksRight = ({ class: kind, code = '' }: Failure): boolean =>
	kind === 'fixRights' && /^(403$|access_denied)/.test(code) && !code.includes('invalid_key');

/** What the key may see; undefined where it has no right to: then DigiCert decides. */
export async function asSeen<T>(reading: Promise<T>): Promise<T | undefined> {
	try {
		return await reading;
	} catch (error) {
		const failure = asFailure(error);
		if (lacksRight(failure)) return undefined;
		throw failure;
	}
}

const unknownClass = (status: number): FailureClass =>
	status === 401 || status === 403 ? 'fixRights' : 'fixRequest';

/** A gateway let nobody in, or knows no such operation. */
const REACHED_NOTHING = [401, 404, 405];

/** Whether the operation may have seen the request, whatever its answer says of it. */
export const mayBeDone = ({ status }: Failure): boolean =>
	status !== undefined && !REACHED_NOTHING.includes(status);
