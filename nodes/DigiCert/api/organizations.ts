import type { IDataObject } from 'n8n-workflow';

import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asId, asText } from '../../shared/values';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import type { ListRequest } from './lists';
import { speaksOfError } from './toldAbout';

/** List organizations. */
export const ORGANIZATIONS = {
	path: '/organization',
	key: 'organizations',
} satisfies ListRequest;

/** Organization info is about the organization that was asked for, and has a name. */
export async function getOrganization(services: Services, id: Id): Promise<IDataObject> {
	const organization = await services.json({
		method: 'GET',
		path: `${ORGANIZATIONS.path}/${pathSegment(id)}`,
	});
	const isAsked = asId(organization.id) === id && asText(organization.name) !== undefined;
	if (!isAsked || speaksOfError(organization)) throw unreadable('DigiCert', 200, 'read');
	return organization;
}
