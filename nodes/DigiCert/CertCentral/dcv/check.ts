import type { IDataObject } from 'n8n-workflow';

import { asFailure, Failure } from '../../../shared/failure';
import { isStop } from '../../../shared/time/stop';
import { knownError, SERVICES_ERRORS } from '../../transport/errors';

/** Codes by which a check says that it found nothing, which is an outcome and no failure. */
const NOT_FOUND = ['invalid_dns_txt', 'file_random_value_not_found'];

interface Checked {
	isValidated: boolean;
	reason?: string;
	missing?: Failure;
}

/**
 * A check of what these ids name, looked up where its answer is lost: it may have found what it
 * looked for. `look` tells whether it is validated now.
 */
export async function checkOnce(
	ids: IDataObject,
	check: () => Promise<boolean>,
	look: () => Promise<boolean>,
): Promise<Checked> {
	try {
		return await checked(check, look);
	} catch (error) {
		throw asFailure(error).knowing(ids);
	}
}

async function checked(
	check: () => Promise<boolean>,
	look: () => Promise<boolean>,
): Promise<Checked> {
	try {
		return { isValidated: await check() };
	} catch (error) {
		const failure = asFailure(error);
		if (failure.code !== undefined && NOT_FOUND.includes(failure.code)) {
			return { isValidated: false, reason: failure.message, missing: failure };
		}
		if (failure.class !== 'unclear' || isStop(failure)) throw failure;
		if (await look()) return { isValidated: true };
		throw lostCheck(failure);
	}
}

/** A check that is lost costs nothing, and may be made again. */
const lostCheck = ({ message, code }: Failure): Failure =>
	new Failure({
		class: 'wait',
		code,
		message: `The answer to the check was lost, and nothing shows yet that it found the records. ${message}`,
	});

/** What the admin is told of a check that found nothing. */
export function notFoundItem(
	reason: string | undefined,
	missing: Failure | undefined,
): IDataObject {
	const known = knownError(SERVICES_ERRORS, missing?.code ?? 'invalid_dns_txt');
	return {
		...(reason === undefined ? {} : { reason }),
		whoActs: known?.whoActs ?? 'DNS administrator',
		nextStep:
			'Compare the published record with recordName, recordZone and recordValue, and that the zone is signed rightly if it uses DNSSEC; an expired token needs a new one. Then check again.',
	};
}
