import type { KnownWarning } from './warning';

export const NAMES: KnownWarning[] = [
	{
		name: 'CERTIFICATE_VS_NETWORK_SAN_REMOVED_FROM_CERT_LIVE_ON_NETWORK',
		pattern: 'SAN name [<sanValue>] removed from certificate is still live on the network.',
		stage: 'both',
		accepting: 'dangerous',
		whoActs: 'service owner',
		meaning:
			'A host name that is being served today is not in the new certificate; clients of that host will get a certificate error.',
		advice:
			'Accept only if that host is meant to be switched off here. Also seen in the change-management information.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_ADDITIONAL_SAN_IN_SAN_LIST_IN_CERTIFICATE',
		pattern: 'SAN name [<sanValue>] was added to the certificate.',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning: 'The certificate covers a name that the request did not have; the name is shown.',
		advice: 'Usual when the CA adds the www or base name free of charge. Look at the name once.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_CN_CASE_MISMATCH',
		pattern:
			"The case of the Common Name (CN) on the '<keyAlgorithm>' certificate [<certificateValue>] does not match the CN on the CSR [<csrValue>].",
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'nobody',
		meaning: 'The common name differs only in upper and lower case.',
		advice: 'No effect on clients; write names in lower case to avoid it.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_CN_MISMATCH',
		pattern:
			"The Common Name (CN) on '<keyAlgorithm>' certificate [<certificateValue>] does not match the CSR [<csrValue>].",
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning: 'The certificate is for another common name than the request.',
		advice: 'Very likely the wrong certificate. Check that it belongs to this enrollment.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_CN_MISSING',
		pattern:
			"The Common Names (CN) for '<keyAlgorithm>' certificate and CSR must be non-null and non-empty. Certificate CN: [<certificateValue>], CSR CN: [<csrValue>].",
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning: 'Certificate or request has no common name.',
		advice:
			'Some CAs leave the common name out and use the alternative names only: harmless if all hosts are listed there.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_MISSING_SAN_FROM_SAN_LIST_IN_CERTIFICATE',
		pattern: 'SAN name [<sanValue>] is missing from the certificate.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'certificate manager',
		meaning:
			'A requested name is not in the certificate; that host would be served with a wrong certificate.',
		advice:
			'Reissue with the full list. With excludeSans the request had no names: compare with the enrollment instead.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_SAN_CASE_MISMATCH',
		pattern: "<certificateValue> [<csrValue>] differs in case on the '<keyAlgorithm>' certificate.",
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'nobody',
		meaning: 'A name differs only in upper and lower case.',
		advice: 'No effect on clients; write names in lower case to avoid it.',
	},
	{
		name: 'DNS_NAME_IS_NO_LONGER_CONTAINED',
		pattern: 'DNS name <dnsName> is no longer contained by <nameOfSuperSet>; it will be dropped.',
		stage: 'pre',
		accepting: 'dangerous',
		whoActs: 'service owner',
		meaning:
			'A name that the enrollment serves is no longer in the list of certificate names and will be dropped from serving.',
		advice: 'Accept only if that host is meant to go.',
	},
	{
		name: 'DNS_NAME_LONGER_THEN_255_CHARS',
		pattern: 'DNS name <invalidDomainName> longer than 255 characters.',
		stage: 'pre',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning: 'A host name is longer than 255 characters.',
		advice: 'Correct the name.',
	},
	{
		name: 'DNS_NAME_NOT_CONTAINED',
		pattern: 'DNS name <dnsName> is not contained by <nameOfSuperSet>.',
		stage: 'pre',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning: 'A name to be served is not in the list of certificate names.',
		advice: 'Correct dnsNames or the SAN list.',
	},
	{
		name: 'DNS_NAME_NULL_OR_EMPTY',
		pattern: 'DNS name is either null or empty.',
		stage: 'pre',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning: 'An empty host name is in the list.',
		advice: 'Remove the empty entry.',
	},
	{
		name: 'DOMAIN_NAME_INVALID',
		pattern: 'Domain name is invalid.',
		stage: 'pre',
		accepting: 'dangerous',
		whoActs: 'workflow owner',
		meaning: 'A host name does not have a valid form.',
		advice: 'Correct the name.',
	},
	{
		name: 'SANS_REMOVED_REQUIRE_ACKNOWLEDGEMENT',
		pattern:
			'The SANs [<sanString>] are scheduled to be removed with this operation. Removing SANs from this enrollment may result in a disruption of your service for TLS connections.',
		stage: 'both',
		accepting: 'dangerous',
		whoActs: 'service owner',
		meaning: 'The change takes names off the enrollment; hosts still served under them lose TLS.',
		advice:
			'Accept only if the listed hosts are meant to go. Also appears when an enrollment is deleted.',
	},
];
