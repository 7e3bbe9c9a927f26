import type {
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodeType,
	IPollFunctions,
} from 'n8n-workflow';

import { searchEnrollments } from '../../../nodes/Akamai/listSearch/cps';
import type { CpsRequest } from '../../../nodes/Akamai/transport/cps';
import { cpsOf } from '../../../nodes/Akamai/transport/cps';
import { MEDIA_TYPE } from '../../../nodes/Akamai/transport/mediaTypes';
import { scopeOf } from '../../../nodes/DigiCert/api/account';
import { searchOrders } from '../../../nodes/DigiCert/listSearch/orders';
import { automationOf } from '../../../nodes/DigiCert/transport/automation';
import { servicesOf } from '../../../nodes/DigiCert/transport/services';
import { optionsOf } from '../../../nodes/shared/form/fields';
import { locator } from '../../../nodes/shared/form/locator';
import { Limiter } from '../../../nodes/shared/limits/limiter';
import { FormPaths } from '../../../nodes/shared/reader/formPaths';
import { readerOfPoll } from '../../../nodes/shared/reader/readers';
import { signalOf } from '../../../nodes/shared/time/stop';
import { byId, credentialOf, orderOf, placed } from '../../support/certCentral';
import { akamaiCredential } from '../../support/cps';
import {
	caller,
	loadOptionsContext,
	pollContext,
	runWorkflow,
	startDescription,
} from '../../support/engine';
import { useSimulator } from '../../support/use';
import { executionOf, ownerOf } from '../../../nodes/shared/http/caller';

/** What a trigger stands on: fields, credentials, calls and turns in n8n's own poll context. */

const simulator = useSimulator();

const text = (name: string, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
});

const FIELDS: INodeProperties[] = [
	text('commonName', 'Common Name'),
	locator({
		displayName: 'Order',
		name: 'orderId',
		description: 'The order',
		searchListMethod: 'searchOrders',
		placeholder: 'e.g. 112233',
	}),
	text('since', 'Since'),
	optionsOf(text('names', 'Names')),
];

/** A trigger that gives what its work gives as one item. */
const trigger = (work: (ctx: IPollFunctions) => Promise<IDataObject>): INodeType => ({
	description: {
		...startDescription,
		name: 'trigger',
		group: ['trigger'],
		polling: true,
		inputs: [],
		credentials: [{ name: 'digiCertApi' }, { name: 'akamaiEdgeGridApi' }],
		properties: FIELDS,
	},
	async poll() {
		return [[{ json: await work(this) }]];
	},
});

const NODE = trigger(async () => ({}));

const credentials = () => ({
	digiCertApi: credentialOf(simulator),
	akamaiEdgeGridApi: akamaiCredential(simulator),
});

const polling = (parameters: INodeParameters = {}, ids = {}) =>
	pollContext({ node: NODE, parameters, credentials: credentials() }, ids);

const readerFor = (parameters: INodeParameters) =>
	readerOfPoll(polling(parameters), new FormPaths(FIELDS, 'Order issued'));

describe('Fields of a trigger', () => {
	test('are read by the reader that reads those of an item', () => {
		const reader = readerFor({
			commonName: '={{ "www." + "example.com" }}',
			orderId: byId('112233'),
			since: '2027-03-01T09:00:00Z',
			options: { names: 'a.example.com, b.example.com' },
		});
		expect(reader.text('commonName')).toBe('www.example.com');
		expect(reader.id('orderId')).toBe(112233);
		expect(reader.instant('since')).toBe(Date.parse('2027-03-01T09:00:00Z'));
		expect(reader.list('options.names')).toEqual(['a.example.com', 'b.example.com']);
	});

	test('are empty, refused and looked up by path alike', () => {
		const reader = readerFor({ commonName: 'www.example.com', orderId: byId('x') });
		expect(reader.text('since')).toBeUndefined();
		expect(reader.list('options.names')).toEqual([]);
		expect(() => reader.id('orderId')).toThrow("'Order' must be an ID of digits");
		expect(() => reader.text('options.name')).toThrow(
			'The form of "Order issued" has no field "options.name"',
		);
	});
});

describe('A poll', () => {
	const ordersIn = async (ctx: IPollFunctions) => {
		const services = await servicesOf(ctx);
		return await services.json({ method: 'GET', path: '/order/certificate' });
	};

	test('asks every service, outside of any execution', async () => {
		const [id] = await placed(simulator, [await orderOf('polled.example.com')]);
		const ctx = polling();
		expect(executionOf(ctx)).toBeUndefined();
		expect(signalOf(ctx)).toBeUndefined();
		expect(await ordersIn(ctx)).toMatchObject({ orders: [{ id }] });

		const automation = await automationOf(ctx);
		const scope = await scopeOf(ctx, automation.client, {});
		expect(scope).toEqual({ accountId: expect.any(Number), divisionId: expect.any(Number) });

		const cps = await cpsOf(ctx);
		const request: CpsRequest = {
			method: 'GET',
			path: '/contract-api/v1/contracts/identifiers',
			query: { depth: 'TOP' },
			accept: MEDIA_TYPE.plain,
		};
		const contracts = await cps.narrowed(request, (body) => body);
		expect(contracts).toContain(`ctr_${simulator.keys.contractId}`);
	});

	test('uses the credential as it is now, though its context is as old as the activation', async () => {
		const digiCertApi: IDataObject = { ...credentialOf(simulator), apiKey: '' };
		const ctx = pollContext({ node: NODE, parameters: {}, credentials: { digiCertApi } });
		await expect(ordersIn(ctx)).rejects.toThrow('API Key');
		digiCertApi.apiKey = simulator.keys.digicertApiKey;
		expect(await ordersIn(ctx)).toMatchObject({ orders: [] });
		const before = (await servicesOf(ctx)).client.servicesUrl;
		digiCertApi.servicesUrl = `${simulator.servicesUrl}/`.replace('127.0.0.1', 'localhost');
		expect((await servicesOf(ctx)).client.servicesUrl).not.toBe(before);
	});

	test('in a test run of the editor belongs to that execution', async () => {
		const node = trigger(async (ctx) => ({
			owned: ownerOf(ctx) === executionOf(ctx),
			...(await ordersIn(ctx)),
		}));
		const { data } = await runWorkflow({
			nodes: [
				{
					id: 'node',
					name: 'Trigger',
					type: 'trigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
			],
			nodeTypes: { trigger: node },
			credentials: credentials(),
		});
		const [task] = data.resultData.runData.Trigger ?? [];
		expect(task?.data?.main?.[0]).toMatchObject([{ json: { owned: true, orders: [] } }]);
	});
});

describe('Lists in the form of a trigger', () => {
	const form = () => loadOptionsContext({ node: NODE, parameters: {}, credentials: credentials() });

	test('are those of the nodes', async () => {
		const [id] = await placed(simulator, [await orderOf('listed.example.com')]);
		const { results } = await searchOrders.call(form(), 'listed');
		expect(results).toMatchObject([{ value: String(id) }]);
		await expect(searchEnrollments.call(form())).resolves.toMatchObject({ results: [] });
	});
});

describe('Turns for the slots of a service', () => {
	const form = () => loadOptionsContext({ node: NODE, parameters: {}, credentials: credentials() });

	test('are taken by each polling node, each execution, and the forms together', async () => {
		const executions: string[] = [];
		const node = caller('digiCertApi', async (ctx) => void executions.push(ownerOf(ctx)));
		const start = {
			id: 'node',
			name: 'Node',
			type: 'caller',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
		};
		for (let run = 0; run < 2; run++) {
			await runWorkflow({ nodes: [start], nodeTypes: { caller: node } });
		}
		const owners = [
			ownerOf(polling({}, { nodeId: 'first' })),
			ownerOf(polling({}, { nodeId: 'second' })),
			ownerOf(polling({}, { nodeId: 'first', workflowId: 'other' })),
			ownerOf(form()),
			...executions,
		];
		expect(owners.every((owner) => typeof owner === 'string' && owner !== '')).toBe(true);
		expect(new Set(owners).size).toBe(6);
		expect(ownerOf(polling({}, { nodeId: 'first' }))).toBe(owners[0]);
		expect(ownerOf(form())).toBe('form');
	});

	test('so that a trigger with much to read holds up neither another one nor a list', async () => {
		const limiter = new Limiter({ windows: [], concurrency: 1 });
		const served: string[] = [];
		const owners = {
			busy: ownerOf(polling({}, { nodeId: 'busy' })),
			other: ownerOf(polling({}, { nodeId: 'other' })),
			form: ownerOf(form()),
		};
		const ask = async (name: keyof typeof owners) => {
			const release = await limiter.take(owners[name]);
			served.push(name);
			release();
		};
		await Promise.all([
			...Array.from({ length: 6 }, async () => await ask('busy')),
			ask('other'),
			ask('form'),
		]);
		// Nobody waits yet when the first is served, so the second may be of the same owner.
		expect(served.slice(0, 4).sort()).toEqual(['busy', 'busy', 'form', 'other']);
		expect(served).toHaveLength(8);
	});
});
