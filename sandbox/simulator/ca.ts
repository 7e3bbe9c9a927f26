import 'reflect-metadata';
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { parseCsr } from './csr';

x509.cryptoProvider.set(webcrypto);

const DAY = 24 * 60 * 60 * 1000;
const YEAR = 365 * DAY;

const HASHES: Record<string, string> = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

/** id-kp-serverAuth, id-kp-clientAuth */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

export interface ChainLink {
	subject_common_name: string;
	pem: string;
}

export interface IssueRequest {
	/** PKCS#10 in PEM; only its public key is used */
	csr: string;
	commonName: string;
	dnsNames: string[];
	organization?: string;
	/** Of the organization, as OV and EV certificates show it */
	place?: { country?: string; state?: string; city?: string };
	notBefore: Date;
	notAfter: Date;
	/** sha256 (default), sha384 or sha512 */
	signatureHash?: string;
	clientAuth?: boolean;
	/** Hex; a random one if not given */
	serialNumber?: string;
}

export interface IssuedCertificate {
	leafPem: string;
	/** Leaf, intermediate, root */
	chain: ChainLink[];
	/** Upper-case hex */
	serialNumber: string;
	/** SHA-1, upper-case hex */
	thumbprint: string;
}

interface Authority {
	keys: webcrypto.CryptoKeyPair;
	certificate: x509.X509Certificate;
	commonName: string;
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
	const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
	return await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/**
 * A serial number is positive and has no leading zero octet. Its first digit is 0, as that of many
 * real ones: who takes it for a number loses that.
 */
export function newSerial(): string {
	const bytes = randomBytes(16);
	bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x01;
	return bytes.toString('hex');
}

async function newAuthority(
	commonName: string,
	years: number,
	parent?: Authority,
): Promise<Authority> {
	const keys = await newKeys();
	const issuer = parent ?? { keys, commonName };
	const certificate = await x509.X509CertificateGenerator.create({
		serialNumber: newSerial(),
		subject: [{ CN: [commonName] }, { O: ['Sandbox Trust'] }],
		issuer: [{ CN: [issuer.commonName] }, { O: ['Sandbox Trust'] }],
		notBefore: new Date(Date.now() - YEAR),
		notAfter: new Date(Date.now() + years * YEAR),
		signingAlgorithm: { name: 'ECDSA', hash: 'SHA-384' },
		publicKey: keys.publicKey,
		signingKey: issuer.keys.privateKey,
		extensions: [
			new x509.BasicConstraintsExtension(true, parent ? 0 : undefined, true),
			new x509.KeyUsagesExtension(
				x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
				true,
			),
			await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
			await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
		],
	});
	return { keys, certificate, commonName };
}

/** The vendors print certificates with CRLF. */
export function toPem(certificate: x509.X509Certificate): string {
	return `${certificate.toString('pem').trim().replace(/\r?\n/g, '\r\n')}\r\n`;
}

export class CertificateAuthority {
	private constructor(
		private readonly root: Authority,
		private readonly intermediate: Authority,
	) {}

	static async create(): Promise<CertificateAuthority> {
		const root = await newAuthority('Sandbox Global Root', 30);
		const intermediate = await newAuthority('Sandbox TLS ECC SHA384 CA1', 15, root);
		return new CertificateAuthority(root, intermediate);
	}

	get rootPem(): string {
		return toPem(this.root.certificate);
	}

	get intermediatePem(): string {
		return toPem(this.intermediate.certificate);
	}

	get intermediateName(): string {
		return this.intermediate.commonName;
	}

	async issue(request: IssueRequest): Promise<IssuedCertificate> {
		const publicKey = parseCsr(request.csr)?.publicKey;
		if (!publicKey) throw new Error('The CSR cannot be read');
		const names = [...new Set([request.commonName, ...request.dnsNames])];
		const subject: x509.JsonName = [{ CN: [request.commonName] }];
		if (request.organization) subject.push({ O: [request.organization] });
		const { city, state, country } = request.place ?? {};
		for (const [field, value] of Object.entries({ L: city, ST: state, C: country })) {
			if (value) subject.push({ [field]: [value] });
		}
		const usages = request.clientAuth ? [SERVER_AUTH, CLIENT_AUTH] : [SERVER_AUTH];
		const leaf = await x509.X509CertificateGenerator.create({
			serialNumber: request.serialNumber?.toLowerCase() ?? newSerial(),
			subject,
			issuer: this.intermediate.certificate.subjectName.toJSON(),
			notBefore: request.notBefore,
			notAfter: request.notAfter,
			signingAlgorithm: { name: 'ECDSA', hash: HASHES[request.signatureHash ?? ''] ?? 'SHA-256' },
			publicKey,
			signingKey: this.intermediate.keys.privateKey,
			extensions: [
				new x509.BasicConstraintsExtension(false, undefined, true),
				new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
				new x509.ExtendedKeyUsageExtension(usages),
				new x509.SubjectAlternativeNameExtension(
					names.map((value) => ({ type: 'dns' as const, value })),
				),
				await x509.SubjectKeyIdentifierExtension.create(publicKey),
				await x509.AuthorityKeyIdentifierExtension.create(this.intermediate.keys.publicKey),
			],
		});
		return {
			leafPem: toPem(leaf),
			chain: [
				{ subject_common_name: request.commonName, pem: toPem(leaf) },
				{ subject_common_name: this.intermediate.commonName, pem: this.intermediatePem },
				{ subject_common_name: this.root.commonName, pem: this.rootPem },
			],
			serialNumber: leaf.serialNumber.toUpperCase(),
			thumbprint: createHash('sha1').update(Buffer.from(leaf.rawData)).digest('hex').toUpperCase(),
		};
	}
}
