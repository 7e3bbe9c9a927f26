import { Failure } from '../../../../shared/failure';
import type { Enrollment } from '../../../api/enrollments';
import { AKAMAI_OWN } from '../../../transport/ownCodes';

/** CPS took the call, and neither its answer nor the enrollment shows what came of it. */
export const nothingBegun = ({ id }: Enrollment): Failure =>
	new Failure({
		class: 'fixWorld',
		code: AKAMAI_OWN.nothingBegun.code,
		message: `CPS names no change for this, and enrollment ${id} shows none: it does not count as begun`,
		ids: { enrollmentId: id },
		nextStep: AKAMAI_OWN.nothingBegun.next,
	});
