import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { IssuedCertificate } from '../ca';
import { newSerial } from '../ca';
import type { DigiCertBooks } from './books';
import { startOfDay } from './dates';
import type { Certificate, Order, Organization } from './model';
import { validTill } from './validity';

const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** What an agent on the host does by itself. */
async function newCsr(commonName: string): Promise<string> {
	const keys = await webcrypto.subtle.generateKey(EC_P256, false, ['sign', 'verify']);
	const request = await x509.Pkcs10CertificateRequestGenerator.create({
		name: [{ CN: [commonName] }],
		keys,
		signingAlgorithm: EC_P256,
	});
	return request.toString('pem');
}

export async function csrOf(certificate: Certificate): Promise<string> {
	certificate.csr ??= await newCsr(certificate.commonName);
	return certificate.csr;
}

/** Fixes serial number and dates; the X.509 itself is made when somebody asks for it. */
export function issue(order: Order, certificate: Certificate, at: number): void {
	const isPublic = order.product.validationType !== 'private';
	certificate.status = 'issued';
	certificate.issuedAt = at;
	certificate.validFrom = startOfDay(at);
	certificate.validTill = validTill(certificate.lifetime, order.validTill, isPublic, at);
	certificate.serialNumber = newSerial().toUpperCase();
}

async function make(
	books: DigiCertBooks,
	certificate: Certificate,
	serialNumber?: string,
): Promise<IssuedCertificate> {
	const order = books.orders.get(certificate.orderId);
	const organization = books.organization(order?.organizationId);
	return await books.world.ca.issue({
		csr: await csrOf(certificate),
		commonName: certificate.commonName,
		dnsNames: certificate.dnsNames,
		organization: organization?.name,
		place: organization && placeOf(organization),
		notBefore: new Date(certificate.validFrom ?? 0),
		notAfter: new Date(certificate.validTill ?? 0),
		signatureHash: certificate.signatureHash,
		clientAuth: certificate.clientAuth,
		serialNumber,
	});
}

const placeOf = ({ country, state, city }: Organization) => ({
	country: country?.toUpperCase(),
	state,
	city,
});

/** The X.509 of an issued certificate: always the same one. */
export async function x509Of(
	books: DigiCertBooks,
	certificate: Certificate,
): Promise<IssuedCertificate> {
	certificate.x509 ??= make(books, certificate, certificate.serialNumber);
	const issued = await certificate.x509;
	certificate.thumbprint = issued.thumbprint;
	return issued;
}

/** Another certificate for the same names, as the service sometimes mixes them up. */
export const strangerOf = make;
