import type { IDataObject } from 'n8n-workflow';

import { orderRow } from '../../../../nodes/DigiCert/api/orderInfo';
import {
	isClosed,
	isExpired,
	isWorn,
	lifeLeft,
	listDecides,
	statusOfOrder,
} from '../../../../nodes/DigiCert/api/orderStatus';

/** As a row of List orders shows it. */
const row = (order: IDataObject) => orderRow({ id: 1, ...order });

const NOW = Date.UTC(2026, 5, 15, 12);

const certificate = (valid_from: string, valid_till: string) => ({
	certificate: { valid_from, valid_till },
});
const fresh = certificate('2026-06-01', '2026-12-17');
const past = certificate('2025-11-01', '2026-06-14');

describe('The state of an order', () => {
	const table: Array<[string, IDataObject, string, string]> = [
		['issued', fresh, 'done', 'nobody'],
		['issued', {}, 'done', 'nobody'],
		['issued', past, 'failed', 'certificate manager'],
		['needs_approval', {}, 'needsAction', 'approver in CertCentral'],
		['waiting_pickup', {}, 'needsAction', 'certificate requester'],
		['pending', {}, 'inProgress', 'nobody'],
		['pending', { requests: [{ status: 'approved' }] }, 'inProgress', 'nobody'],
		['pending', { requests: [{ status: 'pending' }] }, 'needsAction', 'approver in CertCentral'],
		['processing', {}, 'inProgress', 'nobody'],
		['reissue_pending', fresh, 'inProgress', 'nobody'],
		[
			'reissue_pending',
			{ ...fresh, requests: [{ type: 'reissue', status: 'pending' }] },
			'needsAction',
			'approver in CertCentral',
		],
		['rejected', {}, 'failed', 'certificate manager'],
		['denied', {}, 'failed', 'certificate manager'],
		['canceled', {}, 'failed', 'certificate manager'],
		['cancelled', {}, 'failed', 'certificate manager'],
		['REVOKED', {}, 'failed', 'certificate manager'],
		['expired', past, 'failed', 'certificate manager'],
		['legal_hold', {}, 'inProgress', 'nobody'],
		['', {}, 'inProgress', 'nobody'],
	];
	test.each(table)('%s %j is %s, and %s acts', (status, order, state, whoActs) => {
		expect(statusOfOrder(row({ status, ...order }), NOW)).toMatchObject({ state, whoActs });
	});

	test.each([
		[
			'Order info',
			{ dns_name_validations: [{ dns_name: 'a.example.com', status: 'pending' }] },
			[],
		],
		[
			'its certificate',
			{
				certificate: {
					dns_name_validations: [{ dns_name: 'a.example.com', status: 'unvalidated' }],
				},
			},
			[],
		],
		['its domains', { domains: [{ name: 'a.example.com', dcv_token: { status: 'pending' } }] }, []],
		['its request', {}, ['a.example.com']],
	])('a pending order waits for the domains that %s names', (_where, order, unsubmitted) => {
		expect(statusOfOrder(row({ status: 'pending', ...order }), NOW, unsubmitted)).toEqual({
			state: 'needsAction',
			vendorStatus: 'pending',
			retryable: false,
			whoActs: 'domain owner',
			nextStep: 'Validate control of a.example.com in CertCentral (Certificates > Domains).',
		});
	});

	test('validated domains hold up nobody', () => {
		const order = { status: 'pending', domains: [{ name: 'a.example.com', status: 'active' }] };
		expect(statusOfOrder(row(order), NOW).state).toBe('inProgress');
	});

	test('an unknown status is told as such', () => {
		expect(statusOfOrder(row({ status: 'legal_hold' }), NOW).nextStep).toContain(
			'"legal_hold" is unknown',
		);
	});
});

describe('A row of the order list', () => {
	test.each([
		['issued', fresh],
		['processing', {}],
		['legal_hold', {}],
	])('settles %s', (status, order) =>
		expect(listDecides(row({ status, ...order }), NOW)).toBe(true),
	);

	test.each([
		['issued', past],
		['issued', {}],
		['pending', {}],
		['reissue_pending', fresh],
		['needs_approval', {}],
		['waiting_pickup', {}],
		['rejected', {}],
		['canceled', {}],
		['expired', past],
		['', {}],
	])('leaves "%s" %j to Order info', (status, order) =>
		expect(listDecides(row({ status, ...order }), NOW)).toBe(false),
	);
});

describe('An order that may be bought again', () => {
	test.each(['rejected', 'denied', 'canceled', 'cancelled', 'revoked', 'expired'])(
		'is %s',
		(status) => {
			expect(isClosed(row({ status }), NOW)).toBe(true);
		},
	);

	test.each(['pending', 'needs_approval', 'processing', 'waiting_pickup', 'legal_hold', 'issued'])(
		'is not %s',
		(status) => expect(isClosed(row({ status }), NOW)).toBe(false),
	);

	test.each([
		['2026-06-14', true],
		['2026-06-15', false],
	])('called expired with its certificate, is over once it ends itself: on %s', (end, isOver) => {
		const order = row({ status: 'expired', ...past, order_valid_till: end });
		expect(isClosed(order, NOW)).toBe(isOver);
		expect(statusOfOrder(order, NOW).nextStep).toContain(isOver ? 'new order' : 'Order > Reissue');
	});

	test.each(['issued', 'reissue_pending', 'processing'])(
		'is over past its end, whatever waits: %s',
		(status) => {
			const ends = (order_valid_till: string) => row({ status, order_valid_till });
			expect(isClosed(ends('2026-06-14'), NOW)).toBe(true);
			expect(isClosed(ends('2026-06-15'), NOW)).toBe(false);
		},
	);

	test('has expired, counted to the end of its last day', () => {
		expect(isClosed(row({ status: 'issued', ...past }), NOW)).toBe(true);
		expect(isExpired(row(certificate('2026-01-01', '2026-06-15')), NOW)).toBe(false);
	});
});

describe('An order that ends soon', () => {
	const ends = (status: string, order_valid_till: string) =>
		row({ status, date_created: '2025-07-01T00:00:00+00:00', order_valid_till });

	test.each(['issued', 'reissue_pending'])('is worn, whatever waits: %s', (status) => {
		expect(isWorn(ends(status, '2026-06-24'), 30, NOW)).toBe(true);
		expect(isWorn(ends(status, '2026-07-31'), 30, NOW)).toBe(false);
	});
});

describe('The share of life that is left', () => {
	test.each([
		['issued', certificate('2026-06-15', '2026-06-24'), 0.95],
		['issued', certificate('2026-06-06', '2026-06-15'), 0.05],
		['issued', past, 0],
		['pending', past, 1],
		['issued', {}, 1],
	])('%s %j', (status, order, share) => {
		const left = lifeLeft(row({ status, ...order }), NOW);
		if (share === 0) expect(left).toBeLessThan(0);
		else expect(left).toBeCloseTo(share, 1);
	});
});

test('One spelling of each status', () => {
	expect(['Cancelled', 'CANCELED', 'issued'].map((status) => row({ status }).status)).toEqual([
		'canceled',
		'canceled',
		'issued',
	]);
});
