import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../shared/failure';
import type { Id } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import type { Enrollment, EnrollmentStatus } from './enrollments';
import { asEnrollmentStatus, ENROLLMENTS, getEnrollment } from './enrollments';

/** An update replaces the whole enrollment, so it is written in the version in which it was read. */
export interface WholeEnrollment extends Enrollment {
	/** Read in the version that knows fipsMode: in the one before it would be lost. */
	fips: boolean;
}

/** What clients send back; the rest is read only. Source: Akamai's Terraform provider. */
const SENT_BACK = [
	'adminContact',
	'autoRenewalStartTime',
	'certificateChainType',
	'certificateType',
	'changeManagement',
	'csr',
	'enableMultiStackedCertificates',
	'networkConfiguration',
	'org',
	'orgId',
	'ra',
	'signatureAlgorithm',
	'techContact',
	'thirdParty',
	'validationType',
];

const isUnknownVersion = ({ code }: { code?: string }): boolean =>
	code === '406' || code === '415' || code === 'not-acceptable';

export async function getWhole(cps: Cps, enrollmentId: Id): Promise<WholeEnrollment> {
	const read = async (fips: boolean) => ({
		...(await getEnrollment(cps, enrollmentId, fips)),
		fips,
	});
	return await read(true).catch(async (error: unknown) => {
		if (isUnknownVersion(asFailure(error))) return await read(false);
		throw error;
	});
}

export interface UpdateQuery {
	'force-renewal'?: true;
	'renewal-date-check-override'?: true;
	'allow-missing-certificate-addition'?: true;
	'deploy-not-after'?: string;
	'deploy-not-before'?: string;
}

/** Replaces the enrollment; a pending change is never cancelled for it, since its CSR may be ordered. */
export async function putEnrollment(
	cps: Cps,
	{ id, raw, fips }: WholeEnrollment,
	edits: IDataObject,
	query: UpdateQuery,
): Promise<EnrollmentStatus> {
	const kept = Object.fromEntries(
		SENT_BACK.flatMap((name) => (name in raw ? [[name, raw[name]] as const] : [])),
	);
	return await cps.narrowed(
		{
			method: 'PUT',
			path: `${ENROLLMENTS}/${id}`,
			query: { ...query, 'allow-cancel-pending-changes': false },
			accept: MEDIA_TYPE.enrollmentStatus,
			contentType: fips ? MEDIA_TYPE.enrollmentFips : MEDIA_TYPE.enrollment,
			body: { ...kept, ...edits },
		},
		(body) => statusOf(body, id),
	);
}

export const deleteEnrollment = async (
	cps: Cps,
	id: Id,
	query: { 'allow-cancel-pending-changes': boolean } & Pick<
		UpdateQuery,
		'deploy-not-after' | 'deploy-not-before'
	>,
): Promise<EnrollmentStatus> =>
	await cps.narrowed(
		{
			method: 'DELETE',
			path: `${ENROLLMENTS}/${id}`,
			query,
			accept: MEDIA_TYPE.enrollmentStatus,
		},
		(body) => statusOf(body, id),
	);

function statusOf(body: unknown, id: Id): EnrollmentStatus | undefined {
	const status = asEnrollmentStatus(body);
	return status?.enrollmentId === id ? status : undefined;
}
