import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { toAscii } from '../../../../../shared/certificate/names';
import { Failure } from '../../../../../shared/failure';
import { unreadable } from '../../../../../shared/http/unreadable';
import type { Enrollment } from '../../../../api/enrollments';
import {
	enrollmentIdOf,
	getEnrollment,
	listEnrollments,
	newestPending,
} from '../../../../api/enrollments';
import type { Cps } from '../../../../transport/cps';
import { AKAMAI_OWN } from '../../../../transport/ownCodes';
import type { NewEnrollment } from './newEnrollment';
import { differences, mayBe } from './newEnrollment';
import type { Id } from '../../../../../shared/values';

const MEMORY = 10_000;

/** Enrollments made here, by execution: these may be adopted even when no longer pending. */
const made = new Set<string>();

const memoryOf = (ctx: IExecuteFunctions, cps: Cps, enrollmentId: Id): string =>
	`${ctx.getExecutionId()} ${cps.client.identity} ${enrollmentId}`;

export function rememberMade(ctx: IExecuteFunctions, cps: Cps, enrollmentId: Id): void {
	made.add(memoryOf(ctx, cps, enrollmentId));
	const [oldest] = made;
	if (made.size > MEMORY && oldest !== undefined) made.delete(oldest);
}

export interface Existing {
	/** The one that this item wants; it can be adopted. */
	same?: Enrollment;
	/** Others with this common name. */
	others: Enrollment[];
}

export const NOTHING_SEEN: Existing = { others: [] };

/**
 * Who has this common name already. The same enrollment agrees in type, validation, RA, network,
 * SNI, contract and names, and is pending, was made in this execution, or may be live already.
 */
export async function findExisting(
	ctx: IExecuteFunctions,
	cps: Cps,
	{ contractId, body, fips, adoptsDeployed }: NewEnrollment,
): Promise<Existing> {
	const { enrollments, odd } = await listEnrollments(cps, contractId, fips);
	const unsure = odd.filter((row) => mayBe(body, row));
	if (unsure.length > MOST_UNSURE) throw unreadable('Akamai', 200, 'read');
	const readBack = await Promise.all(unsure.map(async (row) => await readRow(cps, row, fips)));
	const named = [...enrollments, ...readBack].filter(
		({ commonName }) => toAscii(commonName) === body.csr.cn,
	);
	const isOurs = ({ id }: Enrollment) => made.has(memoryOf(ctx, cps, id));
	const alike = named.filter(({ raw }) => differences(body, raw).length === 0);
	const known =
		alike.find((one) => newestPending(one) !== undefined || isOurs(one)) ??
		(adoptsDeployed ? alike.find((one) => !isSilent(one)) : undefined);
	const same = known ?? (await firstOpen(cps, alike, fips));
	return { same, others: named.filter((one) => one !== same) };
}

/** Each of them costs a call. */
const MOST_UNSURE = 10;

async function readRow(cps: Cps, row: IDataObject, fips: boolean): Promise<Enrollment> {
	const id = enrollmentIdOf(row);
	if (id === undefined) throw unreadable('Akamai', 200, 'read');
	return await getEnrollment(cps, id, fips);
}

/** One that does not tell its changes is asked itself; where it does not either, it may be pending. */
async function firstOpen(
	cps: Cps,
	alike: Enrollment[],
	fips: boolean,
): Promise<Enrollment | undefined> {
	for (const row of alike.filter(isSilent)) {
		const one = await getEnrollment(cps, row.id, fips);
		if (newestPending(one) !== undefined || isSilent(one)) return one;
	}
	return undefined;
}

const isSilent = ({ raw }: Enrollment): boolean =>
	raw.pendingChanges === undefined || raw.pendingChanges === null;

/** The same name in a contract that was not asked for. */
export async function findElsewhere(
	cps: Cps,
	{ body }: NewEnrollment,
): Promise<Enrollment | undefined> {
	const { enrollments } = await listEnrollments(cps);
	return enrollments.find(({ commonName }) => toAscii(commonName) === body.csr.cn);
}

export function nameTaken(
	{ body }: NewEnrollment,
	existing: Enrollment,
	elsewhere = false,
): Failure {
	const enrollmentId = existing.id;
	const different = differences(body, existing.raw);
	const why = elsewhere
		? 'it is in another contract'
		: different.length > 0
			? `it has ${different.join(', ')}`
			: 'it is not pending any more';
	return new Failure({
		class: 'fixRequest',
		code: AKAMAI_OWN.conflict.code,
		message: `Enrollment ${enrollmentId} has the common name "${body.csr.cn}" already and is not the one wanted: ${why}`,
		ids: { enrollmentId },
		nextStep:
			"Use that enrollment, choose another 'Common Name', or set 'Allow Duplicate CN' if there shall be two.",
	});
}
