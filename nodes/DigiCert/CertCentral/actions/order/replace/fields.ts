import type { INodeProperties } from 'n8n-workflow';

import {
	additionalFieldsOf,
	choice,
	flag,
	includeInputFields,
	numberOption,
	optionsOf,
	text,
} from '../../../../../shared/form/fields';
import { orderPlatformId } from '../../../fields';

export const csrField = text(
	'CSR',
	'csr',
	'Certificate signing request in PEM; of a new key, as a rule. The private key stays where it is.',
	{
		required: true,
		typeOptions: { rows: 4 },
		placeholder: 'e.g. -----BEGIN CERTIFICATE REQUEST-----',
	},
);

/** What is left out is as the certificate has it. */
export const replacementFields = (...more: INodeProperties[]): INodeProperties =>
	additionalFieldsOf([
		text('Comments', 'comments', 'Note for the approver'),
		orderPlatformId,
		choice('Signature Hash', 'signatureHash', 'Hash of the signature; else that of the order', {
			default: 'sha256',
			options: [
				['sha256', 'SHA-256'],
				['sha384', 'SHA-384'],
				['sha512', 'SHA-512'],
			],
		}),
		flag(
			'Skip Approval',
			'skipApproval',
			'Whether to go on without an approver in CertCentral, where the key may',
		),
		...more,
	]);

export const replacementOptions = (...more: INodeProperties[]): INodeProperties =>
	optionsOf(
		flag(
			'CSR Names May Differ',
			'csrNamesMayDiffer',
			'Whether to take a CSR that shares no name with the certificate, as of a device with a fixed name',
		),
		includeInputFields,
		numberOption(
			'Visible Within (Seconds)',
			'visibleWithin',
			'How long it may take to show in the lists of the order; after a lost answer it is searched for so long',
			{ min: 1, max: 3600, default: 120 },
		),
		...more,
	);
