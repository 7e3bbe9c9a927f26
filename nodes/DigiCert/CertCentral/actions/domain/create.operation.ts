import { toAscii } from '../../../../shared/certificate/names';
import { flag, includeInputFields, notice, optionsOf, text } from '../../../../shared/form/fields';
import { locator } from '../../../../shared/form/locator';
import { defineWrite } from '../../../../shared/operation/write';
import { readCommonName } from '../../../../shared/reader/names';
import type { Id } from '../../../../shared/values';
import type { DomainInfo } from '../../../api/domains';
import { findDomain, getDomain, postDomain } from '../../../api/domains';
import { servicesOf } from '../../../transport/services';
import { methodField, methodNotice, readMethod, readZones, zonesField } from '../../dcv/fields';
import { zoneOf } from '../../dcv/records';
import { provingItem } from './prove';
import { readTypes, typesField } from './submit.operation';

interface Input {
	name: string;
	organizationId: Id;
	method: string;
	types: string[];
	keepWww: boolean;
	zones: string[];
}

/** The account may not hold it yet. */
type Thing = { domain?: DomainInfo; name: string };

/** Add domain. One that the account holds already is left as it is. */
export const create = defineWrite<Input, Thing>({
	name: 'Create',
	action: 'Create domain',
	description: 'Add a domain to the account and get the record that proves control of it',
	namedBy: ['domainName'],
	idFields: ['domainId'],
	fields: [
		notice(
			'wwwNotice',
			'DigiCert takes the name without "www." in front, which is validated with it, unless Keep WWW is on. A domain cannot be removed by this node.',
		),
		methodNotice,
		text('Domain Name', 'domainName', 'The name to add', {
			required: true,
			placeholder: 'e.g. example.com',
		}),
		locator({
			displayName: 'Organization',
			name: 'organizationId',
			description: 'The organization that the domain belongs to',
			searchListMethod: 'searchOrganizations',
			placeholder: 'e.g. 112233',
			required: true,
		}),
		methodField,
		typesField,
		flag('Keep WWW', 'keepWww', 'Whether to add the name with its "www." in front'),
		zonesField,
		optionsOf(includeInputFields),
	],
	read: (reader) => {
		const keepWww = reader.boolean('keepWww') ?? false;
		const name = toAscii(readCommonName(reader, 'domainName'));
		if (name.startsWith('*.')) {
			return reader.refuse('domainName', 'is a wildcard; add the name behind it');
		}
		return {
			name: keepWww ? name : name.replace(/^www\.(?=.+\.)/, ''),
			organizationId: reader.requiredId('organizationId'),
			method: readMethod(reader),
			types: readTypes(reader),
			keepWww,
			zones: readZones(reader),
		};
	},
	thing: async (ctx, { name }) => {
		const services = await servicesOf(ctx);
		const id = await findDomain(services, name);
		return id === undefined ? { name } : { name, domain: await getDomain(services, id) };
	},
	stands: ({ domain, name }, { zones }) => {
		zoneOf(name, zones);
		return domain ? 'done' : 'open';
	},
	write: async (ctx, { name, organizationId, method, types, keepWww }) => {
		const services = await servicesOf(ctx);
		const id = await postDomain(services, {
			name,
			organization: { id: organizationId },
			validations: types.map((type) => ({ type })),
			dcv_method: method,
			...(keepWww ? { keep_www: true } : {}),
		});
		return { name, domain: await getDomain(services, id) };
	},
	item: ({ domain }, _stands, { zones }) => (domain ? provingItem(domain, zones) : {}),
	ids: ({ name }, thing) => ({
		domainName: name,
		...(thing?.domain ? { domainId: thing.domain.id } : {}),
	}),
	deed: ({ name }) => `domain ${name} was added`,
	visibleWithin: () => 10,
});
