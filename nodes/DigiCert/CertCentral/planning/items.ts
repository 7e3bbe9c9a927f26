import type { IDataObject } from 'n8n-workflow';

import { validatedSince } from '../../../shared/certificate/life';
import { withoutEmpty } from '../../../shared/values';
import type { ListedDomain } from '../../api/domainValidity';
import { nameOf } from '../../api/domainValidity';
import type { OrderInfo } from '../../api/orderInfo';
import { isDv } from '../../api/products';
import type { Due } from './due';
import { endOfReissue } from './longer';
import type { DueOrder, Lapsing, Step } from './plan';

/** A step as an item: what is to be done, with what, until when, and by whom. */
export function planItem(step: Step, today: string): IDataObject {
	switch (step.action) {
		case 'reissue':
			return {
				action: step.action,
				...ofOrder(step.order),
				...ofDue(step.due),
				wouldEndOn: endOfReissue(step.order, today),
				whoActs: 'nobody',
				nextStep: `Reissue it (Order > Reissue), which costs nothing${isDv(step.order.product) ? '; its names are proven anew by Order > Change DCV Method and Order > Check DCV' : ''}.`,
			};
		case 'renew':
			return {
				action: step.action,
				...ofOrder(step.order),
				...ofDue(step.due),
				whoActs: 'certificate manager',
				nextStep:
					"Place a new order (Order > Create, with 'Renewal of Order ID'), which costs money: a reissue would not last longer.",
			};
		case 'wait':
			return {
				action: step.action,
				...ofOrder(step.order),
				...ofDue(step.due),
				...(step.due.by === 'reissue' ? { wouldEndOn: endOfReissue(step.order, step.due.on) } : {}),
				...ofLapsing(step),
			};
		case 'leave':
			return {
				action: step.action,
				...ofOrder(step.order),
				reason: step.reason,
				whoActs: 'certificate manager',
				nextStep: 'Look at it in CertCentral if that is not meant.',
			};
		case 'validateDomain':
			return {
				action: step.action,
				domainId: step.domain.id,
				domainName: step.domain.name,
				...ofOrders(step.orders, step.due),
				...validatedUntil(step.domain),
				nextStep:
					'Have it validated: Domain > Submit gives the record, then Domain > Check DCV. Its orders can be reissued then.',
			};
		case 'addDomain':
			return {
				action: step.action,
				domainName: step.name,
				...ofOrders(step.orders, step.due),
				nextStep: 'Add it (Domain > Create), or let the key see its division.',
			};
	}
}

/** Its duplicates have ends of their own, which no list of orders shows. */
const ofOrder = ({ id, names, raw, ...order }: OrderInfo): IDataObject =>
	withoutEmpty({
		orderId: id,
		commonName: order.commonName,
		dnsNames: names,
		product: order.product,
		certificateId: order.certificateId,
		validTill: order.validTill,
		orderValidTill: order.orderValidTill,
		duplicates: raw.has_duplicates === true ? raw.duplicates_count : undefined,
	});

/** Validated earlier, it would have lapsed again: the shorter the rule, the later. */
function ofLapsing({ due, lapsing }: { due: Due; lapsing: Lapsing[] }): IDataObject {
	if (lapsing.length === 0) {
		return { whoActs: 'nobody', nextStep: `Nothing to do before ${due.on}.` };
	}
	const [names, from] = [lapsing.map(nameOf), validatedSince(due.on)];
	return {
		domainsToValidate: names,
		validateFrom: from,
		whoActs: 'domain owner',
		nextStep: `Due on ${due.on}, when the validation of ${names.join(', ')} counts no longer: have it validated between ${from} and then (Domain > Submit).`,
	};
}

/** Where it has not ended yet. */
const validatedUntil = ({ until }: ListedDomain): IDataObject =>
	until === undefined || until <= Date.now()
		? {}
		: { validatedUntil: new Date(until - 1).toISOString().slice(0, 10) };

const ofDue = ({ on, isUrgent }: Due): IDataObject => ({ dueOn: on, urgent: isUrgent });

const ofOrders = (orders: DueOrder[], due: Due): IDataObject => ({
	orders: orders.length,
	orderIds: orders.map(({ order }) => order.id),
	...ofDue(due),
	validTill: due.until,
	whoActs: 'domain owner',
});
