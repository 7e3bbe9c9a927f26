import type { IDataObject } from 'n8n-workflow';

import type { State, Status } from '../../shared/operation/status';
import { asObject, asObjects, asText } from '../../shared/values';
import type { OrderInfo } from './orderInfo';

interface StatusMeaning {
	state: State;
	whoActs: string;
	nextStep: string;
	retryable?: boolean;
}

const NOBODY = 'nobody';

const APPROVE = 'Approve the request of this order (Request > Approve, or in CertCentral).';
const LATER = 'Check again later (Order > Check Status).';

/**
 * Order statuses of CertCentral (filter list of List orders, and clients). Everything that is not
 * here is In Progress, and the item says that the status is unknown.
 */
const ORDER_STATUS: Record<string, StatusMeaning> = {
	issued: {
		state: 'done',
		whoActs: NOBODY,
		nextStep: 'Download the certificate (Certificate > Download).',
	},
	needs_approval: {
		state: 'needsAction',
		whoActs: 'approver in CertCentral',
		nextStep: APPROVE,
	},
	waiting_pickup: {
		state: 'needsAction',
		whoActs: 'certificate requester',
		nextStep: 'Pick the certificate up in CertCentral.',
	},
	rejected: {
		state: 'failed',
		whoActs: 'certificate manager',
		nextStep: 'Read the reason in the notes of the order in CertCentral, then place a new one.',
	},
	denied: {
		state: 'failed',
		whoActs: 'certificate manager',
		nextStep: 'Read the reason in the notes of the order in CertCentral, then place a new one.',
	},
	canceled: {
		state: 'failed',
		whoActs: 'certificate manager',
		nextStep: 'Place a new order if the certificate is still wanted.',
	},
	revoked: {
		state: 'failed',
		whoActs: 'certificate manager',
		nextStep: 'Replace the certificate with a new order and a new key.',
	},
	pending: { state: 'inProgress', whoActs: NOBODY, nextStep: LATER },
	processing: { state: 'inProgress', whoActs: NOBODY, nextStep: LATER },
	reissue_pending: { state: 'inProgress', whoActs: NOBODY, nextStep: LATER },
};

/** Orders that will never give a certificate again: the same one may be bought anew. */
const CLOSED = ['rejected', 'denied', 'canceled', 'revoked'];

const DAY_MS = 86_400_000;

/** What tells whether an order still serves. */
export type Lifetime = Pick<
	OrderInfo,
	'status' | 'created' | 'validFrom' | 'validTill' | 'orderValidTill'
>;

/** A day counts to its end. */
const endOf = (day: string | undefined): number => (day ? Date.parse(`${day}T23:59:59Z`) : NaN);

/** The certificate has expired; its order may run on. */
export const isExpired = ({ validTill }: Pick<Lifetime, 'validTill'>, now: number): boolean =>
	endOf(validTill) < now;

/** It has a certificate, or had one: an order is called expired as soon as that is. */
const hasCertificate = ({ status }: Pick<Lifetime, 'status'>): boolean =>
	status === 'issued' || status === 'expired';

/** Over for good: closed by somebody, or past its end, which is the certificate's where none is told. */
export function isClosed(order: Lifetime, now: number): boolean {
	const { status, orderValidTill, validTill } = order;
	if (status === 'expired') return !(endOf(orderValidTill) >= now);
	// A reissue that waits does not prolong it.
	const end = endOf(orderValidTill ?? (status === 'issued' ? validTill : undefined));
	return CLOSED.includes(status) || end < now;
}

/** Its certificate can be replaced by another one of the same order. */
export const isReplaceable = (order: Lifetime, now: number): boolean =>
	hasCertificate(order) && !isClosed(order, now);

/**
 * The order ends so soon that the same one is bought anew: within so many days, or within a third
 * of its own life where that is shorter. A reissue cannot outlive it, nor can one that waits.
 */
export function isWorn(order: Lifetime, buyAgainWithin: number, now: number): boolean {
	const end = endOf(order.orderValidTill);
	if (Number.isNaN(end)) return false;
	const third = (end - (order.created ?? Date.parse(order.validFrom ?? ''))) / 3;
	const within = buyAgainWithin * DAY_MS;
	return end - now < (Number.isNaN(third) ? within : Math.min(within, third));
}

/** Share of its certificate's life that an issued order has left; 1 if it is not issued yet. */
export function lifeLeft(order: Lifetime, now: number): number {
	const { validFrom, validTill } = order;
	const [from, till] = [Date.parse(`${validFrom}T00:00:00Z`), endOf(validTill)];
	if (!hasCertificate(order) || Number.isNaN(from) || Number.isNaN(till)) return 1;
	return (till - now) / (till - from);
}

/** The certificate is worn and its order is not: reissuing costs nothing, another order does. */
export const isReissueDue = (order: Lifetime, now: number): boolean => lifeLeft(order, now) < 1 / 3;

/**
 * State of an order by its Order info. That does not always name the domains which hold up a
 * pending order; `unsubmitted` are those that its request names.
 */
export function statusOfOrder(order: OrderInfo, now: number, unsubmitted: string[] = []): Status {
	const { status: vendorStatus } = order;
	const meaning = meaningOf(order, now, unsubmitted);
	return { vendorStatus, retryable: meaning.retryable ?? false, ...pick(meaning) };
}

/**
 * Whether a row of List orders tells as much as Order info: what holds up a pending order is told
 * there only, and what has failed, or waits for somebody, is not believed of a list that may lag.
 */
export function listDecides(row: OrderInfo, now: number): boolean {
	const { status } = row;
	if (status === 'issued') return endOf(row.validTill) >= now;
	return (
		!['', ...WAIT_FOR_APPROVAL].includes(status) && statusOfOrder(row, now).state === 'inProgress'
	);
}

const pick = ({ state, whoActs, nextStep }: StatusMeaning) => ({ state, whoActs, nextStep });

function meaningOf(order: OrderInfo, now: number, unsubmitted: string[]): StatusMeaning {
	const { status: vendorStatus } = order;
	const known = ORDER_STATUS[vendorStatus];
	if (vendorStatus === 'expired' || (vendorStatus === 'issued' && isExpired(order, now))) {
		return isClosed(order, now) ? expiredMeaning : reissueMeaning;
	}
	if (WAIT_FOR_APPROVAL.includes(vendorStatus) && pendingRequests(order).length > 0) {
		return approvalMeaning;
	}
	if (vendorStatus === 'pending') {
		const names = [...new Set([...unvalidatedNames(order.raw), ...unsubmitted])];
		if (names.length > 0) {
			return {
				state: 'needsAction',
				whoActs: 'domain owner',
				nextStep: `Validate control of ${names.join(', ')} in CertCentral (Certificates > Domains).`,
			};
		}
	}
	return (
		known ?? {
			state: 'inProgress',
			whoActs: NOBODY,
			nextStep: `The status "${vendorStatus}" is unknown to this node and counts as in progress. Check again later.`,
		}
	);
}

/** Of an order, and of a reissue: whether somebody has to approve it, its requests tell. */
const WAIT_FOR_APPROVAL = ['pending', 'reissue_pending'];

const expiredMeaning: StatusMeaning = {
	state: 'failed',
	whoActs: 'certificate manager',
	nextStep: 'The certificate has expired. Place a new order.',
};

const reissueMeaning: StatusMeaning = {
	state: 'failed',
	whoActs: 'certificate manager',
	nextStep:
		'The certificate has expired, its order has not: reissue it (Order > Reissue), which costs nothing.',
};

const approvalMeaning: StatusMeaning = {
	state: 'needsAction',
	whoActs: 'approver in CertCentral',
	nextStep: APPROVE,
};

export const pendingRequests = ({ requests }: OrderInfo): IDataObject[] =>
	requests.filter(({ status }) => status === 'pending');

function unvalidatedNames(order: IDataObject): string[] {
	const validations = [
		...asObjects(order.dns_name_validations),
		...asObjects(asObject(order.certificate).dns_name_validations),
		...asObjects(order.domains),
	];
	return validations.flatMap((entry) => {
		const status = asText(entry.status) ?? asText(asObject(entry.dcv_token).status);
		const name = asText(entry.dns_name) ?? asText(entry.name);
		return name && status && /unvalidated|pending|expired|failed/.test(status) ? [name] : [];
	});
}
