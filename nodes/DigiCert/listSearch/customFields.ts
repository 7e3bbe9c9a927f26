import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { forForm } from '../../shared/form/lists';
import { customFieldsOf } from '../api/customFields';
import { lacksRight } from '../transport/refused';
import { servicesOf } from '../transport/services';

export async function getCustomFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const reading = servicesOf(this).then(customFieldsOf);
	const fields = await forForm(
		reading,
		lacksRight,
		'An expression gives the ID without this list.',
	);
	return fields.map(({ id, label, required, description }) => ({
		name: required ? `${label} (Required)` : label,
		value: id,
		description,
	}));
}
