import type { IDataObject } from 'n8n-workflow';

import type { AutomatedIp } from '../../../../nodes/DigiCert/api/automatedIps';
import { automatedIp, hasChanged } from '../../../../nodes/DigiCert/api/automatedIps';
import { automationDetails } from '../../../../nodes/DigiCert/api/automationDetails';
import { thingOf, withBalancer } from '../../../../nodes/DigiCert/api/automationThing';
import { HostTable } from '../../../../nodes/DigiCert/api/hostTable';

const narrowed = (raw: IDataObject): AutomatedIp => {
	const row = automatedIp(raw);
	if (!row) throw new Error('This is no row');
	return row;
};

const raw = (more: IDataObject = {}): IDataObject => ({
	automationId: 1,
	automationStatus: 'AUTOMATION_SCHEDULED',
	automatedIp: '192.0.2.1',
	automatedPort: 443,
	...more,
});

describe('A row of the automated-IP list', () => {
	it.each([
		['no address', { automatedIp: undefined }],
		['a host name as address', { automatedIp: 'www.example.com' }],
		['no port', { automatedPort: null }],
		['a port that is none', { automatedPort: 70_000 }],
		['a status without the ID of its automation', { automationId: null }],
		['an ID of 0', { automationId: 0 }],
		['an ID that is none', { automationId: 'x' }],
	])('with %s is unreadable', (_what, more) => expect(automatedIp(raw(more))).toBeUndefined());

	it('without an ID is a host without an automation', () => {
		const row = raw({ automationId: undefined, automationStatus: 'NOT_CONFIGURED' });
		expect(automatedIp(row)).toMatchObject({ socket: '192.0.2.1:443' });
	});

	it.each([
		['1785000000000', 1_785_000_000_000],
		[1_785_000_000_000, 1_785_000_000_000],
		[1_785_000_000, undefined],
		[0, undefined],
		['yesterday', undefined],
		[9e15, undefined],
	])('a date of %j is %s', (requestedOn, expected) =>
		expect(narrowed(raw({ requestedOn })).requestedOn).toBe(expected),
	);
});

describe('Automated-IP list', () => {
	const row = (automationId: number, certificateCn: string, more = {}) =>
		narrowed(raw({ automationId, certificateCn, ...more }));
	const host = { ip: '192.0.2.1', port: 443 };

	it('finds a host by its socket', () => {
		const table = new HostTable([row(1, 'a.example.com')]);
		expect(table.find(host)?.automationId).toBe(1);
		expect(table.find({ ...host, port: 444 })).toBeUndefined();
	});

	it('tells names on one socket apart', () => {
		const table = new HostTable([row(1, 'a.example.com'), row(2, 'b.example.com')]);
		expect(table.find({ ...host, domainName: 'A.example.com' })?.automationId).toBe(1);
		expect(table.find({ ...host, domainName: 'c.example.com' })).toBeUndefined();
	});

	it('takes a wildcard certificate for its names, after the name itself', () => {
		const wildcard = new HostTable([row(9, '*.example.com'), row(1, 'a.example.com')]);
		expect(wildcard.find({ ...host, domainName: 'b.example.com' })?.automationId).toBe(9);
		expect(wildcard.find({ ...host, domainName: 'a.example.com' })?.automationId).toBe(1);
		expect(wildcard.find({ ...host, domainName: 'a.b.example.com' })).toBeUndefined();
	});

	it('takes a wildcard that was asked for by its name for one that covers a host without a row', () => {
		const named = (automationId: number, domainName: string) =>
			row(automationId, domainName, { domainName });
		const table = new HostTable([named(4, '*.example.com'), named(5, 'c.example.com')]);
		const of = (domainName: string) => ({ ...host, domainName });
		expect(table.find(of('b.example.com'))).toBeUndefined();
		expect(table.covering(of('b.example.com'))).toMatchObject([{ automationId: 4 }]);
		expect(table.covering(of('c.example.com'))).toEqual([]);
		expect(table.covering(of('a.b.example.com'))).toEqual([]);
	});

	it('names the neighbours whose certificate may serve the host by another name', () => {
		const table = new HostTable([
			row(1, 'a.example.com'),
			row(2, 'c.example.com', { domainName: 'c.example.com' }),
		]);
		const neighbours = table.neighbours({ ...host, domainName: 'b.example.com' });
		expect(neighbours.map(({ automationId }) => automationId)).toEqual([1]);
	});

	it('takes the newest automation of a host', () => {
		const table = new HostTable([
			row(1, 'a.example.com'),
			row(7, 'a.example.com'),
			row(3, 'a.example.com'),
		]);
		expect(table.find(host)?.automationId).toBe(7);
	});

	it('prefers the virtual server', () => {
		const rows = [
			row(1, 'a.example.com', { alias: '/Common/one' }),
			row(2, 'a.example.com', { alias: '/Common/two' }),
		];
		for (const virtualServerName of ['/Common/one', 'one']) {
			expect(new HostTable(rows).find({ ...host, virtualServerName })?.automationId).toBe(1);
		}
	});

	it('completes an item, and the way to a load balancer', () => {
		const listed = row(5, 'a.example.com', {
			agentName: 'agent-01',
			managementIp: '192.0.2.9',
			alias: '/Common/one',
		});
		const scope = { accountId: 1, divisionId: 2 };
		expect(thingOf(scope, host, listed)).toEqual({
			automationId: 5,
			...scope,
			...host,
			domainName: null,
			managementIp: '192.0.2.9',
			virtualServerName: '/Common/one',
			agentName: 'agent-01',
		});
		expect(withBalancer(host, listed)).toEqual({
			...host,
			managementIp: '192.0.2.9',
			virtualServerName: '/Common/one',
		});
		expect(withBalancer(host, row(5, 'a.example.com'))).toEqual(host);
	});

	it.each([
		['a new automation', undefined, raw(), true],
		['another automation', raw(), raw({ automationId: 2 }), true],
		['another status', raw({ automationStatus: 'ERROR' }), raw(), true],
		['nothing but the agent', raw({ agentName: 'a' }), raw({ agentName: 'b' }), false],
		['an ID as text', raw(), raw({ automationId: '1' }), false],
	])('sees change in %s', (_what, before, now, changed) => {
		expect(hasChanged(before && narrowed(before), narrowed(now))).toBe(changed);
	});
});

describe('Details of an automation', () => {
	const status = { autoStatusResponse: { automationStatus: 'CONFIGURED' } };

	it.each([
		['nothing', null],
		['text', 'maintenance'],
		['a list', []],
		['an empty object', {}],
		['something else', { message: 'maintenance' }],
		['another automation', { ...status, automationId: 8 }],
		['another automation, within', { autoStatusResponse: { automationId: 8 } }],
	])('%s is unreadable', (_what, data) => expect(automationDetails(data, 7)).toBeUndefined());

	it('may name the automation that was asked for, as text too', () => {
		expect(automationDetails({ ...status, automationId: '7' }, 7)).toBeDefined();
	});

	it('tell all names of the certificate', () => {
		const certDetailsResponse = {
			commonName: 'a.example.com',
			sans: 'b.example.com, c.example.com',
		};
		expect(automationDetails({ certDetailsResponse }, 7)?.names).toEqual([
			'a.example.com',
			'b.example.com',
			'c.example.com',
		]);
	});
});
