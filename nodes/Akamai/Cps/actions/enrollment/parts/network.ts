import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { choice, choices, flag, text } from '../../../../../shared/form/fields';
import { readNames } from '../../../../../shared/reader/names';
import type { Reader } from '../../../../../shared/reader/reader';
import { withoutEmpty } from '../../../../../shared/values';

/** Of a new enrollment, and to be changed later. */
export const mustHaveCiphers = text(
	'Must Have Ciphers',
	'mustHaveCiphers',
	'Name of a cipher profile',
	{
		placeholder: 'e.g. ak-akamai-2020q1',
	},
);

export const ocspStapling = choice(
	'OCSP Stapling',
	'ocspStapling',
	'Whether the edge servers staple OCSP answers of the certificate',
	{
		default: 'not-set',
		options: [
			['not-set', 'Not Set'],
			['off', 'Off'],
			['on', 'On'],
		],
	},
);

export const preferredCiphers = text(
	'Preferred Ciphers',
	'preferredCiphers',
	'Name of a cipher profile',
	{
		placeholder: 'e.g. ak-akamai-2020q1',
	},
);

export const quicEnabled = flag('QUIC Enabled', 'quicEnabled', 'Whether QUIC is offered');

const GEOGRAPHIES = ['core', 'china+core', 'russia+core'] as const;
const NETWORKS = ['standard-tls', 'enhanced-tls'] as const;
const STAPLING = ['on', 'off', 'not-set'] as const;
/** The first three are seen in the field, the fourth follows their pattern. */
const TLS_VERSIONS = ['TLSv1', 'TLSv1_1', 'TLSv1_2', 'TLSv1_3'] as const;

const AT = 'networkConfiguration';

const OPTIONS: INodeProperties[] = [
	text(
		'Client Authentication Set ID',
		'setId',
		'Set of CA certificates for client authentication. CPS takes it only by an update, which this node sends right after the creation.',
		{ placeholder: 'e.g. Custom_CPS-6134b_B-3-1AHBENT.xml' },
	),
	flag(
		'Client Certificate OCSP',
		'ocspEnabled',
		'Whether OCSP is checked for client certificates; needs a client authentication set',
	),
	flag(
		'Clone DNS Names',
		'cloneDnsNames',
		'Whether all names of the certificate are served; needs SNI only',
		{ default: true },
	),
	{
		displayName: 'Disallowed TLS Versions',
		name: 'disallowedTlsVersions',
		type: 'multiOptions',
		options: choices(
			['TLSv1', 'TLS 1.0'],
			['TLSv1_1', 'TLS 1.1'],
			['TLSv1_2', 'TLS 1.2'],
			['TLSv1_3', 'TLS 1.3'],
		),
		default: [],
		description: 'Versions that the edge servers refuse',
	},
	text(
		'DNS Names',
		'dnsNames',
		'Names that are served, if not all names of the certificate, separated by commas, or a list by expression; needs SNI only',
		{ placeholder: 'e.g. www.example.com, shop.example.com' },
	),
	flag(
		'FIPS Mode',
		'fipsMode',
		'Whether only FIPS-approved cryptography is used; needs both cipher profiles and TLS 1.2 or 1.3',
	),
	choice('Geography', 'geography', 'Where the certificate is deployed', {
		default: 'core',
		options: [
			['china+core', 'China and Core', 'Needs a contract and an approval'],
			['core', 'Core'],
			['russia+core', 'Russia and Core', 'Needs a contract and an approval'],
		],
	}),
	mustHaveCiphers,
	ocspStapling,
	preferredCiphers,
	quicEnabled,
	choice(
		'Secure Network',
		'secureNetwork',
		'Network that serves the certificate; cannot be changed afterwards',
		{
			default: 'enhanced-tls',
			options: [
				['enhanced-tls', 'Enhanced TLS', 'PCI compliant'],
				['standard-tls', 'Standard TLS'],
			],
		},
	),
	flag(
		'Send CA List to Client',
		'sendCaListToClient',
		'Whether clients are told the accepted CAs; needs a client authentication set',
	),
	flag(
		'SNI Only',
		'sniOnly',
		'Whether only clients that send the server name (SNI) are served; cannot be changed afterwards',
		{ default: true },
	),
];

export const networkField: INodeProperties = {
	displayName: 'Network Configuration',
	name: AT,
	type: 'collection',
	placeholder: 'Add field',
	default: { geography: 'core', secureNetwork: 'enhanced-tls', sniOnly: true, quicEnabled: false },
	options: OPTIONS,
	description: 'How and where the certificate is served',
};

/** Both are in the form from the start, and can be taken out of it. */
export const NETWORK_NEEDS = [`${AT}.secureNetwork`, `${AT}.sniOnly`];

export interface Network {
	/** What the creation may hold. */
	body: IDataObject & { secureNetwork: string; sniOnly: boolean };
	/** What only an update may add. */
	clientMutualAuthentication?: IDataObject & { setId: string };
	fips: boolean;
}

export function readNetwork(reader: Reader): Network {
	const sniOnly = reader.boolean(`${AT}.sniOnly`) ?? reader.refuse(AT, "needs 'SNI Only'");
	const secureNetwork =
		reader.choice(`${AT}.secureNetwork`, NETWORKS) ?? reader.refuse(AT, "needs 'Secure Network'");
	const versions = reader.list(`${AT}.disallowedTlsVersions`);
	const unknown = versions.find((version) => !TLS_VERSIONS.some((known) => known === version));
	if (unknown !== undefined) {
		reader.refuse(
			`${AT}.disallowedTlsVersions`,
			`must hold ${reader.words(`${AT}.disallowedTlsVersions`, TLS_VERSIONS)} only`,
		);
	}
	const body = {
		...withoutEmpty({
			geography: reader.choice(`${AT}.geography`, GEOGRAPHIES) ?? 'core',
			quicEnabled: reader.boolean(`${AT}.quicEnabled`) ?? false,
			dnsNameSettings: dnsNameSettings(reader, sniOnly),
			mustHaveCiphers: reader.text(`${AT}.mustHaveCiphers`),
			preferredCiphers: reader.text(`${AT}.preferredCiphers`),
			disallowedTlsVersions: versions.length > 0 ? versions : undefined,
			ocspStapling: reader.choice(`${AT}.ocspStapling`, STAPLING),
			fipsMode: reader.boolean(`${AT}.fipsMode`),
		}),
		secureNetwork,
		sniOnly,
	};
	if (reader.boolean(`${AT}.fipsMode`)) checkFips(reader, versions);
	return {
		body,
		clientMutualAuthentication: clientAuthentication(reader),
		fips: reader.boolean(`${AT}.fipsMode`) !== undefined,
	};
}

/** CPS takes these settings only where SNI tells the names apart. */
function dnsNameSettings(reader: Reader, sniOnly: boolean): IDataObject | undefined {
	const { ascii: names } = readNames(reader, `${AT}.dnsNames`);
	const clone = reader.boolean(`${AT}.cloneDnsNames`);
	if (!sniOnly) {
		if (names.length > 0) reader.refuse(`${AT}.dnsNames`, "needs 'SNI Only'");
		if (clone !== undefined) reader.refuse(`${AT}.cloneDnsNames`, "needs 'SNI Only'");
		return undefined;
	}
	const cloneDnsNames = clone ?? names.length === 0;
	if (!cloneDnsNames && names.length === 0) {
		reader.refuse(`${AT}.dnsNames`, "is empty, though 'Clone DNS Names' is off");
	}
	return { cloneDnsNames, ...(names.length > 0 ? { dnsNames: names } : {}) };
}

function checkFips(reader: Reader, disallowed: string[]): void {
	for (const name of ['mustHaveCiphers', 'preferredCiphers']) {
		if (reader.text(`${AT}.${name}`) === undefined) {
			reader.refuse(`${AT}.${name}`, "is empty, but 'FIPS Mode' needs an active cipher profile");
		}
	}
	if (disallowed.includes('TLSv1_2') && disallowed.includes('TLSv1_3')) {
		reader.refuse(`${AT}.disallowedTlsVersions`, "must leave TLS 1.2 or 1.3 for 'FIPS Mode'");
	}
}

function clientAuthentication(reader: Reader): Network['clientMutualAuthentication'] {
	const setId = reader.text(`${AT}.setId`);
	const sendCaListToClient = reader.boolean(`${AT}.sendCaListToClient`);
	const enabled = reader.boolean(`${AT}.ocspEnabled`);
	if (setId === undefined) {
		if (sendCaListToClient || enabled) reader.refuse(`${AT}.setId`, 'is empty');
		return undefined;
	}
	return {
		setId,
		authenticationOptions: {
			sendCaListToClient: sendCaListToClient ?? false,
			ocsp: { enabled: enabled ?? false },
		},
	};
}
