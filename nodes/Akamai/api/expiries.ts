import { X509Certificate } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { Id } from '../../shared/values';
import { asId, asObject, asObjects, asText } from '../../shared/values';
import type { Deployments } from './deployments';

/** A certificate that the production network serves. */
export interface Served {
	enrollmentId: Id;
	commonName?: string;
	keyAlgorithm: string;
	/** ms */
	notAfter: number;
	serial?: string;
	sha256Fingerprint?: string;
	pendingChanges: IDataObject[];
}

const certificatesOf = (network: IDataObject): IDataObject[] => [
	...asObjects([network.primaryCertificate]),
	...asObjects(network.multiStackedCertificates),
];

/** Of a row of the active certificates; one without a date expires at no time that can be told. */
export function servedBy(row: IDataObject): Served[] {
	const enrollmentId = asId(row.enrollmentId);
	if (enrollmentId === undefined) return [];
	return certificatesOf(asObject(row.production)).flatMap((one) => {
		const notAfter = Date.parse(asText(one.expiry) ?? '');
		if (Number.isNaN(notAfter)) return [];
		return [
			{
				enrollmentId,
				commonName: asText(row.commonName),
				keyAlgorithm: asText(one.keyAlgorithm) ?? '',
				notAfter,
				serial: asText(one.serial),
				sha256Fingerprint: asText(one.sha256Fingerprint),
				pendingChanges: asObjects(row.pendingChanges),
			},
		];
	});
}

/** Since when each certificate that is deployed is valid, by its end; both in ms. */
export function beginnings({ production }: Deployments): Map<number, number> {
	return new Map(
		certificatesOf(asObject(production)).flatMap(({ certificate }) => {
			const read = readable(asText(certificate));
			return read ? [[Date.parse(read.validTo), Date.parse(read.validFrom)] as const] : [];
		}),
	);
}

function readable(pem = ''): X509Certificate | undefined {
	try {
		return new X509Certificate(pem);
	} catch {
		return undefined;
	}
}
