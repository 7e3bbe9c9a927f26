import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { toAscii } from '../../../../../shared/certificate/names';
import { Failure } from '../../../../../shared/failure';
import { commonNameOf, enrollmentIdOf, listEnrollments } from '../../../../api/enrollments';
import type { Cps } from '../../../../transport/cps';
import { AKAMAI_OWN } from '../../../../transport/ownCodes';
import type { NewEnrollment } from './newEnrollment';
import { differences, isPending } from './newEnrollment';

const MEMORY = 10_000;

/** Enrollments made here, by execution: these may be adopted even when no longer pending. */
const made = new Set<string>();

const memoryOf = (ctx: IExecuteFunctions, cps: Cps, enrollmentId: number): string =>
	`${ctx.getExecutionId()} ${cps.client.identity} ${enrollmentId}`;

export function rememberMade(ctx: IExecuteFunctions, cps: Cps, enrollmentId: number): void {
	made.add(memoryOf(ctx, cps, enrollmentId));
	const [oldest] = made;
	if (made.size > MEMORY && oldest !== undefined) made.delete(oldest);
}

export interface Existing {
	/** The one that this item wants; it can be adopted. */
	same?: IDataObject;
	/** Others with this common name. */
	others: IDataObject[];
}

/**
 * Who has this common name already. The same enrollment agrees in type, validation, RA, network,
 * SNI, contract and names, and is pending or was made in this execution.
 */
export async function findExisting(
	ctx: IExecuteFunctions,
	cps: Cps,
	{ contractId, body, fips }: NewEnrollment,
): Promise<Existing> {
	const all = await listEnrollments(cps, contractId, fips);
	const named = all.filter((one) => toAscii(commonNameOf(one)) === body.csr.cn);
	const same = named.find((one) => {
		const id = enrollmentIdOf(one);
		if (id === undefined || differences(body, one).length > 0) return false;
		return isPending(one) || made.has(memoryOf(ctx, cps, id));
	});
	return { same, others: named.filter((one) => one !== same) };
}

/** The same name in a contract that was not asked for. */
export async function findElsewhere(
	cps: Cps,
	{ body }: NewEnrollment,
): Promise<IDataObject | undefined> {
	const all = await listEnrollments(cps);
	return all.find((one) => toAscii(commonNameOf(one)) === body.csr.cn);
}

export function nameTaken(
	{ body }: NewEnrollment,
	existing: IDataObject,
	elsewhere = false,
): Failure {
	const enrollmentId = enrollmentIdOf(existing);
	const different = differences(body, existing);
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
