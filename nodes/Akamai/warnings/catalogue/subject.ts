import type { KnownWarning } from './warning';

export const SUBJECT: KnownWarning[] = [
	{
		name: 'CSR_VS_CERTIFICATE_BOTH_SUBJECT_FIELDS_ARE_NULL_OR_EMPTY',
		pattern:
			'Both expected: <expectedValue> and found: <foundValue> values are empty. They cannot be nullOrEmpty at the same time.',
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning:
			'A subject field is empty both in the request and in the certificate, so there was nothing to compare.',
		advice: 'No effect on TLS; look whether the field was meant to be filled.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_C_FIELD_ADDITIONAL_IN_CERTIFICATE',
		pattern:
			'Value for C differs between the CSR and the certificate: missing vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning: 'The certificate has a country that the request did not have.',
		advice: 'The CA added it from its validated record.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_C_FIELD_MISMATCH',
		pattern:
			'Value for C differs between the CSR and the certificate: [<csrSubjectValue>] vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning:
			'The country is written differently in the request and in the certificate; both are shown.',
		advice: 'CAs write it as in their validated record. Use the same spelling in the enrollment.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_C_FIELD_MISSING_IN_CERTIFICATE',
		pattern:
			'Value for C differs between the CSR and the certificate: [<csrSubjectValue>] vs missing.',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning: 'The request has a country that the certificate lacks.',
		advice: 'Normal for domain-validated certificates, which carry no organization data.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_L_FIELD_ADDITIONAL_IN_CERTIFICATE',
		pattern:
			'Value for L differs between the CSR and the certificate: missing vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning: 'The certificate has a locality that the request did not have.',
		advice: 'The CA added it from its validated record.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_L_FIELD_MISMATCH',
		pattern:
			'Value for L differs between the CSR and the certificate: [<csrSubjectValue>] vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning:
			'The locality is written differently in the request and in the certificate; both are shown.',
		advice: 'CAs write it as in their validated record. Use the same spelling in the enrollment.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_L_FIELD_MISSING_IN_CERTIFICATE',
		pattern:
			'Value for L differs between the CSR and the certificate: [<csrSubjectValue>] vs missing.',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning: 'The request has a locality that the certificate lacks.',
		advice: 'Normal for domain-validated certificates, which carry no organization data.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_OU_FIELD_ADDITIONAL_IN_CERTIFICATE',
		pattern:
			'Value for OU differs between the CSR and the certificate: missing vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'nobody',
		meaning: 'The certificate has an organizational unit that the request did not have.',
		advice: 'No effect on TLS.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_OU_FIELD_MISMATCH',
		pattern:
			'Value for OU differs between the CSR and the certificate: [<csrSubjectValue>] vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'nobody',
		meaning: 'The organizational unit differs between request and certificate.',
		advice: 'No effect on TLS.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_OU_FIELD_MISSING_IN_CERTIFICATE',
		pattern:
			'Value for OU differs between the CSR and the certificate: [<csrSubjectValue>] vs missing.',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'nobody',
		meaning:
			'The organizational unit of the request is not in the certificate: public CAs no longer include it.',
		advice: 'Leave the unit empty in the enrollment and the warning goes away.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_O_FIELD_ADDITIONAL_IN_CERTIFICATE',
		pattern:
			'Value for O differs between the CSR and the certificate: missing vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning: 'The certificate has a organization that the request did not have.',
		advice:
			'The CA added it from its validated record. For an organization-validated certificate check that the named organization is really yours.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_O_FIELD_MISMATCH',
		pattern:
			'Value for O differs between the CSR and the certificate: [<csrSubjectValue>] vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning:
			'The organization is written differently in the request and in the certificate; both are shown.',
		advice:
			'CAs write it as in their validated record. Use the same spelling in the enrollment. For an organization-validated certificate check that the named organization is really yours.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_O_FIELD_MISSING_IN_CERTIFICATE',
		pattern:
			'Value for O differs between the CSR and the certificate: [<csrSubjectValue>] vs missing.',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning: 'The request has a organization that the certificate lacks.',
		advice: 'Normal for domain-validated certificates, which carry no organization data.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_ST_FIELD_ADDITIONAL_IN_CERTIFICATE',
		pattern:
			'Value for ST differs between the CSR and the certificate: missing vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning: 'The certificate has a state or province that the request did not have.',
		advice: 'The CA added it from its validated record.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_ST_FIELD_MISMATCH',
		pattern:
			'Value for ST differs between the CSR and the certificate: [<csrSubjectValue>] vs [<certificateSubjectValue>].',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning:
			'The state or province is written differently in the request and in the certificate; both are shown.',
		advice: 'CAs write it as in their validated record. Use the same spelling in the enrollment.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_ST_FIELD_MISSING_IN_CERTIFICATE',
		pattern:
			'Value for ST differs between the CSR and the certificate: [<csrSubjectValue>] vs missing.',
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'certificate manager',
		meaning: 'The request has a state or province that the certificate lacks.',
		advice: 'Normal for domain-validated certificates, which carry no organization data.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_SUBJECT_FIELD_CASE_MISMATCH',
		pattern:
			"Case mismatch for <subjectfield>. Expected(in CSR): <csrSubjectValue>, found(in '<keyAlgorithm>' certificate): <certificateSubjectValue>",
		stage: 'post',
		accepting: 'harmless',
		whoActs: 'nobody',
		meaning:
			'A subject field differs only in upper and lower case; field and both values are shown.',
		advice: 'No effect on TLS.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_SUBJECT_FIELD_MISMATCH',
		pattern:
			"Value for [<subjectfield>] differs between the CSR and the '<keyAlgorithm>' certificate: [<csrSubjectValue>] vs [<certificateSubjectValue>].",
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning:
			'A subject field has another value in the certificate than in the request; field and both values are shown.',
		advice: 'Read the field name: CN and O deserve a look, the others are cosmetic.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_SUBJECT_FIELD_MISMATCH_MISSING_IN_CERTIFICATE',
		pattern:
			"Value for [<subjectfield>] differs between the CSR and the '<keyAlgorithm>' certificate: [<csrSubjectValue>] vs missing.",
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning: 'A subject field of the request is absent from the certificate.',
		advice: 'Normal for domain-validated certificates; for CN see the names.',
	},
	{
		name: 'CSR_VS_CERTIFICATE_SUBJECT_FIELD_MISMATCH_MISSING_IN_CSR',
		pattern:
			"Value for [<subjectfield>] differs between the CSR and the '<keyAlgorithm>' certificate: missing vs [<certificateSubjectValue>].",
		stage: 'post',
		accepting: 'depends',
		whoActs: 'certificate manager',
		meaning: 'The certificate has a subject field that the request did not have.',
		advice: 'Usually added by the CA from its validated record.',
	},
];
