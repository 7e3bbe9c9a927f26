import type { INodeProperties } from 'n8n-workflow';

import { includeInputFields, optionsOf } from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import type { Reader } from '../../../../shared/reader/reader';
import type { Id } from '../../../../shared/values';
import type { DomainInfo } from '../../../api/domains';
import { getDomain, isAskedFor, submitDomain } from '../../../api/domains';
import { servicesOf } from '../../../transport/services';
import { methodField, methodNotice, readMethod, readZones, zonesField } from '../../dcv/fields';
import { zoneOf } from '../../dcv/records';
import { domainId } from '../../fields';
import { provingItem } from './prove';

interface Input {
	domainId: Id;
	method: string;
	types: string[];
	zones: string[];
}

const TYPES = ['ov', 'ev'] as const;

export const typesField: INodeProperties = {
	displayName: 'Validations',
	name: 'validations',
	type: 'multiOptions',
	default: ['ov'],
	description: 'Kinds of certificate that the domain is validated for',
	options: [
		{ name: 'EV', value: 'ev' },
		{ name: 'OV', value: 'ov' },
	],
};

export function readTypes(reader: Reader): string[] {
	const types = reader.list('validations');
	const unknown = types.find((type) => !TYPES.some((known) => known === type));
	if (unknown !== undefined || types.length === 0) {
		return reader.refuse('validations', `must be one or more of ${TYPES.join(', ')}`);
	}
	return types;
}

/** Submit for validation: what is validated stays so until it ends. */
export const submit = defineWrite<Input, DomainInfo>({
	name: 'Submit',
	action: 'Submit domain',
	description:
		'Have a domain validated, anew as well, and get the record that proves control of it',
	namedBy: ['domainId'],
	idFields: ['domainId'],
	fields: [
		methodNotice,
		domainId,
		methodField,
		typesField,
		zonesField,
		optionsOf(includeInputFields),
	],
	read: (reader) => ({
		domainId: reader.requiredId('domainId'),
		method: readMethod(reader),
		types: readTypes(reader),
		zones: readZones(reader),
	}),
	thing: async (ctx, { domainId: id }) => await getDomain(await servicesOf(ctx), id),
	stands: (domain, { method, zones }) => {
		zoneOf(domain.name, zones);
		return isAskedFor(domain, method, Date.now()) ? 'done' : 'open';
	},
	write: async (ctx, { method, types }, { id }) => {
		const services = await servicesOf(ctx);
		const validations = types.map((type) => ({ type }));
		await submitDomain(services, id, { validations, dcv_method: method });
		return await getDomain(services, id);
	},
	item: (domain, _stands, { zones }) => provingItem(domain, zones),
	ids: ({ domainId: id }) => ({ domainId: id }),
	deed: ({ name }) => `domain ${name} was submitted`,
});
