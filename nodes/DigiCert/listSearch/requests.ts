import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { asObject, asText } from '../../shared/values';
import { searchServices } from './services';

const entry = (request: IDataObject) => {
	const id = asText(request.id) ?? '';
	const { common_name: name } = asObject(asObject(request.order).certificate);
	const type = asText(request.type) ?? 'request';
	return { name: `${name ? `${asText(name)}: ` : ''}${type} (${id})`, value: id };
};

const PENDING = {
	path: '/request',
	key: 'requests',
	query: { 'filters[status]': 'pending' },
	entry,
};

export async function searchRequests(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	return await searchServices(this, { ...PENDING, filter }, token);
}
