import type { IDataObject } from 'n8n-workflow';

import { choice, flag, text } from '../../shared/form/fields';
import type { Stands } from '../../shared/operation/write';
import type { Reader } from '../../shared/reader/reader';
import { withoutEmpty } from '../../shared/values';
import type { Revocable } from '../api/revocations';
import { isPending, REASONS } from '../api/revocations';

/** What both revocations ask for. */
export const revokeFields = [
	choice('Reason', 'revocationReason', 'What the revocation list says; of TLS certificates only', {
		default: 'unspecified',
		options: [
			['affiliationChanged', 'Affiliation Changed'],
			['cessationOfOperation', 'Cessation of Operation'],
			['keyCompromise', 'Key Compromise'],
			['superseded', 'Superseded'],
			['unspecified', 'Unspecified'],
		],
	}),
	text('Comments', 'comments', 'For who approves it; not stored where approval is skipped'),
	flag(
		'Skip Approval',
		'skipApproval',
		'Whether to revoke at once, which needs an administrator; else a request is made that somebody has to approve',
	),
];

export const readRevoke = (reader: Reader): IDataObject =>
	withoutEmpty({
		revocation_reason: reader.choice('revocationReason', REASONS) ?? 'unspecified',
		comments: reader.text('comments'),
		skip_approval: reader.boolean('skipApproval') ?? false,
	});

/** What a revocation came to. */
export function revokedItem({ order, requests, asked }: Revocable, stands: Stands): IDataObject {
	const requestId = asked ?? requests.find(isPending)?.requestId;
	return stands === 'done'
		? {
				orderId: order.id,
				revocation: 'done',
				whoActs: 'certificate manager',
				nextStep: 'Replace the certificate wherever it is installed.',
			}
		: {
				orderId: order.id,
				revocation: 'requested',
				...withoutEmpty({ requestId }),
				whoActs: 'approver in CertCentral',
				nextStep: `Nothing is revoked yet: approve request ${requestId} (Request > Approve, naming the request).`,
			};
}
