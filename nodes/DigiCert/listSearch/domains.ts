import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { asText } from '../../shared/values';
import { DOMAINS } from '../api/domains';
import { searchServices } from './services';

const entry = ({ id, name, dcv_method: method }: IDataObject) => ({
	name: [asText(name) ?? 'domain', asText(method)].filter(Boolean).join(' · '),
	value: asText(id) ?? '',
});

export async function searchDomains(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	const query = { ...DOMAINS.query, 'filters[search]': filter ? `%${filter}` : undefined };
	return await searchServices(this, { ...DOMAINS, query, entry }, token);
}
