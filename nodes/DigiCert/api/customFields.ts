import { unreadable } from '../../shared/http/unreadable';
import type { Read } from '../../shared/memo';
import { remember } from '../../shared/memo';
import type { Id } from '../../shared/values';
import { asId, asObject, asObjects, asText } from '../../shared/values';
import type { Services } from '../transport/services';

export interface CustomField {
	id: Id;
	label: string;
	required: boolean;
	description: string;
}

const KEPT_MS = 600_000;
const fields = new Map<string, Read<CustomField[]>>();

/** Active custom order fields of the account, read once in ten minutes. */
export const customFieldsOf = async (services: Services): Promise<CustomField[]> =>
	await remember(fields, services.client.identity, async () => await readFields(services), {
		keptFor: KEPT_MS,
		signal: services.client.signal,
	});

async function readFields(services: Services): Promise<CustomField[]> {
	const { metadata } = await services.json({ method: 'GET', path: '/account/metadata' });
	if (!Array.isArray(metadata) || !metadata.every(hasId)) throw unreadable('DigiCert', 200, 'read');
	return asObjects(metadata)
		.filter((field) => isOn(field.is_active))
		.map((field) => ({
			id: asId(field.id) ?? 0,
			label: asText(field.label) ?? '',
			required: isOn(field.is_required),
			description: asText(field.description) ?? '',
		}));
}

const hasId = (field: unknown): boolean => asText(asObject(field).id) !== undefined;

const isOn = (value: unknown): boolean => value === true || value === 1 || value === '1';
