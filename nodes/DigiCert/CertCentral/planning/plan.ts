import { validatedSince } from '../../../shared/certificate/life';
import type { Domains, ListedDomain } from '../../api/domainValidity';
import { nameOf, unvalidatedOf } from '../../api/domainValidity';
import type { OrderInfo } from '../../api/orderInfo';
import { isReplaceable } from '../../api/orderStatus';
import { isDv, isPrivate } from '../../api/products';
import { addDays } from './days';
import type { Due } from './due';
import { dueOf } from './due';

export interface DueOrder {
	order: OrderInfo;
	due: Due;
}

/** What is to be done: for an order, or for a domain that holds up the reissues of several. */
export type Step =
	| ({ action: 'reissue' | 'renew' } & DueOrder)
	| ({ action: 'wait'; lapsing: Lapsing[] } & DueOrder)
	| { action: 'leave'; order: OrderInfo; reason: string }
	| { action: 'validateDomain'; domain: ListedDomain; due: Due; orders: DueOrder[] }
	| { action: 'addDomain'; name: string; due: Due; orders: DueOrder[] };

/** A domain, or a name without one, whose validation will not count any more when an order is due. */
export type Lapsing = ListedDomain | string;

interface Horizon {
	today: string;
	/** Orders that become due within so many days are told, too. */
	lookAhead: number;
	/** Undefined where the key may not see them: then DigiCert decides. */
	domains?: Domains;
}

/** All that is due, the most urgent first. */
export function planOf(orders: OrderInfo[], horizon: Horizon): Step[] {
	const steps = orders.filter(serves).flatMap((order) => stepOf(order, horizon) ?? []);
	const free = steps.flatMap((step): Step[] => {
		const lapsing = blockingOf(step, horizon);
		if (step.action === 'wait') return [{ ...step, lapsing }];
		return lapsing.length === 0 ? [step] : [];
	});
	return [...free, ...domainSteps(steps, horizon)].sort(mostUrgentFirst);
}

/** Whether the list of domains is worth its calls. */
export const needsDomains = (orders: OrderInfo[], horizon: Horizon): boolean =>
	orders.filter(serves).some((order) => isHeldByDomains(stepOf(order, horizon)));

const serves = (order: OrderInfo): boolean => isReplaceable(order, Date.now());

function stepOf(order: OrderInfo, { today, lookAhead }: Horizon): Step | undefined {
	if (isOn(order.raw.is_renewed)) return undefined;
	const due = dueOf(order, today);
	if (!due) return { action: 'leave', order, reason: 'The list shows no dates of its certificate' };
	if (due.on <= today || due.isUrgent) return { action: due.by, order, due };
	const isAhead = due.on <= addDays(today, lookAhead);
	return isAhead ? { action: 'wait', order, due, lapsing: [] } : undefined;
}

/** DigiCert types switches as booleans, numbers and digits. */
export const isOn = (value: unknown): boolean => value === true || value === 1 || value === '1';

/** DV proves its names with each certificate, whatever was validated before. */
const isHeldByDomains = (step: Step | undefined): step is Step & DueOrder =>
	(step?.action === 'reissue' || step?.action === 'wait') &&
	step.due.by === 'reissue' &&
	!isDv(step.order.product) &&
	!isPrivate(step.order.product);

/** It is the day of issue that decides: what counts today may have lapsed when an order is due. */
const blockingOf = (step: Step, { domains }: Horizon): Lapsing[] =>
	domains && isHeldByDomains(step)
		? unvalidatedOf(
				domains,
				step.order.names,
				step.action === 'wait' ? Date.parse(addDays(step.due.on, 1)) : Date.now(),
			)
		: [];

/** Done today it would count when the order is due. */
const isInTime = ({ due }: DueOrder, today: string): boolean =>
	due.on <= today || validatedSince(due.on) <= today;

/** One for each domain, however many orders wait for it: one validation frees them all. */
function domainSteps(steps: Step[], horizon: Horizon): Step[] {
	const groups = new Map<string, { domain: ListedDomain | string; orders: DueOrder[] }>();
	for (const step of steps) {
		if (!isHeldByDomains(step) || !isInTime(step, horizon.today)) continue;
		for (const domain of blockingOf(step, horizon)) {
			const group = groups.get(nameOf(domain)) ?? { domain, orders: [] };
			group.orders.push(step);
			groups.set(nameOf(domain), group);
		}
	}
	return [...groups.values()].flatMap(({ domain, orders }): Step[] => {
		orders.sort((one, other) => compare(keyOf(one.due), keyOf(other.due)));
		const [first] = orders;
		if (!first) return [];
		const more = { due: first.due, orders };
		return typeof domain === 'string'
			? [{ action: 'addDomain', name: domain, ...more }]
			: [{ action: 'validateDomain', domain, ...more }];
	});
}

const keyOf = ({ isUrgent, on, until }: Due): string => `${isUrgent ? 0 : 1} ${on} ${until}`;

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

const mostUrgentFirst = (one: Step, other: Step): number =>
	compare('due' in one ? keyOf(one.due) : '2', 'due' in other ? keyOf(other.due) : '2');
