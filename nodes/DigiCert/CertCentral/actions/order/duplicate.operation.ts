import type { IExecuteFunctions } from 'n8n-workflow';

import { Failure } from '../../../../shared/failure';
import { notice } from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import { domainsAsSeen, nameOf, unvalidatedOf } from '../../../api/domainValidity';
import { isDv } from '../../../api/products';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import { servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';
import { csrField, replacementFields, replacementOptions } from './replace/fields';
import { namesIn, nameChange } from './replace/names';
import type { Replaceable, ReplaceInput } from './replace/request';
import {
	readReplaceable,
	readReplacement,
	replacedItem,
	replaceOnce,
	standsOf,
	turnOf,
} from './replace/request';

interface Thing extends Replaceable {
	/** Names whose validation is not current, where the key may see that. */
	unvalidated: string[];
}

const sameNames = notice(
	'duplicateNotice',
	'A duplicate is a further certificate with the same names and the same end, for another key. It is issued at once, so the validation of its domains must be current: else reissue first. What it costs depends on the product.',
);

/** Duplicate certificate. */
export const duplicate = defineWrite<ReplaceInput, Thing>({
	name: 'Duplicate',
	action: 'Duplicate order',
	description: 'Get a further certificate of an order for another key, with the same names and end',
	namedBy: ['orderId'],
	idFields: ['orderId', 'certificateId'],
	fields: [sameNames, orderId, csrField, replacementFields(), replacementOptions()],
	read: readReplacement,
	turn: turnOf,
	thing: readThing,
	stands: (thing, input) =>
		standsOf(thing, input, 'duplicate') ??
		(thing.unvalidated.length > 0 ? notCurrent(thing) : 'open'),
	write: async (ctx, input, thing) => await replaceOnce(ctx, input, 'duplicate', thing),
	item: (thing, stands, input) => replacedItem(thing, stands, input, 'duplicate'),
	ids: ({ orderId: id }, thing) => ({
		orderId: id,
		...(thing?.made ? { certificateId: thing.made.certificateId } : {}),
	}),
	deed: ({ order }) => `order ${order.id} was duplicated`,
	visibleWithin: ({ visibleWithin }) => visibleWithin,
});

async function readThing(
	ctx: IExecuteFunctions,
	input: ReplaceInput,
	before?: Thing,
): Promise<Thing> {
	const seen = await readReplaceable(
		ctx,
		input,
		'duplicate',
		(order) => nameChange(order, { dnsNames: [] }),
		before,
	);
	if (before || seen.made || isDv(seen.order.product)) return { ...seen, unvalidated: [] };
	const services = await servicesOf(ctx);
	const domains = await domainsAsSeen(services);
	const unvalidated = domains ? unvalidatedOf(domains, namesIn(seen.change)).map(nameOf) : [];
	return { ...seen, unvalidated };
}

const notCurrent = ({ order, unvalidated }: Thing): Failure =>
	new Failure({
		class: 'fixWorld',
		code: DIGICERT_OWN.notCurrent.code,
		message: `Nothing was sent. A duplicate of order ${order.id} needs domains whose validation is current, which that of ${unvalidated.join(', ')} is not`,
		ids: { orderId: order.id },
		whoActs: 'domain owner',
		nextStep: 'Reissue first (Order > Reissue), or validate the domain (Domain > Submit).',
	});
