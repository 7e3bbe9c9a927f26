import { children, type Der, expectTag, readBits, readDer, readOid, readString, TAG } from './der';

/** A PKCS#10 certification request (RFC 2986), taken apart but not yet judged. */
export interface CertificationRequest {
	/** The bytes that the signature covers. */
	signedBytes: Buffer;
	subject: CsrSubject;
	/** Some tools write several. */
	commonNames: string[];
	dnsNames: string[];
	/** Names of other kinds, which no order of a TLS certificate takes over. */
	otherNames: AltName[];
	spki: Buffer;
	signatureAlgorithm: Der;
	signature: Buffer;
}

/** Attribute types of X.520 and PKCS#9 by object identifier. */
const SUBJECT_FIELD = {
	'2.5.4.3': 'commonName',
	'2.5.4.5': 'serialNumber',
	'2.5.4.6': 'country',
	'2.5.4.7': 'locality',
	'2.5.4.8': 'state',
	'2.5.4.9': 'street',
	'2.5.4.10': 'organization',
	'2.5.4.11': 'organizationalUnit',
	'2.5.4.17': 'postalCode',
	'1.2.840.113549.1.9.1': 'emailAddress',
} as const;

export type CsrSubject = Partial<
	Record<(typeof SUBJECT_FIELD)[keyof typeof SUBJECT_FIELD], string>
>;

/** PKCS#9 extensionRequest, and the one that Microsoft's tools write in its place. */
const EXTENSION_REQUEST = ['1.2.840.113549.1.9.14', '1.3.6.1.4.1.311.2.1.14'];
const SUBJECT_ALT_NAME = '2.5.29.17';

/** A name of the subject alternative name extension, as written. */
export interface AltName {
	kind: 'DNS name' | 'IP address' | 'e-mail address' | 'URI' | 'name of another kind';
	value: string;
}

const isDns = ({ kind }: AltName): boolean => kind === 'DNS name';

const latin1 = (bytes: Buffer): string => bytes.toString('latin1');

/** Kinds of GeneralName (RFC 5280, 4.2.1.6) that somebody puts into a CSR. */
const ALT_NAME: Record<number, { kind: AltName['kind']; read(bytes: Buffer): string }> = {
	[TAG.context(1)]: { kind: 'e-mail address', read: latin1 },
	[TAG.context(2)]: { kind: 'DNS name', read: latin1 },
	[TAG.context(6)]: { kind: 'URI', read: latin1 },
	[TAG.context(7)]: { kind: 'IP address', read: addressOf },
};

function addressOf(bytes: Buffer): string {
	if (bytes.length === 4) return [...bytes].join('.');
	const groups = bytes.toString('hex').match(/.{1,4}/g) ?? [];
	const address = `http://[${groups.join(':')}]/`;
	return URL.canParse(address) ? new URL(address).hostname.slice(1, -1) : bytes.toString('hex');
}

const isSubjectField = (oid: string): oid is keyof typeof SUBJECT_FIELD => oid in SUBJECT_FIELD;

/** The attributes of the subject that are known, as they come. */
function readAttributes(name: Der): Array<[keyof CsrSubject, string]> {
	return children(name, TAG.sequence)
		.flatMap((relativeName) => children(relativeName, TAG.set))
		.flatMap((attribute) => {
			const [type, value] = children(attribute, TAG.sequence);
			const oid = readOid(type);
			const text = readString(value);
			return isSubjectField(oid) && text !== undefined ? [[SUBJECT_FIELD[oid], text]] : [];
		});
}

/** Of a repeated attribute the first one counts. */
const subjectOf = (attributes: Array<[keyof CsrSubject, string]>): CsrSubject =>
	Object.fromEntries([...attributes].reverse());

function requestedExtensions(attributes: Der): Der[] {
	return children(attributes, TAG.constructed(0)).flatMap((attribute) => {
		const [type, values] = children(attribute, TAG.sequence);
		if (!EXTENSION_REQUEST.includes(readOid(type))) return [];
		return children(expectTag(values, TAG.set), TAG.set).flatMap((list) =>
			children(list, TAG.sequence),
		);
	});
}

function readAltNames(attributes: Der): AltName[] {
	return requestedExtensions(attributes).flatMap((extension) => {
		const parts = children(extension, TAG.sequence);
		if (readOid(parts[0]) !== SUBJECT_ALT_NAME) return [];
		const { content } = expectTag(parts.at(-1), TAG.octetString);
		return children(readDer(content), TAG.sequence).map(({ tag, content: value }): AltName => {
			const known = ALT_NAME[tag];
			return known
				? { kind: known.kind, value: known.read(value) }
				: { kind: 'name of another kind', value: '' };
		});
	});
}

export function parseRequest(bytes: Buffer): CertificationRequest {
	const [info, algorithm, signature, ...others] = children(readDer(bytes), TAG.sequence);
	const signed = expectTag(info, TAG.sequence);
	const [version, subject, spki, attributes, ...more] = children(signed, TAG.sequence);
	expectTag(version, TAG.integer);
	if (others.length || more.length) expectTag(undefined, TAG.sequence);
	const named = readAttributes(expectTag(subject, TAG.sequence));
	const altNames = attributes ? readAltNames(attributes) : [];
	return {
		signedBytes: signed.raw,
		subject: subjectOf(named),
		commonNames: named.flatMap(([field, text]) => (field === 'commonName' ? text : [])),
		dnsNames: altNames.filter(isDns).map(({ value }) => value),
		otherNames: altNames.filter((name) => !isDns(name)),
		spki: expectTag(spki, TAG.sequence).raw,
		signatureAlgorithm: expectTag(algorithm, TAG.sequence),
		signature: readBits(signature),
	};
}
