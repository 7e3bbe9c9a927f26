import type { IDataObject } from 'n8n-workflow';

import { asFailure, Failure } from '../../shared/failure';
import type { Id } from '../../shared/values';
import { asId, asObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { AKAMAI_OWN } from '../transport/ownCodes';
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

/** An older service, by whatever code it says so. */
const isUnknownVersion = ({ status }: Failure): boolean => status === 406 || status === 415;

const readWhole = async (cps: Cps, enrollmentId: Id, fips: boolean): Promise<WholeEnrollment> => ({
	...(await getEnrollment(cps, enrollmentId, fips)),
	fips,
});

export const getWhole = async (cps: Cps, enrollmentId: Id): Promise<WholeEnrollment> =>
	await readWhole(cps, enrollmentId, true).catch(async (error: unknown) => {
		if (isUnknownVersion(asFailure(error))) return await readWhole(cps, enrollmentId, false);
		throw error;
	});

export interface UpdateQuery {
	'force-renewal'?: true;
	'renewal-date-check-override'?: true;
	'allow-missing-certificate-addition'?: true;
	'deploy-not-after'?: string;
	'deploy-not-before'?: string;
}

/** The members that change, with all that they held before. */
type Edit = (raw: IDataObject) => IDataObject;

export interface Updated extends EnrollmentStatus {
	/** There is a change, whether the answer names it or not. */
	isBegun: boolean;
}

/**
 * Replaces the enrollment. A service that prints the newer version and takes the older one only is
 * read again in that one, unless something would be lost in it.
 */
export async function putEnrollment(
	cps: Cps,
	whole: WholeEnrollment,
	edit: Edit,
	query: UpdateQuery,
): Promise<Updated> {
	return await putAsRead(cps, whole, edit, query).catch(async (error: unknown) => {
		if (!whole.fips || !isUnknownVersion(asFailure(error))) throw error;
		if (asObject(whole.raw.networkConfiguration).fipsMode === true) throw wouldLoseFips(whole);
		return await putAsRead(cps, await readWhole(cps, whole.id, false), edit, query);
	});
}

/** A pending change is never cancelled for it, since its CSR may be ordered. */
const putAsRead = async (
	cps: Cps,
	{ id, raw, fips }: WholeEnrollment,
	edit: Edit,
	query: UpdateQuery,
): Promise<Updated> =>
	await cps.narrowed(
		{
			method: 'PUT',
			path: `${ENROLLMENTS}/${id}`,
			query: { ...query, 'allow-cancel-pending-changes': false },
			accept: MEDIA_TYPE.enrollmentStatus,
			contentType: fips ? MEDIA_TYPE.enrollmentFips : MEDIA_TYPE.enrollment,
			body: { ...sentBack(raw), ...edit(raw) },
		},
		(body, status) => begun(statusOf(body, id), status),
	);

/** By HTTP 202 CPS says that a change was begun, by 200 that none is needed. */
const begun = (answer: EnrollmentStatus | undefined, status: number): Updated | undefined =>
	answer && { ...answer, isBegun: answer.changeId !== undefined || status === 202 };

/** IDs are numbers, though some answers print them as text. */
function sentBack(raw: IDataObject): IDataObject {
	const kept = SENT_BACK.flatMap((name) => (name in raw ? [[name, raw[name]] as const] : []));
	const orgId = asId(raw.orgId);
	return { ...Object.fromEntries(kept), ...(orgId === undefined ? {} : { orgId }) };
}

const wouldLoseFips = ({ id }: WholeEnrollment): Failure =>
	new Failure({
		class: 'fixWorld',
		code: AKAMAI_OWN.losesFips.code,
		message: `CPS takes enrollment ${id} in an older version only, in which its FIPS mode would be lost`,
		nextStep: AKAMAI_OWN.losesFips.next,
	});

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
