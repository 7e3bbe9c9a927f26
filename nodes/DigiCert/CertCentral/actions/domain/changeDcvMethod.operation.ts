import { includeInputFields, optionsOf } from '../../../../shared/form/fields';
import { unreadable } from '../../../../shared/http/unreadable';
import { defineWrite } from '../../../../shared/operation/write';
import type { Id } from '../../../../shared/values';
import type { DomainInfo } from '../../../api/domains';
import { getDomain, isAskedFor, putDomainMethod } from '../../../api/domains';
import { servicesOf } from '../../../transport/services';
import { methodField, methodNotice, readMethod, readZones, zonesField } from '../../dcv/fields';
import { zoneOf } from '../../dcv/records';
import { domainId } from '../../fields';
import { provingItem } from './prove';

interface Input {
	domainId: Id;
	method: string;
	zones: string[];
}

/** Change DCV method of a domain. */
export const changeDcvMethod = defineWrite<Input, DomainInfo>({
	name: 'Change DCV Method',
	action: 'Change domain DCV method',
	description: 'Prove control of a domain in another way, and get the record for it',
	namedBy: ['domainId'],
	idFields: ['domainId'],
	fields: [methodNotice, domainId, methodField, zonesField, optionsOf(includeInputFields)],
	read: (reader) => ({
		domainId: reader.requiredId('domainId'),
		method: readMethod(reader),
		zones: readZones(reader),
	}),
	thing: async (ctx, { domainId: id }) => await getDomain(await servicesOf(ctx), id),
	stands: (domain, { method, zones }) => {
		zoneOf(domain.name, zones);
		return isAskedFor(domain, method, Date.now()) ? 'done' : 'open';
	},
	write: async (ctx, { method }, { id }) => {
		const services = await servicesOf(ctx);
		await putDomainMethod(services, id, { dcv_method: method });
		const domain = await getDomain(services, id);
		// What comes back proves nothing, the domain itself does.
		if (!isAskedFor(domain, method, Date.now())) throw unreadable('DigiCert', 200, 'write');
		return domain;
	},
	item: (domain, _stands, { zones }) => provingItem(domain, zones),
	ids: ({ domainId: id }) => ({ domainId: id }),
	deed: ({ name }) => `the DCV method of ${name} was changed`,
});
