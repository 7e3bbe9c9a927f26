import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toAscii } from '../../../../../shared/certificate/names';
import { text } from '../../../../../shared/form/fields';
import { readCommonName, readNames } from '../../../../../shared/reader/names';
import type { Reader } from '../../../../../shared/reader/reader';
import { withoutEmpty } from '../../../../../shared/values';
import type { Kind } from './kind';

/** Beside the common name. Source: techdocs, Create a third-party certificate. */
const MOST_SANS = 99;

export type Csr = IDataObject & { cn: string; sans?: string[] };

const subject = (displayName: string, name: string, placeholder: string): INodeProperties =>
	text(
		displayName,
		name,
		'Subject of the CSR. For a certificate from DigiCert spell it as in its organization, else CPS warns.',
		{ placeholder },
	);

export const csrFields: INodeProperties[] = [
	text('Common Name', 'commonName', 'Main name of the certificate; cannot be changed afterwards', {
		required: true,
		placeholder: 'e.g. www.example.com',
	}),
	text(
		'SANs',
		'sans',
		'Further names, separated by commas or line breaks, or a list by expression; at most 99 beside the common name',
		{ typeOptions: { rows: 3 }, placeholder: 'e.g. shop.example.com, api.example.com' },
	),
	text('CSR Country', 'csrCountry', 'Two-letter country code in the subject of the CSR', {
		placeholder: 'e.g. US',
	}),
	subject('CSR State', 'csrState', 'e.g. Massachusetts'),
	subject('CSR Locality', 'csrLocality', 'e.g. Cambridge'),
	subject('CSR Organization', 'csrOrganization', 'e.g. Example Inc.'),
];

export const csrAdditional: INodeProperties[] = [
	text(
		'CSR Organizational Unit',
		'csrOrganizationalUnit',
		'Subject of the CSR. DigiCert leaves it out of public certificates, and CPS then warns: better leave it empty.',
	),
	text(
		'Preferred Trust Chain',
		'preferredTrustChain',
		"Chain that Let's Encrypt should use; for validation type DV only",
		{ placeholder: 'e.g. isrg-root-x1' },
	),
];

/** The subject and names of the CSR that CPS makes, and the names as they are written. */
export function readCsr(reader: Reader, kind: Kind): { csr: Csr; written: string[] } {
	const rules = { isEv: kind.validationType === 'ev' };
	const written = readCommonName(reader, 'commonName', rules);
	const cn = toAscii(written);
	checkWildcard(reader, 'commonName', cn, kind);
	const further = readNames(reader, 'sans', cn, rules);
	const sans = further.ascii;
	for (const name of sans) checkWildcard(reader, 'sans', name, kind);
	checkCount(reader, kind, cn, sans);
	// Certificates have it in capitals, and CPS holds them against the CSR.
	const c = reader.text('csrCountry')?.toUpperCase();
	if (c !== undefined && !/^[A-Z]{2}$/.test(c)) {
		reader.refuse('csrCountry', 'must be a two-letter country code such as US');
	}
	const preferredTrustChain = reader.text('additionalFields.preferredTrustChain');
	if (preferredTrustChain !== undefined && kind.validationType !== 'dv') {
		reader.refuse('additionalFields.preferredTrustChain', 'is for validation type DV only');
	}
	const rest = withoutEmpty({
		c,
		st: reader.text('csrState'),
		l: reader.text('csrLocality'),
		o: reader.text('csrOrganization'),
		ou: reader.text('additionalFields.csrOrganizationalUnit'),
		preferredTrustChain,
	});
	const csr = { ...rest, cn, ...(sans.length > 0 ? { sans } : {}) };
	return { csr, written: [written, ...further.written] };
}

function checkWildcard(reader: Reader, path: string, name: string, kind: Kind): void {
	const { certificateType } = kind;
	if (name.startsWith('*.') && (certificateType === 'san' || certificateType === 'single')) {
		reader.refuse(path, `"${name}" is a wildcard: choose a wildcard certificate type`);
	}
}

function checkCount(reader: Reader, kind: Kind, cn: string, sans: string[]): void {
	const beside = sans.filter((name) => name !== cn);
	if (beside.length > MOST_SANS) {
		reader.refuse(
			'sans',
			`holds ${beside.length} names; at most ${MOST_SANS} beside the common name`,
		);
	}
	const { certificateType } = kind;
	if (beside.length > 0 && (certificateType === 'single' || certificateType === 'wildcard')) {
		const type = reader.words('certificateType', [certificateType]);
		reader.refuse('sans', `must be empty for '${reader.label('certificateType')}' ${type}`);
	}
	if (certificateType === 'wildcard' && !cn.startsWith('*.')) {
		reader.refuse('commonName', `"${cn}" is no wildcard name such as *.example.com`);
	}
}
