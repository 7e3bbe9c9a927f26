import type { LeafChain } from '../../../../../shared/certificate/bundle';
import { called, dnsNamesIn } from '../../../../../shared/certificate/bundle';
import { coverOf } from '../../../../../shared/certificate/names';
import { sha256OfKey } from '../../../../../shared/certificate/publicKey';
import { Failure } from '../../../../../shared/failure';
import { asObject, asText } from '../../../../../shared/values';
import type { ChangeCsr } from '../../../../api/csrs';
import type { Enrollment } from '../../../../api/enrollments';
import { keyAlgorithmOf } from '../../../../api/upload';
import { AKAMAI_OWN } from '../../../../transport/ownCodes';

/** Why CPS could not serve these; undefined where it can. What it only warns of is left to it. */
export function misfit(
	chains: LeafChain[],
	csrs: ChangeCsr[],
	enrollment: Enrollment,
	oneOfTwo: boolean,
): Failure | undefined {
	const isDual = enrollment.raw.enableMultiStackedCertificates === true;
	const given = chains.map(keyAlgorithmOf);
	const missing = csrs.flatMap(({ keyAlgorithm: kind }) => (given.includes(kind) ? [] : [kind]));
	const faults = [
		...chains.flatMap((chain) => keyFault(chain, csrs) ?? namesFault(chain, enrollment) ?? []),
		...(chains.length > 1 && !isDual
			? [`Enrollment ${enrollment.id} takes one certificate, not ${chains.length}`]
			: []),
		...(isDual && missing.length > 0 && !oneOfTwo
			? [
					`Enrollment ${enrollment.id} is dual-stack, and no ${missing.join(' or ')} certificate is given; this change takes none later. Give both, or turn on 'One of Two'`,
				]
			: []),
	];
	if (faults.length === 0) return undefined;
	return new Failure({
		class: 'fixRequest',
		code: AKAMAI_OWN.misfit.code,
		message: faults.join('. '),
		nextStep: AKAMAI_OWN.misfit.next,
	});
}

function keyFault(chain: LeafChain, csrs: ChangeCsr[]): string | undefined {
	const wanted = keyAlgorithmOf(chain);
	const csr = csrs.find(({ keyAlgorithm }) => keyAlgorithm === wanted);
	if (!csr) return `The change has no ${wanted} CSR, so "${called(chain.leaf)}" is not made of one`;
	return sha256OfKey(chain.leaf.certificate.publicKey) === csr.csr.spkiSha256
		? undefined
		: `"${called(chain.leaf)}" has another key than the ${wanted} CSR of this change: it was made of another CSR`;
}

/** Those of the enrollment: the CSR may have none but the common name. */
function namesFault({ leaf }: LeafChain, { commonName, raw }: Enrollment): string | undefined {
	const { sans } = asObject(raw.csr);
	const more = Array.isArray(sans) ? sans.flatMap((name: unknown) => asText(name) ?? []) : [];
	const isServed = coverOf(dnsNamesIn(leaf.certificate));
	const missing = [...new Set([commonName, ...more])].filter((name) => !isServed(name));
	return missing.length === 0
		? undefined
		: `"${called(leaf)}" lacks names of the enrollment: ${missing.join(', ')}`;
}
