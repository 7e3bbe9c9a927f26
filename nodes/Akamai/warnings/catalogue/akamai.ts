import type { KnownWarning } from './warning';

export const AKAMAI: KnownWarning[] = [
	{
		name: 'CERTIFICATE_KMI_DATA_EXPIRED',
		pattern: 'The KMI entry for the new certificate expired <expiredDays> day(s) ago.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: "Akamai's key store says that the entry of the new certificate has run out.",
		advice:
			'Only Akamai can judge this: wait and read again, then ask support. Accepting may leave the edge without a usable key.',
	},
	{
		name: 'CERTIFICATE_KMI_DATA_EXPIRES_SOON',
		pattern: 'The KMI entry for the new certificat will expire in <expiresInDays> day(s).',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning:
			"Akamai's key store says that the entry of the new certificate runs out in the shown number of days.",
		advice:
			'Only Akamai can judge this: wait and read again, then ask support. Accepting may leave the edge without a usable key.',
	},
	{
		name: 'CERTIFICATE_KMI_DATA_EXPIRES_TODAY',
		pattern: 'The KMI entry for the new certificate will expire today.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: "Akamai's key store says that the entry of the new certificate runs out today.",
		advice:
			'Only Akamai can judge this: wait and read again, then ask support. Accepting may leave the edge without a usable key.',
	},
	{
		name: 'CERTIFICATE_KMI_DATA_INCOMPLETE',
		pattern: 'The KMI data is not complete for the new certificate.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: "Akamai's key store holds only part of what it needs for the new certificate.",
		advice:
			'Only Akamai can judge this: wait and read again, then ask support. Accepting may leave the edge without a usable key.',
	},
	{
		name: 'CERTIFICATE_KMI_DATA_MISSING',
		pattern: 'No KMI data is available for the new certificate.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: "Akamai's key store knows nothing of the new certificate yet.",
		advice:
			'Only Akamai can judge this: wait and read again, then ask support. Accepting may leave the edge without a usable key.',
	},
	{
		name: 'CERTIFICATE_KMI_DATA_SCHEDULED_FOR_DELETION',
		pattern: 'The KMI entry was scheduled for deletion <deletedInDays> day(s) ago.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: "The entry in Akamai's key store was marked for deletion some days ago.",
		advice:
			'Only Akamai can judge this: wait and read again, then ask support. Accepting may leave the edge without a usable key.',
	},
	{
		name: 'CERTIFICATE_KMI_DATA_WILL_BE_DELETED_SOON',
		pattern:
			'The KMI entry for the new certificat will be deleted in <willBeDeletedInDays> day(s).',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: "The entry in Akamai's key store will be removed in the shown number of days.",
		advice:
			'Only Akamai can judge this: wait and read again, then ask support. Accepting may leave the edge without a usable key.',
	},
	{
		name: 'CERTIFICATE_KMI_DATA_WILL_BE_DELETED_TODAY',
		pattern: 'The KMI entry for the new certificate will be deleted today.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: "The entry in Akamai's key store will be removed today.",
		advice:
			'Only Akamai can judge this: wait and read again, then ask support. Accepting may leave the edge without a usable key.',
	},
	{
		name: 'CERTIFICATE_NOT_ACTIVE_IN_KMI',
		pattern: 'The new certificate is not active in KMI.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: "The new certificate is not switched on in Akamai's key store.",
		advice:
			'Only Akamai can judge this: wait and read again, then ask support. Accepting may leave the edge without a usable key.',
	},
	{
		name: 'FIXED_TRUST_CHAIN_PARSING_ERROR',
		pattern: 'Error parsing expected trust chains.',
		stage: 'post',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: 'CPS could not read its own list of expected chains.',
		advice: 'Ask Akamai support; nothing to correct on your side.',
	},
	{
		name: 'RETRY_REQUIRED',
		pattern: 'Action Retry Required',
		stage: 'both',
		accepting: 'dangerous',
		whoActs: 'nobody',
		meaning: 'CPS wants the step to be repeated.',
		advice: 'Read the change again before doing anything; not a statement about the certificate.',
	},
	{
		name: 'SET_STRICT_CHECK_FALSE',
		pattern: 'Set strict CERT check FALSE.',
		stage: 'both',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: 'Internal: a strict check was switched off.',
		advice: 'Not meant for customers: ask Akamai support.',
	},
	{
		name: 'VALIDATION_EXCEPTION',
		pattern: 'Validation exception: <exceptionMessage>.',
		stage: 'both',
		accepting: 'dangerous',
		whoActs: 'Akamai support',
		meaning: 'A check of CPS ended with an internal error; its text is shown.',
		advice: 'Read again later, then ask Akamai support.',
	},
];
