import type { IDataObject } from 'n8n-workflow';

import { asId, asObject, asText, isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { everyOne, idsOf, listIn } from './narrow';

/** A limit of its own, per account (techdocs.akamai.com, CPS rate limits). */
const PER_MINUTE = 10;
const MINUTE_MS = 60_000;
/** Lists of large accounts take minutes. */
const LIST_DEADLINE_MS = 180_000;

/** Enrollments with what each network serves. */
export const listActiveCertificates = async (
	cps: Cps,
	contractId?: string,
): Promise<IDataObject[]> =>
	await cps.narrowed(
		{
			method: 'GET',
			path: '/cps/v2/active-certificates',
			query: { contractId },
			accept: MEDIA_TYPE.activeCertificates,
			deadline: LIST_DEADLINE_MS,
			bucket: {
				name: `active certificates ${cps.client.identity}`,
				requests: PER_MINUTE,
				milliseconds: MINUTE_MS,
			},
		},
		(body, status) => everyOne(listIn(body, 'enrollments', status), asActive),
	);

function asActive(raw: unknown): IDataObject | undefined {
	if (!isObject(raw)) return undefined;
	const enrollmentId = asId(raw.id) ?? idsOf(raw.location).enrollmentId;
	const commonName = asText(asObject(raw.csr).cn);
	return enrollmentId === undefined ? undefined : { ...raw, enrollmentId, commonName };
}
