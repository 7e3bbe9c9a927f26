import { includeInputFields, notice, optionsOf } from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import type { Id } from '../../../../shared/values';
import type { DomainInfo } from '../../../api/domains';
import { getDomain, postDomainToken } from '../../../api/domains';
import { servicesOf } from '../../../transport/services';
import { readZones, zonesField } from '../../dcv/fields';
import { zoneOf } from '../../dcv/records';
import { domainId } from '../../fields';
import { provingItem } from './prove';

interface Input {
	domainId: Id;
	zones: string[];
}

/** Whether there is another token than before. */
type Thing = DomainInfo & { isNew: boolean };

/** Generate DCV token. */
export const generateToken = defineWrite<Input, Thing>({
	name: 'Generate Token',
	action: 'Generate domain token',
	description: 'Get a new random value for a domain, such as when the one before has expired',
	namedBy: ['domainId'],
	idFields: ['domainId'],
	fields: [
		notice(
			'tokenNotice',
			'A token is valid for 30 days; those before it stay valid until they expire.',
		),
		domainId,
		zonesField,
		optionsOf(includeInputFields),
	],
	read: (reader) => ({ domainId: reader.requiredId('domainId'), zones: readZones(reader) }),
	// Another run makes another token.
	repeatable: () => false,
	thing: async (ctx, { domainId: id }, before) => {
		const domain = await getDomain(await servicesOf(ctx), id);
		const isNew = before !== undefined && domain.proof.token !== before.proof.token;
		return { ...domain, isNew };
	},
	stands: ({ name, isNew }, { zones }) => {
		zoneOf(name, zones);
		return isNew ? 'done' : 'open';
	},
	write: async (ctx, _input, { id }) => {
		const services = await servicesOf(ctx);
		await postDomainToken(services, id);
		return { ...(await getDomain(services, id)), isNew: true };
	},
	item: (domain, _stands, { zones }) => provingItem(domain, zones),
	ids: ({ domainId: id }) => ({ domainId: id }),
	deed: ({ name }) => `a token for ${name} was generated`,
});
