import { defineEach } from '../../../../shared/operation/each';
import { asText } from '../../../../shared/values';
import { checkDomain, getDomain, validationsOf } from '../../../api/domains';
import { servicesOf } from '../../../transport/services';
import { checkOnce, notFoundItem } from '../../dcv/check';
import { domainId } from '../../fields';

/** Check domain DCV: what is not found is an outcome, so that a loop can wait for it. */
export const checkDcv = defineEach({
	name: 'Check DCV',
	action: 'Check domain DCV',
	description: 'Have DigiCert look for the record now; the item says whether it was found',
	namedBy: ['domainId'],
	fields: [domainId],
	read: (reader) => ({ domainId: reader.requiredId('domainId') }),
	each: async (ctx, { domainId: id }) => {
		const services = await servicesOf(ctx);
		const { isValidated, reason, missing } = await checkOnce(
			{ domainId: id },
			async () => await checkDomain(services, id),
			async () => (await getDomain(services, id)).proof.status === 'active',
		);
		if (!isValidated) return { domainId: id, validated: false, ...notFoundItem(reason, missing) };
		const domain = await getDomain(services, id);
		return {
			domainId: id,
			domainName: asText(domain.name),
			validated: true,
			validations: validationsOf(domain),
		};
	},
});
