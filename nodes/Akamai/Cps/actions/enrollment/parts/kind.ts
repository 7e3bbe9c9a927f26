import type { INodeProperties } from 'n8n-workflow';

import { choice } from '../../../../../shared/form/fields';
import type { Reader } from '../../../../../shared/reader/reader';

const CERTIFICATE_TYPES = ['san', 'single', 'third-party', 'wildcard', 'wildcard-san'] as const;

/** Who issues what. Source: CPS OpenAPI description; `symantec` is DigiCert. */
const RA_OF = {
	'third-party': 'third-party',
	dv: 'lets-encrypt',
	ov: 'symantec',
	ev: 'symantec',
} as const;

type ValidationType = keyof typeof RA_OF;

const VALIDATION_TYPES: readonly ValidationType[] = ['third-party', 'dv', 'ov', 'ev'];

export interface Kind {
	certificateType: (typeof CERTIFICATE_TYPES)[number];
	validationType: ValidationType;
	ra: (typeof RA_OF)[ValidationType];
}

export const kindFields: INodeProperties[] = [
	choice(
		'Certificate Type',
		'certificateType',
		'Kind of certificate; cannot be changed afterwards',
		{
			default: 'third-party',
			options: [
				['san', 'SAN', 'A common name and further names'],
				['single', 'Single', 'One name only'],
				['third-party', 'Third Party', 'You have the CSR signed elsewhere, e.g. by DigiCert'],
				['wildcard', 'Wildcard', 'One wildcard name only'],
				['wildcard-san', 'Wildcard SAN', 'Names and wildcard names'],
			],
		},
	),
	choice(
		'Validation Type',
		'validationType',
		'How names and organization are validated; cannot be changed afterwards',
		{
			default: 'third-party',
			options: [
				['dv', 'DV', "Domain validation, by Let's Encrypt"],
				['ev', 'EV', 'Extended validation, by DigiCert'],
				['ov', 'OV', 'Organization validation, by DigiCert'],
				['third-party', 'Third Party', 'Validated by whoever signs the CSR'],
			],
		},
	),
	choice('RA', 'ra', 'Registration authority (RA) through which the certificate is obtained', {
		default: 'third-party',
		options: [
			['lets-encrypt', "Let's Encrypt", 'For DV'],
			['symantec', 'DigiCert (Symantec)', 'For OV and EV'],
			['third-party', 'Third Party'],
		],
	}),
];

export function readKind(reader: Reader): Kind {
	const certificateType = reader.requiredChoice('certificateType', CERTIFICATE_TYPES);
	const validationType = reader.requiredChoice('validationType', VALIDATION_TYPES);
	const ra = reader.requiredChoice('ra', Object.values(RA_OF));
	if ((certificateType === 'third-party') !== (validationType === 'third-party')) {
		const own = reader.label('certificateType');
		const type = reader.words('certificateType', [certificateType]);
		reader.refuse(
			'validationType',
			`${reader.words('validationType', [validationType])} does not go with '${own}' ${type}`,
		);
	}
	if (RA_OF[validationType] !== ra) {
		const own = reader.label('validationType');
		const type = reader.words('validationType', [validationType]);
		reader.refuse(
			'ra',
			`must be ${reader.words('ra', [RA_OF[validationType]])} for '${own}' ${type}`,
		);
	}
	return { certificateType, validationType, ra };
}
