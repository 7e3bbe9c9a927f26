import type { IDataObject } from 'n8n-workflow';

import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asId, asObjects, withoutEmpty } from '../../shared/values';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import type { Replacement } from './orderCertificates';
import { ORDERS } from './orders';
import { contradicts } from './toldAbout';

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
		named,
	});
	const isOfOrder = asId(answer.id) === orderId;
	if (isOfOrder && !contradicts(answer)) return answer;
	throw unreadable('DigiCert', 201, 'write').knowing(isOfOrder ? named(answer) : {});
}

const named = ({ certificate_id: id, requests }: IDataObject): IDataObject =>
	withoutEmpty({
		certificateId: asId(id),
		requestId: asObjects(requests)
			.map((request) => asId(request.id))
			.find((one) => one !== undefined),
	});
