import type { IDataObject } from 'n8n-workflow';

import { certCentral, jsons, textOf } from '../../support/certCentral';
import { hintsOf } from '../../support/engine';
import { startTestSimulator } from '../../support/simulator';
import { forAllTests, useReceiver } from '../../support/use';

/** Promise 6: a list that moves is given whole, and what is no list is none, never an empty one. */

const simulator = forAllTests(startTestSimulator, async ({ stop }) => await stop());
const service = useReceiver();

const LISTS = {
	domain: 'domains',
	order: 'orders',
	organization: 'organizations',
	request: 'requests',
};
const lists = Object.entries(LISTS);

const getAll = async (resource: string, limit?: number) =>
	await certCentral(
		simulator,
		{
			resource,
			operation: 'getAll',
			simplify: false,
			...(limit === undefined ? { returnAll: true } : { returnAll: false, limit }),
		},
		[{}],
		{
			credentials: {
				digiCertApi: {
					apiKey: 'FOREIGN0KEY',
					region: 'custom',
					servicesUrl: `${service.origin}/services/v2`,
				},
			},
		},
	);

/** Gives the rows in pages of three, and lets them change before each page but the first. */
function serves(key: string, rows: number[], change: (rows: number[], calls: number) => void) {
	service.answer(({ url }) => {
		const calls = service.received.length - 1;
		if (calls > 0) change(rows, calls);
		const offset = Number(new URL(url, service.origin).searchParams.get('offset'));
		const page = rows.slice(offset, offset + 3).map((id) => ({ id }));
		return { body: { [key]: page, page: { total: rows.length, limit: 1000, offset } } };
	});
}

const ids = (items: IDataObject[]) => items.map(({ id }) => id);

describe.each(lists)('Get Many of %s', (resource, key) => {
	test('gives each row once, though rows come and go between two pages', async () => {
		serves(key, [9, 8, 7, 6, 5, 4, 3, 2, 1], (rows, calls) => {
			if (calls === 1) rows.splice(0, 1);
			if (calls === 2) rows.unshift(11, 10);
		});
		const { outputs, error } = await getAll(resource);
		expect(error).toBeUndefined();
		expect(ids(jsons(outputs[0])).sort()).toEqual([10, 11, 8, 7, 6, 5, 4, 3, 2, 1].sort());
	});

	test('fails where rows go each time it is read', async () => {
		const many = Array.from({ length: 90 }, (_, at) => 90 - at);
		serves(key, many, (rows) => void rows.shift());
		expect(textOf(await getAll(resource))).toContain('changed while it was read');
	});

	test('with a limit reads one page of that size', async () => {
		serves(key, [3, 2, 1], () => {});
		expect(ids(jsons((await getAll(resource, 2)).outputs[0]))).toEqual([3, 2]);
		expect(service.received).toHaveLength(1);
		expect(service.received[0]?.url).toContain('limit=2');
	});

	test('gives what it is shown where more is counted, and says so', async () => {
		service.answer(({ url }) => {
			const offset = Number(new URL(url, service.origin).searchParams.get('offset'));
			return { body: { [key]: [{ id: 8 }, { id: 7 }].slice(offset), page: { total: 5 } } };
		});
		const run = await getAll(resource);
		expect(ids(jsons(run.outputs[0]))).toEqual([8, 7]);
		expect(hintsOf(run)).toEqual([
			expect.stringContaining('counts 3 more than it shows to this API key'),
		]);
	});

	test.each<[string, (rows: IDataObject[]) => unknown]>([
		['an empty object', () => ({})],
		['an error', () => ({ errors: [{ code: 'unavailable', message: 'Try later.' }] })],
		['an error beside rows', (rows) => ({ errors: [{ code: 'partial' }], [key]: rows })],
		['a state', () => ({ status: 'maintenance' })],
		['no rows beside a total of one', () => ({ [key]: [], page: { total: 1 } })],
		['rows beside a total of none', (rows) => ({ [key]: rows, page: { total: 0 } })],
		['an object in place of rows', () => ({ [key]: {} })],
		['null in place of rows', () => ({ [key]: null, page: { total: 0 } })],
		['a text as row', (rows) => ({ [key]: [...rows, 'and more'], page: { total: 2 } })],
		['a row without an ID', (rows) => ({ [key]: [...rows, { status: 'issued' }] })],
		['a row with an ID of 0', (rows) => ({ [key]: [...rows, { id: 0 }] })],
		['the same rows whatever is asked for', (rows) => ({ [key]: [...rows, { id: 6 }] })],
	])('is unreadable, not empty: %s', async (_title, body) => {
		service.answer(() => ({ body: body([{ id: 7 }]) }));
		const run = await getAll(resource);
		expect(textOf(run)).toContain('is not the documented JSON');
		expect(run.outputs.flat()).toEqual([]);
	});

	test.each<[string, IDataObject]>([
		['no success', { success: false }],
		['words of an error', { error_message: 'backend timeout' }],
		['the code of an error', { error_code: 'timeout' }],
		['the same in one word', { errorMessage: 'backend timeout' }],
		['an exception', { exception: 'java.net.SocketTimeoutException' }],
		['a fault', { fault: { faultstring: 'timeout' } }],
		['a part', { partial: true }],
		['a time-out', { timed_out: true }],
		['a title', { title: 'Service Unavailable' }],
		['a warning', { warnings: ['results may be incomplete'] }],
		['another total', { total: 5 }],
		['a count', { count: 3 }],
		['a next page', { next: '/services/v2/order/certificate?offset=0' }],
		['rows of another name', { results: [{ id: 7 }] }],
		['more behind its page', { page: { total: 0, has_more: true } }],
		['an error of its page', { page: { total: 0, error: 'timeout' } }],
		['the page of another place', { page: { total: 0, limit: 1000, offset: 1000 } }],
		['a page of no rows', { page: { total: 0, limit: 0, offset: 0 } }],
	])('is not empty beside %s', async (_title, beside) => {
		service.answer(() => ({ body: { [key]: [], page: { total: 0 }, ...beside } }));
		const run = await getAll(resource);
		expect(textOf(run)).toContain('is not the documented JSON');
		expect(run.outputs.flat()).toEqual([]);
	});

	test.each([202, 203, 206, 207])('is no list under HTTP %i', async (status) => {
		service.answer(() => ({ status, body: { [key]: [], page: { total: 0 } } }));
		expect(textOf(await getAll(resource))).toContain(
			`DigiCert answered HTTP ${status} with a body`,
		);
	});

	test.each<[string, IDataObject]>([
		['its page', { page: { total: 0, limit: 1000, offset: 0 } }],
		['what says nothing', { page: { total: '0' }, errors: [], error: null, success: true }],
		['what says that there is no more', { page: { total: 0, has_more: false }, partial: false }],
	])('is empty beside %s', async (_title, beside) => {
		service.answer(() => ({ body: { [key]: [], ...beside } }));
		const run = await getAll(resource);
		expect(run.error).toBeUndefined();
		expect(jsons(run.outputs[0])).toEqual([]);
	});

	test('may have fields beside its rows that nobody knows', async () => {
		service.answer(() => ({
			body: { [key]: [{ id: 7 }], page: { total: 1, next: null }, region: 'us', next: 'x' },
		}));
		expect(ids(jsons((await getAll(resource)).outputs[0]))).toEqual([7]);
	});
});
