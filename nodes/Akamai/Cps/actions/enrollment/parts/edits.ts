import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { flag, text } from '../../../../../shared/form/fields';
import { readNames } from '../../../../../shared/reader/names';
import type { Reader } from '../../../../../shared/reader/reader';
import { asObject, withoutEmpty } from '../../../../../shared/values';
import { mustHaveCiphers, ocspStapling, preferredCiphers, quicEnabled } from './network';

const STAPLING = ['on', 'off', 'not-set'] as const;

const AT = 'updateFields';

/** What may still change after the creation; each is left as it is unless it is added here. */
export const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: AT,
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		flag(
			'Change Management',
			'changeManagement',
			'Whether each change stops on the staging network until it is acknowledged. Off means straight to production.',
			{ default: true },
		),
		flag('Clone DNS Names', 'cloneDnsNames', 'Whether all names of the certificate are served', {
			default: true,
		}),
		text('DNS Names', 'dnsNames', 'Names that are served, in place of all that were', {
			placeholder: 'e.g. www.example.com, shop.example.com',
		}),
		flag(
			'Multi-Stacked Certificates',
			'enableMultiStackedCertificates',
			'Whether there is an ECDSA certificate beside the RSA one (dual-stack)',
		),
		mustHaveCiphers,
		ocspStapling,
		preferredCiphers,
		quicEnabled,
		text(
			'SANs',
			'sans',
			'All further names, in place of those that were: one that is left out is taken from the certificate',
			{ typeOptions: { rows: 3 }, placeholder: 'e.g. shop.example.com, api.example.com' },
		),
	],
	description: 'What to change; everything else stays as it is',
};

/** The new values, under the members of the enrollment that hold them. */
export interface Edits {
	top: IDataObject;
	csr: IDataObject;
	network: IDataObject;
	dns: IDataObject;
}

/** They may be nothing where something else is asked of the update. */
export function readEdits(reader: Reader, mayBeNothing: boolean): Edits {
	const names = (path: string) => {
		const { ascii } = readNames(reader, path);
		return ascii.length > 0 ? ascii : undefined;
	};
	const edits = {
		top: withoutEmpty({
			changeManagement: reader.boolean(`${AT}.changeManagement`),
			enableMultiStackedCertificates: reader.boolean(`${AT}.enableMultiStackedCertificates`),
		}),
		csr: withoutEmpty({ sans: names(`${AT}.sans`) }),
		network: withoutEmpty({
			mustHaveCiphers: reader.text(`${AT}.mustHaveCiphers`),
			preferredCiphers: reader.text(`${AT}.preferredCiphers`),
			ocspStapling: reader.choice(`${AT}.ocspStapling`, STAPLING),
			quicEnabled: reader.boolean(`${AT}.quicEnabled`),
		}),
		dns: readDns(reader, names(`${AT}.dnsNames`)),
	};
	const isNothing = Object.values(edits).every((part) => Object.keys(part).length === 0);
	return isNothing && !mayBeNothing
		? reader.refuse(AT, 'is empty, so there is nothing to change')
		: edits;
}

/** Names of one's own are served only where those of the certificate are not cloned. */
function readDns(reader: Reader, dnsNames: string[] | undefined): IDataObject {
	const cloneDnsNames = reader.boolean(`${AT}.cloneDnsNames`);
	if (dnsNames === undefined) return withoutEmpty({ cloneDnsNames });
	if (cloneDnsNames) reader.refuse(`${AT}.dnsNames`, "counts only with 'Clone DNS Names' off");
	return { cloneDnsNames: false, dnsNames };
}

/** The members that an update replaces, with all that they held before. */
export function edited(raw: IDataObject, { top, csr, network, dns }: Edits): IDataObject {
	const before = asObject(raw.networkConfiguration);
	const settings = { ...asObject(before.dnsNameSettings), ...dns };
	// Cloned names follow from those of the certificate; the old ones would contradict new ones.
	const dnsNameSettings = settings.cloneDnsNames === true ? { cloneDnsNames: true } : settings;
	const hasDns = Object.keys(settings).length > 0;
	return {
		...top,
		csr: { ...asObject(raw.csr), ...csr },
		networkConfiguration: { ...before, ...network, ...(hasDns ? { dnsNameSettings } : {}) },
	};
}

/** Whether the enrollment says already what these would make of it. */
export function isAsWanted(raw: IDataObject, { top, csr, network, dns }: Edits): boolean {
	const net = asObject(raw.networkConfiguration);
	const { cn } = asObject(raw.csr);
	return (
		holds(raw, top, cn) &&
		holds(asObject(raw.csr), csr, cn) &&
		holds(net, network, cn) &&
		holds(asObject(net.dnsNameSettings), dns, cn)
	);
}

/** CPS prints the common name among the names, sent there or not, in an order of its own. */
const holds = (thing: IDataObject, wanted: IDataObject, commonName: unknown): boolean =>
	Object.entries(wanted).every(
		([name, value]) => comparable(thing[name], commonName) === comparable(value, commonName),
	);

const comparable = (value: unknown, commonName: unknown): unknown =>
	Array.isArray(value)
		? JSON.stringify([...new Set(value.filter((name) => name !== commonName))].sort())
		: value;
