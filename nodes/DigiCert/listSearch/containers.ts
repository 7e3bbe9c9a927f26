import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { asText } from '../../shared/values';
import { searchServices } from './services';

const entry = ({ id, name }: IDataObject) => ({
	name: `${asText(name) ?? 'container'} (${asText(id) ?? ''})`,
	value: asText(id) ?? '',
});

export async function searchContainers(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
) {
	return await searchServices(
		this,
		{ path: '/container', key: 'containers', entry, filter },
		token,
	);
}
