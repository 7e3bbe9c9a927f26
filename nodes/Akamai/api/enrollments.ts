import type { IDataObject } from 'n8n-workflow';

import { asNumber, asObject, asObjects, asText } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';

/** Lists of large contracts take minutes. */
const LIST_DEADLINE_MS = 180_000;

export const ENROLLMENTS = '/cps/v2/enrollments';

/** Ids of a location, which begins with `/cps/v2/` or `/cps-api/` and is never requested itself. */
export function idsOf(location: unknown): { enrollmentId?: number; changeId?: number } {
	const found = /\/enrollments\/(\d+)(?:\/changes\/(\d+))?/.exec(asText(location) ?? '');
	return { enrollmentId: asNumber(found?.[1]), changeId: asNumber(found?.[2]) };
}

/** Documents print the id as text, live data as a number. */
export const enrollmentIdOf = ({ id, location }: IDataObject): number | undefined =>
	asNumber(id) ?? idsOf(location).enrollmentId;

export const pendingChangesOf = (enrollment: IDataObject) =>
	asObjects(enrollment.pendingChanges).flatMap(({ location, changeType }) => {
		const { changeId } = idsOf(location);
		return changeId === undefined ? [] : [{ changeId, changeType: asText(changeType) ?? '' }];
	});

/** The service lists the newest change last. */
export const newestPending = (enrollment: IDataObject): number | undefined =>
	pendingChangesOf(enrollment).at(-1)?.changeId;

export const commonNameOf = (enrollment: IDataObject): string =>
	asText(asObject(enrollment.csr).cn) ?? '';

export const getEnrollment = async (
	cps: Cps,
	enrollmentId: number,
	fips = false,
): Promise<IDataObject> =>
	await cps.json({
		method: 'GET',
		path: `${ENROLLMENTS}/${enrollmentId}`,
		accept: fips ? MEDIA_TYPE.enrollmentFips : MEDIA_TYPE.enrollment,
	});

/** The API has no paging. Without a contract it lists those of all contracts. */
export async function listEnrollments(
	cps: Cps,
	contractId?: string,
	fips = false,
): Promise<IDataObject[]> {
	const { enrollments } = await cps.json({
		method: 'GET',
		path: ENROLLMENTS,
		query: { contractId },
		accept: fips ? MEDIA_TYPE.enrollmentsFips : MEDIA_TYPE.enrollments,
		deadline: LIST_DEADLINE_MS,
	});
	return asObjects(enrollments);
}

/** What a person looks for in an enrollment. */
export function simplified(enrollment: IDataObject): IDataObject {
	const csr = asObject(enrollment.csr);
	const network = asObject(enrollment.networkConfiguration);
	return {
		enrollmentId: enrollmentIdOf(enrollment),
		commonName: csr.cn,
		sans: csr.sans,
		certificateType: enrollment.certificateType,
		validationType: enrollment.validationType,
		ra: enrollment.ra,
		secureNetwork: network.secureNetwork,
		sniOnly: network.sniOnly,
		changeManagement: enrollment.changeManagement,
		changeId: newestPending(enrollment) ?? null,
		pendingChanges: pendingChangesOf(enrollment),
		productionSlots: enrollment.productionSlots,
	};
}
