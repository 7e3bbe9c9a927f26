import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { asText } from '../../shared/values';
import { ORGANIZATIONS } from '../api/organizations';
import { searchServices } from './services';

const entry = ({ id, display_name: shown, name }: IDataObject) => ({
	name: `${asText(shown) ?? asText(name) ?? 'organization'} (${asText(id) ?? ''})`,
	value: asText(id) ?? '',
});

const ACTIVE = {
	...ORGANIZATIONS,
	query: { 'filters[status]': 'active' },
	entry,
};

export async function searchOrganizations(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
) {
	return await searchServices(this, { ...ACTIVE, filter }, token);
}
