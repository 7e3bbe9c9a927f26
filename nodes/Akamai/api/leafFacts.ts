import { X509Certificate } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { certificatesIn } from '../../shared/certificate/bundle';
import { asObject, asObjects, asText } from '../../shared/values';

/** What people and rules go by, of a certificate that CPS tells as PEM; nothing where it is none. */
export function leafFacts(pem: unknown): IDataObject {
	try {
		const leaf = new X509Certificate(asText(pem) ?? '');
		return {
			serialNumber: leaf.serialNumber,
			subject: leaf.subject,
			subjectAltName: leaf.subjectAltName,
			validTo: new Date(leaf.validTo).toISOString(),
		};
	} catch {
		return {};
	}
}

/** Of the certificates of one network, or of an entry of the history. */
export function fingerprintsOf({ primaryCertificate, ...more }: IDataObject): string[] {
	const entries = [asObject(primaryCertificate), ...asObjects(more.multiStackedCertificates)];
	const found = certificatesIn(entries.flatMap(({ certificate }) => asText(certificate) ?? []));
	return found.ok ? found.value.map(({ certificate }) => certificate.fingerprint256) : [];
}
