import type { ChangeType, Enrollment, EnrollmentFields } from './model';
import { namesOf } from './model';
import { networkView } from './network';

export interface Difference {
	/** None: a mere edit of contacts, which needs no change */
	changeType?: ChangeType;
	needsCertificate: boolean;
	removed: string[];
}

const text = (value: unknown) => JSON.stringify(value ?? null);

function subjectOf({ csr, enableMultiStackedCertificates, signatureAlgorithm }: EnrollmentFields) {
	const { c, st, l, o, ou } = csr;
	return text([c, st, l, o, ou, enableMultiStackedCertificates, signatureAlgorithm]);
}

/** The names of cloned settings follow from the SANs. */
function networkOf({ networkConfiguration }: EnrollmentFields) {
	const { dnsNameSettings, ...network } = networkView(networkConfiguration, true);
	const names = dnsNameSettings?.cloneDnsNames ? null : dnsNameSettings?.dnsNames;
	return text([network, dnsNameSettings?.cloneDnsNames, names]);
}

/** What an update asks for beside what is there. */
export function difference(
	fields: EnrollmentFields,
	{ fields: before, production }: Enrollment,
	forced: boolean,
): Difference {
	const names = namesOf(fields);
	const removed = namesOf(before).filter((name) => !names.includes(name));
	const added = names.some((name) => !namesOf(before).includes(name));
	const sans = added || removed.length > 0;
	const subject = subjectOf(fields) !== subjectOf(before);
	const network = networkOf(fields) !== networkOf(before);
	const certificate = forced || sans || subject;
	if (!certificate && !network) return { needsCertificate: false, removed };
	if (!production) return { changeType: 'new-certificate', needsCertificate: true, removed };
	return {
		changeType: sans ? 'modify-san' : 'modify-certificate',
		needsCertificate: certificate,
		removed,
	};
}
