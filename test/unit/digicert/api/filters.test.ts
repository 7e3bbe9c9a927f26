import type { IDataObject } from 'n8n-workflow';

import { fitsDomain } from '../../../../nodes/DigiCert/api/domainFilters';
import type { OrderFilters } from '../../../../nodes/DigiCert/api/orderFilters';
import { fitsOrder } from '../../../../nodes/DigiCert/api/orderFilters';

const ORDER = {
	id: 1,
	status: 'issued',
	date_created: '2026-06-01T10:00:00+00:00',
	order_valid_till: '2027-06-01',
	certificate: {
		common_name: 'www.example.com',
		dns_names: ['www.example.com', '*.shop.example.com'],
		valid_till: '2026-12-01',
	},
};

const withStatus = (status: string) => ({ ...ORDER, status });

describe('A row of List orders', () => {
	it.each<[OrderFilters, IDataObject]>([
		[{}, ORDER],
		[{ commonName: 'WWW.example.com.' }, ORDER],
		[{ commonName: '%example.com' }, ORDER],
		[{ commonName: 'other.example.com' }, { id: 1, status: 'issued' }],
		[{ domainName: 'www.example.com' }, ORDER],
		[{ domainName: 'example.com' }, ORDER],
		[{ domainName: 'a.shop.example.com' }, ORDER],
		[{ domainName: 'other.net' }, { ...ORDER, certificate: { common_name: 'www.example.com' } }],
		[{ status: 'issued' }, withStatus('Issued')],
		[{ status: 'issued' }, withStatus('expired')],
		[{ status: 'canceled' }, withStatus('cancelled')],
		[{ status: 'pending' }, withStatus('needs_approval')],
		[{ status: 'pending' }, { id: 1 }],
		[{ createdAfter: '2026-05-31' }, ORDER],
		[{ createdAfter: '2026-06-01' }, ORDER],
		[{ createdAfter: '2026-06-02' }, ORDER],
		[{ createdAfter: '2026-06-02' }, { id: 1 }],
		[{ expiresBefore: '2026-12-02' }, ORDER],
		[{ expiresBefore: '2026-12-01' }, ORDER],
		[{ expiresBefore: '2026-12-01' }, { id: 1, status: 'pending' }],
	])('that may be %j fits', (filters, row) => expect(fitsOrder(filters)(row)).toBe(true));

	it.each<[OrderFilters, IDataObject]>([
		[{ commonName: 'example.com' }, ORDER],
		[{ domainName: 'example.net' }, ORDER],
		[{ domainName: 'mail.example.com' }, ORDER],
		[{ status: 'pending' }, ORDER],
		[{ status: 'pending' }, withStatus('expired')],
		[{ status: 'issued' }, withStatus('revoked')],
		[{ createdAfter: '2026-06-03' }, ORDER],
		[{ expiresBefore: '2026-11-29' }, ORDER],
	])('that surely is not %j does not', (filters, row) =>
		expect(fitsOrder(filters)(row)).toBe(false),
	);
});

const DOMAIN = {
	id: 1,
	name: 'xn--bcher-kva.example',
	dcv_method: 'email',
	organization: { id: 7, name: 'Example Ltd', display_name: 'Example' },
};

describe('A row of List domains', () => {
	it.each([
		{},
		{ dcvMethod: 'email' },
		{ search: 'KVA.exam' },
		{ search: 'bücher.example' },
		{ search: 'ltd' },
		{ search: 'a%b' },
	])('that may be %j fits', (filters) => expect(fitsDomain(filters)(DOMAIN)).toBe(true));

	it.each([{ dcvMethod: 'dns-txt-token' }, { search: 'shop' }])(
		'that surely is not %j does not',
		(filters) => expect(fitsDomain(filters)(DOMAIN)).toBe(false),
	);

	it('that shows neither is left to the service', () => {
		const filters = { dcvMethod: 'email', search: 'shop' };
		expect(fitsDomain(filters)({ id: 1 })).toBe(true);
		expect(fitsDomain({ dcvMethod: 'email' })({ id: 1, dcv_method: 'dns-new' })).toBe(true);
	});
});
