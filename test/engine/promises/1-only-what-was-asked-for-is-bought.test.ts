import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { automationCounts, automationNode, host, itemOf, RENEW } from '../../support/automation';
import { byId, certCentral, orderParameters, ordersOf, textOf } from '../../support/certCentral';
import { useFleet } from '../../support/openFleet';
import { newCsr } from '../../support/simulator';

/** Promise 1: nothing is bought that nobody asked for, however the wish got lost on its way. */

const HOST = host(1);
const fleet = useFleet([HOST]);

const nothingBought = async () => {
	expect(await ordersOf(fleet)).toEqual([]);
	expect(await automationCounts(fleet)).toEqual({ '192.0.2.1:443': 0 });
};

const submit = async (parameters: INodeParameters, operation = 'createBulk') =>
	await automationNode(fleet, operation, [{ ...itemOf(HOST), cell: '' }], parameters);

async function order(parameters: INodeParameters, item: IDataObject = {}) {
	const commonName = 'www.example.com';
	const form = orderParameters(parameters);
	return await certCentral(fleet, form, [{ commonName, csr: await newCsr(commonName), ...item }]);
}

describe('An expression that gives nothing', () => {
	test.each(['createBulk', 'create'])('starts no automation: %s', async (operation) => {
		const run = await submit({ automationActionType: '={{ $json.action }}' }, operation);
		expect(textOf(run)).toContain("'Action' is empty: its expression gives nothing");
		await nothingBought();
	});

	test.each<[string, INodeParameters]>([
		['Product', { product: byId('={{ $json.product }}') }],
		['Type Hint', { typeHint: '={{ $json.kind }}' }],
		['Order Validity', { orderValidityType: '={{ $json.unit }}' }],
		['Order Validity (Years)', { orderValidityYears: '={{ $json.years }}' }],
		['Duplicate Protection', { duplicateProtection: '={{ $json.protect }}' }],
	])('orders nothing by the default of %s', async (label, parameters) => {
		expect(textOf(await order(parameters))).toContain(`'${label}' is empty`);
		await nothingBought();
	});
});

describe('A text whose expressions fill in parts', () => {
	test.each<[string, INodeParameters]>([
		['of a common name', { commonName: '=www.example.{{ $json.country }}' }],
		['of a common name, at its end', { commonName: '=example.co.{{ $json.country }}' }],
		['of further names', { dnsNames: '=shop.example.com, {{ $json.second }}' }],
		['of a further name', { dnsNames: '=shop.example.co.{{ $json.country }}' }],
		[
			'of a further address',
			{ additionalFields: { additionalEmails: '=pki@{{ $json.domain }}', skipApproval: true } },
		],
		['within a common name', { commonName: '=srv{{ $json.number }}.example.com' }],
		[
			'where it fails on what is missing',
			{ commonName: "=srv{{ $json.number.padStart(2, '0') }}.example.com" },
		],
		['where it works out no number', { commonName: '=srv{{ Number($json.n) }}.example.com' }],
		['where it asks no further', { commonName: '=srv{{ $json.site?.number }}.example.com' }],
		[
			'before one that gives the separator, too',
			{ commonName: '=web{{ $json.number }}-{{ $json.region }}.example.com' },
		],
		[
			'of an ID',
			{ additionalFields: { alternativeOrderId: '=CHG{{ $json.ticket }}', skipApproval: true } },
		],
		['of a list that it joins', { dnsNames: '={{ ["shop.example.com", $json.b].join(",") }}' }],
		[
			'within a further name',
			{ dnsNames: '=www.example.com, a{{ $json.more.number }}.example.com' },
		],
	])('orders nothing where one gives nothing: %s', async (_title, parameters) => {
		expect(textOf(await order(parameters))).toMatch(/gives nothing/);
		await nothingBought();
	});
});

describe('A host whose expressions leave out a part', () => {
	test.each<[string, INodeParameters]>([
		['address', { ip: '=192.0.2.{{ $json.number }}' }],
		['address, by an empty cell', { ip: '=192.0.2.1{{ $json.cell }}' }],
		['time', { scheduleTime: '=2099-03-01 {{ $json.time }}' }],
		['zone', { scheduleTime: '=2099-03-01T22:00{{ $json.offset }}' }],
	])('is not sent: its %s', async (_title, parameters) => {
		const schedule = {
			...RENEW,
			installationType: 'SCHEDULED_INSTALL',
			scheduleTime: '2099-03-01T22:00:00Z',
			scheduleTimeZone: '-8#pacifictime',
		};
		const run = await submit({ ...schedule, ...parameters });
		expect(textOf(run)).toMatch(/lacks a part/);
		await nothingBought();
	});
});

describe('A name that an expression made', () => {
	test.each([
		'srvundefined',
		'srv-null',
		'srvnull',
		'null01',
		'undefined',
		'NaN',
		'NaN01',
		'false',
		'*.null',
	])('is refused where it holds what a missing value leaves: %s', async (label) => {
		const commonName = `${label}.example.com`;
		const made = await order({ commonName: '={{ $json.name }}' }, { name: commonName });
		expect(textOf(made)).toContain('holds what an expression leaves where a value is missing');
		const added = await order({ dnsNames: '={{ $json.names }}' }, { names: [commonName] });
		expect(textOf(added)).toContain('holds what an expression leaves where a value is missing');
		await nothingBought();
	});

	test.each(['null.de', 'nan.go.th', 'www.undefined.example.com'])(
		'is meant where it was written by hand: %s',
		async (commonName) => {
			const csr = await newCsr(commonName);
			const run = await order({ commonName, dnsNames: '' }, { csr });
			expect(run.error).toBeUndefined();
			expect(await ordersOf(fleet)).toHaveLength(1);
		},
	);

	test('is bought where a part may be nothing', async () => {
		const csr = await newCsr('example.com');
		const commonName = "={{ $json.host ? $json.host + '.' : '' }}example.com";
		expect((await order({ commonName, dnsNames: '' }, { csr })).error).toBeUndefined();
		expect(await ordersOf(fleet)).toHaveLength(1);
	});
});

describe('A date that is written in no form that all read alike', () => {
	test.each(['01.03.2027 09:00', '03/01/2027', '2027-02-30', '2027-02-30T09:00:00'])(
		'starts and orders nothing: %s',
		async (date) => {
			const scheduled = await submit({
				...RENEW,
				installationType: 'SCHEDULED_INSTALL',
				scheduleTime: date,
				scheduleTimeZone: '1#cet',
			});
			expect(textOf(scheduled)).toContain("'Schedule Time' must be a date and time such as");
			const until = { orderValidityType: 'customExpirationDate', orderValidityDate: date };
			expect(textOf(await order(until))).toContain(
				"'Order Validity (Date)' must be a date such as",
			);
			await nothingBought();
		},
	);
});

describe('A CSR for other names', () => {
	test('orders nothing', async () => {
		const csr = await newCsr('old.example.com');
		const run = await order({ options: { csrNamesMayDiffer: false } }, { csr });
		expect(textOf(run)).toContain("'CSR' is for old.example.com, and for no name of this order");
		await nothingBought();
	});
});
