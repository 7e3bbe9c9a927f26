import type { LeafChain } from '../../../../../shared/certificate/bundle';
import {
	called,
	certificatesIn,
	expiredIn,
	leafChains,
} from '../../../../../shared/certificate/bundle';
import { text } from '../../../../../shared/form/fields';
import type { Reader } from '../../../../../shared/reader/reader';
import { textsIn } from '../../../../api/textsIn';

export const chainFields = [
	text(
		'Certificate',
		'certificate',
		'PEM of the certificate, alone or with its chain in any order: as DigiCert CertCentral gives it, as text, list or object. For dual-stack both certificates.',
		{
			default: '={{ $json.certificate }}',
			placeholder: 'e.g. -----BEGIN CERTIFICATE-----…',
			required: true,
			typeOptions: { rows: 4 },
		},
	),
	text(
		'Trust Chain',
		'trustChain',
		"PEM of the CA certificates, where 'Certificate' does not hold them",
		{ placeholder: 'e.g. -----BEGIN CERTIFICATE-----…', typeOptions: { rows: 4 } },
	),
];

/** The chain of each certificate that was given, checked as far as that goes without the enrollment. */
export function readChains(reader: Reader): LeafChain[] {
	const texts = ['certificate', 'trustChain'].flatMap((path) => textsIn(reader.raw(path)));
	if (texts.length === 0) return reader.refuse('certificate', 'is empty');
	const found = certificatesIn(texts);
	if (!found.ok) return reader.refuse('certificate', found.reason);
	const chains = leafChains(found.value);
	if (!chains.ok) return reader.refuse('certificate', chains.reason);
	const now = Date.now();
	for (const chain of chains.value) {
		const expired = expiredIn(chain, now);
		if (!expired) continue;
		const day = new Date(expired.certificate.validTo).toISOString().slice(0, 10);
		return reader.refuse('certificate', `holds "${called(expired)}", which expired on ${day}`);
	}
	return chains.value;
}
