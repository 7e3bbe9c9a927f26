import type { KnownWarning } from './warning';

export const CSR: KnownWarning[] = [
	{
		name: 'CSR_EXPIRED',
		pattern:
			"The key for '<keyAlgorithm>' certificate has expired. You need to create and submit a new certificate.",
		stage: 'both',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning:
			'The key pair that Akamai made for this change is too old; a certificate for it is no longer taken.',
		advice: 'Start a new change (renew), get the new CSR and order or reissue again.',
		neverAccepted: true,
	},
	{
		name: 'CSR_PARSING_ERROR',
		pattern: 'Error parsing CSR.',
		stage: 'both',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: 'CPS could not read its own signing request.',
		advice:
			'Cancel the change and start again; if it repeats, check the subject fields for odd characters or ask support.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_KEY_MISMATCH',
		pattern: "'<keyAlgorithm>' certificate was not generated from the CSR that Akamai generated.",
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning:
			'The certificate was made for another key than the one Akamai holds for this change; TLS cannot work with it.',
		advice:
			'Never accept. Usual causes: the CSR of an earlier or cancelled change, or RSA and ECDSA swapped.',
		neverAccepted: true,
	},
	{
		name: 'INVALID_CSR',
		pattern:
			'There is a problem processing the CSR.  Please contact your Akamai support team to resolve the issue.',
		stage: 'both',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: 'CPS cannot process the signing request and gives no reason.',
		advice: 'Cancel and start again; then ask Akamai support.',
	},
];
