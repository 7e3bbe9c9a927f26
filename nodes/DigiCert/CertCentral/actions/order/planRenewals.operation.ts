import type { IDataObject } from 'n8n-workflow';

import {
	choice,
	flag,
	notice,
	numberOption,
	optionsOf,
	returnAllFields,
	text,
} from '../../../../shared/form/fields';
import { toAscii } from '../../../../shared/certificate/names';
import { defineEach } from '../../../../shared/operation/each';
import { readCommonName } from '../../../../shared/reader/names';
import { readLimit } from '../../../../shared/reader/reader';
import { asId, asObject, asText } from '../../../../shared/values';
import { domainsAsSeen } from '../../../api/domainValidity';
import { readRows } from '../../../api/lists';
import type { OrderInfo } from '../../../api/orderInfo';
import { orderRow } from '../../../api/orderInfo';
import { isReplaceable, pendingRequests } from '../../../api/orderStatus';
import { getOrder, ORDERS } from '../../../api/orders';
import type { Services } from '../../../transport/services';
import { servicesOf } from '../../../transport/services';
import { dueOf } from '../../planning/due';
import { planItem } from '../../planning/items';
import { isOn, needsDomains, planOf, type Step } from '../../planning/plan';

const scope = choice('Orders', 'orders', 'Which orders to look at', {
	default: 'all',
	options: [
		['all', 'All of the Account'],
		['domain', 'Of One Domain', 'With a name in this domain'],
	],
});

const domainName = text('Domain', 'domainName', 'The domain, with all names below it', {
	required: true,
	displayOptions: { show: { orders: ['domain'] } },
	placeholder: 'e.g. example.com',
});

const lookAhead = numberOption(
	'Look Ahead (Days)',
	'lookAhead',
	'How many days ahead to list what becomes due, as "wait"',
	{ min: 0, max: 400, default: 0 },
);

const readsOnly = notice(
	'planNotice',
	'Reads only. Certificates are due in the last third of their life, each on a day of its own. Duplicates have ends of their own: Order > Get Duplicates.',
);

/** What is due, by the lists of orders and domains; only orders that are due are read singly. */
export const planRenewals = defineEach({
	name: 'Plan Renewals',
	action: 'Plan order renewals',
	description:
		'List what is due: orders to reissue or to renew, and domains to validate before, the most urgent first',
	many: true,
	fields: [
		readsOnly,
		scope,
		domainName,
		lookAhead,
		...returnAllFields,
		optionsOf(
			flag(
				'Include CSR on File',
				'includeCsr',
				'Whether to add the CSR of the present certificate, to reissue with the same key',
			),
		),
	],
	read: (reader) => ({
		domain:
			reader.requiredChoice('orders', ['all', 'domain']) === 'domain'
				? toAscii(readCommonName(reader, 'domainName'))
				: undefined,
		limit: readLimit(reader),
		withCsr: reader.boolean('options.includeCsr') ?? false,
		lookAhead: reader.integer('lookAhead', 0, 400) ?? 0,
		today: reader.today(),
	}),
	each: async (ctx, { domain, limit, withCsr, ...when }) => {
		const services = await servicesOf(ctx);
		const query = { ...ORDERS.query, 'filters[status]': 'issued' };
		const rows = await readRows(services, { ...ORDERS, query }, orderRow);
		const orders = rows.filter(({ names }) => !domain || names.some((name) => isIn(name, domain)));
		const domains = needsDomains(orders, when) ? await domainsAsSeen(services) : undefined;
		const steps = planOf(orders, { ...when, domains }).slice(0, limit);
		return await Promise.all(
			steps.map(async (step) => await asItem(services, step, when.today, withCsr)),
		);
	},
});

const isIn = (name: string, domain: string): boolean =>
	name === domain || name.endsWith(`.${domain}`);

/** Only Order info tells who else is at it, and the CSR. */
async function asItem(
	services: Services,
	step: Step,
	today: string,
	withCsr: boolean,
): Promise<IDataObject> {
	if (step.action !== 'reissue' && step.action !== 'renew') return planItem(step, today);
	const order = await getOrder(services, step.order.id);
	const csr = asText(asObject(order.raw.certificate).csr);
	const reason =
		reasonToLeave(order, step.action) ??
		(withCsr && csr === undefined ? 'No CSR of it is on file' : undefined);
	if (reason !== undefined) return planItem({ action: 'leave', order, reason }, today);
	// The list may lag behind a reissue, and may leave out when the order ends.
	const due = dueOf(order, today) ?? step.due;
	return { ...planItem({ action: due.by, order, due }, today), ...(withCsr ? { csr } : {}) };
}

/** Who reissues or renews it already: a second time may cost money, or certificates. */
function reasonToLeave(order: OrderInfo, action: 'reissue' | 'renew'): string | undefined {
	const { auto_renew: renews, auto_reissue: reissues, renewed_order_id: renewedBy } = order.raw;
	if (!isReplaceable(order, Date.now())) return `Its status is "${order.status}" by now`;
	if (pendingRequests(order).length > 0) return 'A request of it waits for an approver';
	if (asId(renewedBy) !== undefined) return `It was renewed by order ${asId(renewedBy)}`;
	if (action === 'renew' && isOn(renews)) return 'DigiCert renews it by itself (auto-renew)';
	return action === 'reissue' && isOn(reissues)
		? 'DigiCert reissues it by itself (auto-reissue)'
		: undefined;
}
