import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { servicesOf } from '../../transport/services';
import { customFieldsOf } from '../ordering/customFields';

export async function getCustomFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const fields = await customFieldsOf(await servicesOf(this));
	return fields.map(({ id, label, required, description }) => ({
		name: required ? `${label} (Required)` : label,
		value: id,
		description,
	}));
}
