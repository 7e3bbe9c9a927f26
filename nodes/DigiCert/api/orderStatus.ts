import type { IDataObject } from 'n8n-workflow';

import type { State, Status } from '../../shared/operation/status';
import { asObject, asObjects, asText } from '../../shared/values';

interface StatusMeaning {
	state: State;
	whoActs: string;
	nextStep: string;
	retryable?: boolean;
}

const NOBODY = 'nobody';

/**
 * Order statuses of CertCentral (filter list of List orders, and clients). Everything that is not
 * here is In Progress, and the item says that the status is unknown.
 */
const ORDER_STATUS: Record<string, StatusMeaning> = {
	issued: { state: 'done', whoActs: NOBODY, nextStep: 'Download the certificate.' },
	needs_approval: {
		state: 'needsAction',
		whoActs: 'approver in CertCentral',
		nextStep: 'Approve the request of this order.',
	},
	waiting_pickup: {
		state: 'needsAction',
		whoActs: 'certificate requester',
		nextStep: 'Pick the certificate up in CertCentral.',
	},
	rejected: {
		state: 'failed',
		whoActs: 'certificate manager',
		nextStep: 'Read the reason in the notes of the order, then place a new one.',
	},
	denied: {
		state: 'failed',
		whoActs: 'certificate manager',
		nextStep: 'Read the reason in the notes of the order, then place a new one.',
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
	expired: {
		state: 'failed',
		whoActs: 'certificate manager',
		nextStep: 'Place a new order.',
	},
	pending: { state: 'inProgress', whoActs: NOBODY, nextStep: 'Check again later.' },
	processing: { state: 'inProgress', whoActs: NOBODY, nextStep: 'Check again later.' },
	reissue_pending: { state: 'inProgress', whoActs: NOBODY, nextStep: 'Check again later.' },
};

/** Orders that will never give a certificate again: the same one may be bought anew. */
const CLOSED = ['rejected', 'denied', 'canceled', 'revoked', 'expired'];

export const orderStatus = (order: IDataObject): string =>
	(asText(order.status) ?? '').toLowerCase().replace('cancelled', 'canceled');

const validTill = (order: IDataObject): number => {
	const date = asText(asObject(order.certificate).valid_till);
	// The day counts to its end.
	return date ? Date.parse(`${date}T23:59:59Z`) : NaN;
};

export const isExpired = (order: IDataObject, now: number): boolean => validTill(order) < now;

export const isClosed = (order: IDataObject, now: number): boolean =>
	CLOSED.includes(orderStatus(order)) || (orderStatus(order) === 'issued' && isExpired(order, now));

/** Share of its certificate's life that an issued order has left; 1 if it is not issued yet. */
export function lifeLeft(order: IDataObject, now: number): number {
	if (orderStatus(order) !== 'issued') return 1;
	const from = Date.parse(`${asText(asObject(order.certificate).valid_from) ?? ''}T00:00:00Z`);
	const till = validTill(order);
	return Number.isNaN(from) || Number.isNaN(till) ? 1 : (till - now) / (till - from);
}

/**
 * State of an order by its Order info. That does not always name the domains which hold up a
 * pending order; `unsubmitted` are those that its request names.
 */
export function statusOfOrder(order: IDataObject, now: number, unsubmitted: string[] = []): Status {
	const vendorStatus = orderStatus(order);
	const meaning = meaningOf(order, vendorStatus, now, unsubmitted);
	return { vendorStatus, retryable: meaning.retryable ?? false, ...pick(meaning) };
}

/**
 * Whether a row of List orders tells as much as Order info: what holds up a pending order is told
 * there only, and what has failed, or waits for somebody, is not believed of a list that may lag.
 */
export function listDecides(row: IDataObject, now: number): boolean {
	const status = orderStatus(row);
	if (status === 'issued') return validTill(row) >= now;
	return !['', 'pending'].includes(status) && statusOfOrder(row, now).state === 'inProgress';
}

const pick = ({ state, whoActs, nextStep }: StatusMeaning) => ({ state, whoActs, nextStep });

function meaningOf(
	order: IDataObject,
	vendorStatus: string,
	now: number,
	unsubmitted: string[],
): StatusMeaning {
	const known = ORDER_STATUS[vendorStatus];
	if (vendorStatus === 'issued' && isExpired(order, now)) return expiredMeaning;
	if (vendorStatus === 'pending' && pendingRequests(order).length > 0) return approvalMeaning;
	if (vendorStatus === 'pending') {
		const names = [...new Set([...unvalidatedNames(order), ...unsubmitted])];
		if (names.length > 0) {
			return {
				state: 'needsAction',
				whoActs: 'domain owner',
				nextStep: `Validate control of ${names.join(', ')}.`,
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

const expiredMeaning: StatusMeaning = {
	state: 'failed',
	whoActs: 'certificate manager',
	nextStep: 'The certificate has expired. Place a new order.',
};

const approvalMeaning: StatusMeaning = {
	state: 'needsAction',
	whoActs: 'approver in CertCentral',
	nextStep: 'Approve the request of this order.',
};

export const pendingRequests = (order: IDataObject): IDataObject[] =>
	asObjects(order.requests).filter(({ status }) => status === 'pending');

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
