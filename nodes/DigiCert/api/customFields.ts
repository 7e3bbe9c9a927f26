import { asNumber, asObjects, asText } from '../../shared/values';
import type { Services } from '../transport/services';

export interface CustomField {
	id: number;
	label: string;
	required: boolean;
	description: string;
}

const KEPT_MS = 600_000;
const kept = new Map<string, { at: number; fields: CustomField[] }>();

/** Active custom order fields of the account, read once in ten minutes. */
export async function customFieldsOf(services: Services): Promise<CustomField[]> {
	const known = kept.get(services.client.identity);
	if (known && performance.now() - known.at < KEPT_MS) return known.fields;
	const body = await services.json({ method: 'GET', path: '/account/metadata' });
	const fields = asObjects(body.metadata)
		.filter((field) => isOn(field.is_active))
		.map((field) => ({
			id: asNumber(field.id) ?? 0,
			label: asText(field.label) ?? '',
			required: isOn(field.is_required),
			description: asText(field.description) ?? '',
		}));
	kept.set(services.client.identity, { at: performance.now(), fields });
	return fields;
}

const isOn = (value: unknown): boolean => value === true || value === 1 || value === '1';
