import type { KnownWarning } from './warning';

export const CERTIFICATE: KnownWarning[] = [
	{
		name: 'CERTIFICATE_ALREADY_LOADED',
		pattern:
			"There is a problem deploying the '<keyAlgorithm>' certificate.  Please contact your Akamai support team to resolve the issue.",
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning:
			'CPS could not put this certificate in place, usually because the same certificate is there already (the name says so, the text only asks to call support).',
		advice:
			'Do not accept blindly: it often means that an old certificate was uploaded again. Compare serial numbers; otherwise ask Akamai support.',
	},
	{
		name: 'CERTIFICATE_DATA_BLANK_OR_MISSING',
		pattern: 'Certificate data is blank or missing.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning: 'CPS found no certificate in what was uploaded.',
		advice:
			'Upload again with the PEM in the certificate field. Accepting cannot produce a certificate.',
		neverAccepted: true,
	},
	{
		name: 'CERTIFICATE_DATA_EXCEEDS_MAXIMUM',
		pattern: '<dataType> contains <size> entries and that exceeds the maximum of <maximum>.',
		stage: 'both',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning:
			'Something in the certificate (for example the number of names) is longer than CPS allows; kind, size and limit are shown.',
		advice: 'Use fewer names or several enrollments.',
	},
	{
		name: 'CERTIFICATE_EXPIRATION_DATE_BEYOND_MAX_DAYS',
		pattern:
			"The '<keyAlgorithm>' certificate is set to expire in [<certificateExpirationYears>] years, [<certificateExpirationMonths>] months. The certificate has a validity period of greater than 397 days. This certificate will not be accepted by all major browsers for SSL/TLS connections. Please work with your Certificate Authority to reissue the certificate with an acceptable lifetime.",
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning: 'The certificate is valid for more than 397 days; browsers refuse such certificates.',
		advice:
			'Order a shorter validity. Harmless only for a private CA whose clients do not enforce the limit.',
	},
	{
		name: 'CERTIFICATE_EXPIRATION_DATE_BEYOND_RANGE',
		pattern:
			'This certificate is set to expire in [<certificateExpirationYears>] years, [<certificateExpirationMonths>] months. Akamai recommends validity of 3 years or less.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning: 'The certificate is valid for more than three years.',
		advice: 'Order a shorter validity; only private CAs can still issue this.',
	},
	{
		name: 'CERTIFICATE_EXPIRATION_DATE_IN_NEAR_FUTURE',
		pattern: "The '<keyAlgorithm>' certificate will expire in the near future.",
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning: 'The certificate runs out soon after it is installed.',
		advice:
			"With 47 to 199 day certificates this can be normal. Check that it is the new certificate and not last cycle's.",
	},
	{
		name: 'CERTIFICATE_EXPIRATION_DATE_TOO_LATE',
		pattern:
			'This certificate is set to expire in [<certificateExpirationYears>] years, [<certificateExpirationMonths>] months. Akamai recommends validity of [<maxCertificateExpirationYears>] years or less.',
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning: 'The certificate lives longer than the limit Akamai recommends; the limit is shown.',
		advice: 'Check that the validity is what you ordered.',
	},
	{
		name: 'CERTIFICATE_EXPIRATION_TOO_SHORT',
		pattern:
			"The '<keyAlgorithm>' certificate has a short lifetime and will expire within the next <certificateExpirationDays> days.",
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning: 'The certificate has few days left; the number is shown.',
		advice:
			'Usual for short-lived certificates. If the number is far below what you ordered, an old certificate was uploaded.',
	},
	{
		name: 'CERTIFICATE_EXPIRED',
		pattern: 'This certificate has already expired.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning: 'The certificate has already run out.',
		advice: 'Never accept: every client will refuse it. Get a fresh certificate.',
		neverAccepted: true,
	},
	{
		name: 'CERTIFICATE_HAS_NULL_ISSUER',
		pattern: 'Certificate has a null issuer',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning: 'The certificate names no issuer, so it is malformed.',
		advice: 'Fetch the certificate from the CA again.',
		neverAccepted: true,
	},
	{
		name: 'CERTIFICATE_HAS_NULL_SERIAL_NUMBER',
		pattern: 'Certificate has a null serial number',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning: 'The certificate has no serial number, so it is malformed.',
		advice: 'Fetch the certificate from the CA again.',
		neverAccepted: true,
	},
	{
		name: 'CERTIFICATE_MISSING_CN_FROM_SAN_LIST',
		pattern: "The Common Name (CN) is missing from the SAN list for '<keyAlgorithm>' certificate.",
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning:
			'The common name is not among the alternative names; modern clients look only at those.',
		advice:
			'Reissue with the common name as a name too. Harmless only if nobody uses the common name as host.',
	},
	{
		name: 'CERTIFICATE_NOT_PEM_FORMAT',
		pattern:
			'This certificate format is not supported. The supported format for certificates and trust chains is PEM (base64).',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning:
			'What was uploaded as certificate is not PEM (for example DER, PKCS#7, HTML or a quoted string).',
		advice: 'Convert to PEM and upload again.',
		neverAccepted: true,
	},
	{
		name: 'CERTIFICATE_NOT_YET_VALID',
		pattern:
			'Certificate not yet valid; issuer [<issuer>] serial number [<serialNumber>]: [<exceptionMessage>].',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning: 'The start of validity lies in the future.',
		advice: 'Wait until the start date or have it reissued; clients refuse it until then.',
		neverAccepted: true,
	},
	{
		name: 'CERTIFICATE_NULL_OR_EMPTY',
		pattern: 'Null or empty [<certificateDescription>] Certificate.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning: 'The field for the named certificate was empty.',
		advice: 'Upload again with the right field filled.',
		neverAccepted: true,
	},
	{
		name: 'CERTIFICATE_PARSING_ERROR',
		pattern: 'Error parsing certificate: [<certificateText>]. Cause: [<exceptionMessage>].',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning: 'The PEM frame was there, but the content could not be read as a certificate.',
		advice: 'Check for lost line breaks or a cut text and upload again.',
		neverAccepted: true,
	},
	{
		name: 'CERTIFICATE_SELF_SIGNED',
		pattern:
			'The Issuer and Subject of the end-entity certificate are identical. This is not allowed.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning: 'Issuer and subject are the same: a self-signed certificate.',
		advice: 'Upload one signed by a CA.',
		neverAccepted: true,
	},
	{
		name: 'CERTIFICATE_SERIAL_NUMBER_ON_ANDROID_BLACK_LIST',
		pattern:
			'The \'<keyAlgorithm>\' certificate may get "Invalid CA" errors on some Android devices, due to serial number issues.',
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning: 'Some old Android devices reject certificates with this serial number.',
		advice: 'Have it reissued if old Android clients matter; otherwise harmless.',
	},
	{
		name: 'CERTIFICATE_SIGNATURE_MISMATCH',
		pattern:
			'Requested certificate signed with <requestedSignatureAlgorithm> signature algorithm, but got <cpsActualSignatureAlgorithm> (<actualSignatureAlgorithm>).',
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning:
			'The CA signed with another hash algorithm than the enrollment asks for; both are shown.',
		advice: 'Harmless when stronger (SHA-384 for SHA-256), dangerous when weaker (SHA-1).',
	},
	{
		name: 'INVALID_CERTIFICATE',
		pattern:
			'There is a problem processing the certificate.  Please contact your Akamai support team to resolve the issue.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: 'CPS cannot process the certificate and gives no reason.',
		advice: 'Check it with OpenSSL, upload again, then ask Akamai support.',
	},
	{
		name: 'X509_CERTIFICATE_INVALID_SIGNATURE',
		pattern: "Really shouldn't happen, x509Certificates with invalid signatures",
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning: 'The signature of a certificate is not valid.',
		advice: 'Never accept: fetch certificate and chain again.',
		neverAccepted: true,
	},
];
