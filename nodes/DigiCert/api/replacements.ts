import type { IDataObject } from 'n8n-workflow';

import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asId, asObjects, isEmpty } from '../../shared/values';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import type { Replacement } from './orderCertificates';
import { ORDERS } from './orders';

/** What a look tells is taken for so long. */
const HOLDS_FOR_MS = 60_000;

/** Reissue, or Duplicate: neither has a key by which a second one would be refused. */
export async function postReplacement(
	services: Services,
	orderId: Id,
	kind: Replacement,
	body: IDataObject,
): Promise<IDataObject> {
	const answer = await services.json({
		method: 'POST',
		path: `${ORDERS.path}/${pathSegment(orderId)}/${kind}`,
		body,
		holdsFor: HOLDS_FOR_MS,
	});
	const { errors, error, message, requests } = answer;
	const isContradicted =
		[errors, error, message].some((words) => !isEmpty(words)) ||
		asObjects(requests).some(({ status }) => status === 'rejected');
	if (asId(answer.id) !== orderId || isContradicted) throw unreadable('DigiCert', 201, 'write');
	return answer;
}
