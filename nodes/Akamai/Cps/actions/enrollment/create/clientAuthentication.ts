import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure, Failure } from '../../../../../shared/failure';
import type { Look } from '../../../../../shared/once/writeOnce';
import { writeOnce } from '../../../../../shared/once/writeOnce';
import { signalOf } from '../../../../../shared/time/stop';
import { asObject } from '../../../../../shared/values';
import type { Enrollment } from '../../../../api/enrollments';
import {
	asEnrollmentStatus,
	ENROLLMENTS,
	getEnrollment,
	newestPending,
} from '../../../../api/enrollments';
import type { Cps, CpsRequest } from '../../../../transport/cps';
import { MEDIA_TYPE } from '../../../../transport/mediaTypes';
import type { NewEnrollment, Placed } from './newEnrollment';

/**
 * CPS refuses client authentication in a creation, so it follows as an update, as in Akamai's own
 * Terraform provider. The update replaces the whole enrollment and its first change; that one is
 * seconds old, so no CSR of it can be in use. It says what it sets, so a repeat does no harm.
 */
export async function setClientAuthentication(
	ctx: IExecuteFunctions,
	cps: Cps,
	wanted: NewEnrollment,
	placed: Placed,
): Promise<Placed> {
	if (!wanted.clientMutualAuthentication) return placed;
	try {
		const { thing, how } = await writeOnce<Placed>({
			look: async () => await lookAt(cps, wanted, placed),
			send: async () => await update(cps, wanted, placed),
			unclear: (cause) => cause,
			signal: signalOf(ctx),
		});
		return how === 'recovered' ? { ...thing, recovered: true } : thing;
	} catch (error) {
		throw notSet(placed, asFailure(error));
	}
}

/** The enrollment, which is known to be the one that was created, tells whether it has the update. */
async function lookAt(cps: Cps, wanted: NewEnrollment, placed: Placed): Promise<Look<Placed>> {
	const enrollment = await getEnrollment(cps, placed.enrollmentId, wanted.fips);
	return hasSet(enrollment, wanted)
		? { is: 'stands', thing: { ...placed, changeId: newestPending(enrollment) } }
		: { is: 'open', thing: placed };
}

async function update(cps: Cps, wanted: NewEnrollment, placed: Placed): Promise<Placed> {
	const { clientMutualAuthentication, body, fips, query } = wanted;
	const request: CpsRequest = {
		method: 'PUT',
		path: `${ENROLLMENTS}/${placed.enrollmentId}`,
		query: {
			'allow-cancel-pending-changes': true,
			'deploy-not-after': query['deploy-not-after'],
			'deploy-not-before': query['deploy-not-before'],
		},
		accept: MEDIA_TYPE.enrollmentStatus,
		contentType: fips ? MEDIA_TYPE.enrollmentFips : MEDIA_TYPE.enrollment,
		body: {
			...body,
			networkConfiguration: { ...body.networkConfiguration, clientMutualAuthentication },
		},
	};
	const { changeId, raw } = await cps.narrowed(request, (answered) => {
		const status = asEnrollmentStatus(answered);
		return status?.enrollmentId === placed.enrollmentId ? status : undefined;
	});
	// No change in the answer: the update needed none, the first one goes on.
	return { ...placed, ...(changeId === undefined ? {} : { answer: raw, changeId }) };
}

/** An enrollment of an earlier run is not changed: that would void a CSR that may be in use. */
export function checkClientAuthentication(wanted: NewEnrollment, placed: Placed): void {
	if (!wanted.clientMutualAuthentication) return;
	if (placed.found && hasSet(placed.found, wanted)) return;
	throw notSet(
		placed,
		new Failure({
			class: 'fixWorld',
			message: 'the enrollment is from an earlier run, and an update would cancel its change',
		}),
	);
}

const hasSet = ({ raw }: Enrollment, { clientMutualAuthentication }: NewEnrollment): boolean =>
	asObject(asObject(raw.networkConfiguration).clientMutualAuthentication).setId ===
	clientMutualAuthentication?.setId;

function notSet(placed: Placed, cause: Failure): Failure {
	const { enrollmentId, changeId } = placed;
	return new Failure({
		class: 'fixWorld',
		code: cause.code,
		message: `Enrollment ${enrollmentId} exists, but its client authentication is not set: ${cause.message}`,
		ids: { enrollmentId, changeId },
		nextStep:
			'Set the client authentication of this enrollment in Akamai Control Center before its CSR is signed.',
	});
}
