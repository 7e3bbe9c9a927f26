import type { CodeMeaning } from '../../shared/failure';

/**
 * Codes of the Services API, most exact first: `access_denied|missing_permission` before
 * `access_denied`. A code may carry a field behind ":" or a qualifier behind "|".
 * Source: CertCentral errors page and endpoint pages, recorded traffic for the invalid key.
 */
export const SERVICES_ERRORS: CodeMeaning[] = [
	{
		code: 'access_denied|access_denied_invalid_key',
		class: 'fixRights',
		words: 'DigiCert does not know this API key',
		nextStep:
			"Check the API key of the credential, and that 'Region' is that of the account: a key of the US platform is unknown in Europe.",
	},
	{
		code: 'access_denied|missing_permission',
		class: 'fixRights',
		words: 'The API key lacks the right for this',
		nextStep:
			'In CertCentral, Automation > API Keys: give the key (or its user) a role that allows this call. A View Only key cannot order and cannot use Automation.',
	},
	{ code: 'access_denied', class: 'fixRights', words: 'DigiCert denied access' },
	{
		code: 'not_found|order',
		class: 'fixRequest',
		words: 'No order with this ID in the account',
		nextStep: "Check 'Order': it takes the order ID, not the certificate ID.",
	},
	{
		code: 'not_found|product',
		class: 'fixRequest',
		words: 'The account does not know this product',
		nextStep: "Pick the 'Product' from the list: it shows what the account may order.",
	},
	{
		code: 'not_found|route',
		class: 'fixRequest',
		words: 'DigiCert has no such endpoint',
		nextStep: 'Check the URLs of the credential: they end in /services/v2 and /automationws/v1.',
	},
	{
		code: 'not_found',
		class: 'fixRequest',
		words: 'DigiCert does not find what the request names',
	},
	{
		code: 'ambiguous_product',
		class: 'fixRequest',
		words: 'DigiCert cannot tell the product from these details',
		nextStep: "Choose another 'Type Hint', or pick a 'Product' from the list.",
	},
	{
		code: 'bad_request_format',
		class: 'fixRequest',
		words: 'DigiCert could not read the request',
	},
	{
		code: 'invalid_value:custom_expiration_date',
		class: 'fixRequest',
		words: 'The expiration date is outside what DigiCert allows',
		nextStep: "'Order Validity' must end within three years from today.",
	},
	{
		code: 'invalid_value:validity_days',
		class: 'fixRequest',
		words: 'The number of days is outside what DigiCert allows',
		nextStep: "'Order Validity (Days)' must be at most 1095.",
	},
	{
		code: 'invalid_value:validity_years',
		class: 'fixRequest',
		words: 'The number of years is outside what DigiCert allows',
		nextStep: "'Order Validity (Years)' must be 1, 2 or 3.",
	},
	{ code: 'invalid_value', class: 'fixRequest', words: 'DigiCert refuses a value of the request' },
	{
		code: 'csr_invalid_cannot_parse',
		class: 'fixRequest',
		words: 'DigiCert cannot read the CSR',
		nextStep: "Paste the whole 'CSR' with its BEGIN and END lines, or make a new one.",
	},
	{
		code: 'cert_validity_exceeds_order_validity',
		class: 'fixRequest',
		words: 'The certificate would be valid for longer than its order',
		nextStep: "Shorten the 'Certificate Validity', or lengthen the 'Order Validity'.",
	},
	{
		code: 'caa_check_failed',
		class: 'fixWorld',
		words: 'A CAA record of the domain forbids DigiCert to issue',
		whoActs: 'DNS administrator',
		nextStep: 'Allow digicert.com in the CAA records of the domain, then run this item again.',
	},
	{
		code: 'caa_not_found',
		class: 'fixWorld',
		words: 'The CAA records of the domain could not be read',
		whoActs: 'DNS administrator',
		nextStep: 'Make the CAA records of the domain resolvable, then run this item again.',
	},
	{
		code: 'invalid_dns_txt',
		class: 'fixWorld',
		words: 'The TXT record with the validation value was not found',
		whoActs: 'DNS administrator',
		nextStep: 'Publish the TXT record with the random value, then check again.',
	},
	{
		code: 'file_random_value_not_found',
		class: 'fixWorld',
		words: 'The validation file was not found on the web server',
		whoActs: 'web administrator',
		nextStep: 'Publish the file with the random value under the given URL, then check again.',
	},
	{
		code: 'invalid_dns_method',
		class: 'fixRequest',
		words: 'This order is validated by e-mail, there is nothing to check',
	},
	{
		code: 'auth_key_exists_for_account',
		class: 'fixWorld',
		words: 'The account has an AuthKey already',
	},
	{
		code: 'cert_transparency_turned_off_for_account',
		class: 'fixRequest',
		words: 'The account does not allow certificates to be kept out of CT logs by order',
		nextStep: "Leave 'Disable CT' out.",
	},
	{
		code: 'time_frame_too_long',
		class: 'fixRequest',
		words: 'Status changes can be asked for the last seven days only',
	},
	{
		code: 'request_limit_exceeded',
		class: 'wait',
		words: 'DigiCert refuses more requests for now',
		everybody: true,
	},
];

/**
 * Codes inside a 200 answer of the Automation API. Its list is not published; these two are in
 * the documentation's own samples.
 */
export const AUTOMATION_ERRORS: CodeMeaning[] = [
	{
		code: '1004',
		class: 'fixRequest',
		words: 'A required value is missing',
		nextStep: 'Fill in the parameter that the text names, then run this item again.',
	},
	{
		code: '1028',
		class: 'notEligible',
		words: 'Automated IP/Port is not eligible for retry.',
		nextStep:
			'Check its status: only a failed automation that says it may be retried can be retried.',
	},
];

/** The entry for a code, or for its part before "|" and ":". */
export function knownError(table: CodeMeaning[], code: string): CodeMeaning | undefined {
	return table.find(
		(known) =>
			code === known.code || code.startsWith(`${known.code}|`) || code.startsWith(`${known.code}:`),
	);
}
