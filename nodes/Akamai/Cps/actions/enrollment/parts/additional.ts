import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { choice, day, flag } from '../../../../../shared/form/fields';
import type { Reader } from '../../../../../shared/reader/reader';
import { withoutEmpty } from '../../../../../shared/values';
import type { Kind } from './kind';
import { deployDays, readDeployDays } from './schedule';

const SIGNATURES = ['SHA-256', 'SHA-1'] as const;
const CHAINS = ['default', 'symantec1kroot'] as const;

const AT = 'additionalFields';

export const otherAdditional: INodeProperties[] = [
	flag(
		'Allow Duplicate CN',
		'allowDuplicateCn',
		'Whether another enrollment may have this common name already',
	),
	day(
		'Auto Renewal Start Time',
		'autoRenewalStartTime',
		'Day on which CPS begins to renew, where CPS renews by itself',
	),
	choice('Certificate Chain Type', 'certificateChainType', 'Chain that the edge servers send', {
		default: 'default',
		options: [
			['default', 'Default'],
			['symantec1kroot', 'Symantec 1k Root', 'Certificate signed by a 1024-bit root'],
		],
	}),
	...deployDays,
	flag(
		'Exclude SANs',
		'excludeSans',
		'Whether the SANs are left out of the CSR; for third-party certificates only',
	),
	choice('Signature Algorithm', 'signatureAlgorithm', 'Algorithm with which the CSR is signed', {
		default: 'SHA-256',
		options: [
			['SHA-1', 'SHA-1'],
			['SHA-256', 'SHA-256'],
		],
	}),
];

export function readOther(reader: Reader, kind: Kind): IDataObject {
	const thirdParty = kind.certificateType === 'third-party';
	const excludeSans = reader.boolean(`${AT}.excludeSans`);
	if (excludeSans && !thirdParty) {
		reader.refuse(`${AT}.excludeSans`, 'is for third-party certificates only');
	}
	return withoutEmpty({
		thirdParty: thirdParty ? { excludeSans: excludeSans ?? false } : undefined,
		signatureAlgorithm: reader.choice(`${AT}.signatureAlgorithm`, SIGNATURES),
		certificateChainType: reader.choice(`${AT}.certificateChainType`, CHAINS),
		autoRenewalStartTime: reader.date(`${AT}.autoRenewalStartTime`),
	});
}

/** Parameters of the creation that are no part of the enrollment. */
export const readQuery = (reader: Reader) => ({
	...readDeployDays(reader),
	'allow-duplicate-cn': reader.boolean(`${AT}.allowDuplicateCn`) || undefined,
});
