import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import type { Id } from '../../shared/values';
import { asId, asObject, asText, isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { AKAMAI_OWN } from '../transport/ownCodes';
import { everyOne, idsOf, listIn } from './narrow';

/** Lists of large contracts take minutes. */
const LIST_DEADLINE_MS = 180_000;

export const ENROLLMENTS = '/cps/v2/enrollments';

export interface PendingChange {
	changeId: Id;
	changeType: string;
}

export const isRenewal = ({ changeType }: PendingChange): boolean =>
	changeType.toLowerCase() === 'renewal';

/** An enrollment as CPS tells it, with what everybody asks of it. */
export interface Enrollment {
	id: Id;
	commonName: string;
	/** The newest is last. */
	pendingChanges: PendingChange[];
	raw: IDataObject;
}

/** Undefined where it is none: without an ID, a common name, or changes that can be told. */
export function asEnrollment(raw: unknown): Enrollment | undefined {
	if (!isObject(raw)) return undefined;
	const id = enrollmentIdOf(raw);
	const commonName = asText(asObject(raw.csr).cn);
	if (id === undefined || commonName === undefined) return undefined;
	const pendingChanges = pendingChangesOf(raw.pendingChanges ?? [], id);
	return pendingChanges && { id, commonName, pendingChanges, raw };
}

export function enrollmentIdOf({ id, location }: IDataObject): Id | undefined {
	const located = idsOf(location).enrollmentId;
	const own = id === undefined || id === null ? located : asId(id);
	return located === undefined || located === own ? own : undefined;
}

const pendingChangesOf = (list: unknown, id: Id): PendingChange[] | undefined =>
	everyOne(list, (entry) => {
		const { location, changeType } = asObject(entry);
		const { enrollmentId, changeId } = idsOf(location);
		return enrollmentId === id && changeId !== undefined
			? { changeId, changeType: asText(changeType) ?? '' }
			: undefined;
	});

export const newestPending = ({ pendingChanges }: Enrollment): Id | undefined =>
	pendingChanges.at(-1)?.changeId;

/** Undefined also where several are, of which none is guessed. */
export const onlyPending = ({ pendingChanges }: Enrollment): Id | undefined =>
	pendingChanges.length === 1 ? pendingChanges[0]?.changeId : undefined;

/** Undefined where nothing is pending; several are a question. */
export function theOnlyPending(enrollment: Enrollment): Id | undefined {
	const { id, pendingChanges } = enrollment;
	if (pendingChanges.length <= 1) return onlyPending(enrollment);
	const named = pendingChanges.map(({ changeId, changeType }) => `${changeId} (${changeType})`);
	throw new Failure({
		class: 'fixRequest',
		code: AKAMAI_OWN.severalChanges.code,
		message: `Enrollment ${id} has several pending changes: ${named.join(', ')}`,
		ids: { enrollmentId: id },
		nextStep: AKAMAI_OWN.severalChanges.next,
	});
}

export const getEnrollment = async (
	cps: Cps,
	enrollmentId: Id,
	fips = false,
): Promise<Enrollment> =>
	await cps.narrowed(
		{
			method: 'GET',
			path: `${ENROLLMENTS}/${enrollmentId}`,
			accept: fips ? MEDIA_TYPE.enrollmentFips : MEDIA_TYPE.enrollment,
		},
		(body) => {
			const enrollment = asEnrollment(body);
			return enrollment?.id === enrollmentId ? enrollment : undefined;
		},
	);

/** What a list shows; a row of which little can be read says nothing of the others. */
export interface EnrollmentList {
	enrollments: Enrollment[];
	/** Rows without ID or common name, or with changes that cannot be told. */
	odd: IDataObject[];
}

/** The API has no paging. Without a contract it lists those of all contracts. */
export const listEnrollments = async (
	cps: Cps,
	contractId?: string,
	fips = false,
): Promise<EnrollmentList> =>
	await cps.narrowed(
		{
			method: 'GET',
			path: ENROLLMENTS,
			query: { contractId },
			accept: fips ? MEDIA_TYPE.enrollmentsFips : MEDIA_TYPE.enrollments,
			deadline: LIST_DEADLINE_MS,
		},
		(body, status) => {
			const list = listIn(body, 'enrollments', status);
			const rows = everyOne(list, (row) => (isObject(row) ? row : undefined));
			const odd = rows?.filter((row) => !asEnrollment(row));
			return rows && odd && { enrollments: rows.flatMap((row) => asEnrollment(row) ?? []), odd };
		},
	);

/** What CPS answers to a creation or an update. */
export interface EnrollmentStatus {
	enrollmentId: Id;
	/** None where the update needed no change. */
	changeId?: Id;
	raw: IDataObject;
}

export function asEnrollmentStatus(body: unknown): EnrollmentStatus | undefined {
	if (!isObject(body)) return undefined;
	const { enrollmentId } = idsOf(body.enrollment);
	const changes = everyOne(body.changes, (location) => {
		const ids = idsOf(location);
		return ids.enrollmentId === enrollmentId ? ids.changeId : undefined;
	});
	return enrollmentId === undefined || changes === undefined
		? undefined
		: { enrollmentId, changeId: changes[0], raw: body };
}

/** What a person looks for in an enrollment. */
export function simplified(enrollment: Enrollment): IDataObject {
	const { id, commonName, pendingChanges, raw } = enrollment;
	const network = asObject(raw.networkConfiguration);
	return {
		enrollmentId: id,
		commonName,
		sans: asObject(raw.csr).sans,
		certificateType: raw.certificateType,
		validationType: raw.validationType,
		ra: raw.ra,
		secureNetwork: network.secureNetwork,
		sniOnly: network.sniOnly,
		changeManagement: raw.changeManagement,
		changeId: onlyPending(enrollment) ?? null,
		pendingChanges: pendingChanges.map(({ changeId, changeType }) => ({ changeId, changeType })),
		productionSlots: raw.productionSlots,
	};
}
