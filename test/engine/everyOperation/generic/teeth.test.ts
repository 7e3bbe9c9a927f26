import { type IDataObject, sleep } from 'n8n-workflow';

import { getOrder } from '../../../../nodes/DigiCert/api/orders';
import { listAll } from '../../../../nodes/DigiCert/api/lists';
import { operations as certCentral } from '../../../../nodes/DigiCert/CertCentral/actions';
import { DigiCertCertCentral } from '../../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { orderId, requestId } from '../../../../nodes/DigiCert/CertCentral/fields';
import { CREDENTIAL } from '../../../../nodes/DigiCert/transport/client';
import { servicesOf } from '../../../../nodes/DigiCert/transport/services';
import { returnAllFields } from '../../../../nodes/shared/form/fields';
import { describeForm, describeOutputs } from '../../../../nodes/shared/operation/describe';
import { dispatch } from '../../../../nodes/shared/operation/dispatch';
import { getRequest, putRequestStatus } from '../../../../nodes/DigiCert/api/requests';
import { defineEach } from '../../../../nodes/shared/operation/each';
import { defineWrite } from '../../../../nodes/shared/operation/write';
import type { Operation, OperationMap } from '../../../../nodes/shared/operation/operation';
import type { Id } from '../../../../nodes/shared/values';
import { asObjects } from '../../../../nodes/shared/values';
import { readLimit } from '../../../../nodes/shared/reader/reader';
import type { OperationCase } from '../../../support/operations';
import { operationsOf } from '../../../support/operations';
import { coverageFaults } from './coverage';
import { errorFindings } from './errors';
import { itemFaults } from './items';
import { limitFaults } from './limits';
import { pageFaults } from './pages';
import { leaks } from './secrets';
import { stopFaults } from './stop';
import { inQuickTime, LONG_MS } from './time';
import type { World } from './world';
import { startWorld } from './world';
import { writeFaults } from './writes';

/** A new operation is looked at without being told of, and a fault in it is found. */

jest.setTimeout(LONG_MS);

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(async () => await world.close());

const errorsOf = async (operation: OperationCase) =>
	await inQuickTime(async () => await errorFindings(operation, world));
const writesOf = async (operation: OperationCase) =>
	await inQuickTime(async () => await writeFaults(operation, world));

const words = (name: string) => ({ name, action: `${name} dummy`, description: 'For this test' });

const read = defineEach({
	...words('Read'),
	fields: [{ ...orderId }],
	read: (reader) => reader.requiredId('orderId'),
	each: async (ctx, id) => {
		const { id: found, status } = await getOrder(await servicesOf(ctx), id);
		return { found, status };
	},
});

const list = defineEach({
	...words('List'),
	many: true,
	fields: returnAllFields,
	read: (reader) => readLimit(reader),
	each: async (ctx, limit) =>
		await listAll(await servicesOf(ctx), { path: '/organization', key: 'organizations', limit }),
});

const decision = async (ctx: Parameters<typeof servicesOf>[0], id: Id) => {
	const services = await servicesOf(ctx);
	await services.json({
		method: 'PUT',
		path: `/request/${id}/status`,
		body: { status: 'approved' },
	});
	return { requestId: id };
};

type Asked = Awaited<ReturnType<typeof getRequest>>;

const WRITE: Parameters<typeof defineWrite<Id, Asked>>[0] = {
	...words('Write'),
	idFields: ['requestId'],
	fields: [{ ...requestId, required: true }],
	read: (reader) => reader.requiredId('requestId'),
	thing: async (ctx, id) => await getRequest(await servicesOf(ctx), id),
	stands: ({ status }) => (status === 'pending' ? 'open' : 'done'),
	write: async (ctx, id, request) => {
		await putRequestStatus(await servicesOf(ctx), id, { status: 'approved' });
		return { ...request, status: 'approved' };
	},
	item: ({ requestId: id }) => ({ requestId: id }),
	ids: (id) => ({ requestId: id }),
	deed: ({ requestId: id }) => `request ${id} was approved`,
};

const write = defineWrite(WRITE);

/** The operations of a node whose map has one more. */
function added(operation: Operation): OperationCase {
	const map: OperationMap = {
		...certCentral,
		dummy: { name: 'Dummy', operations: { dummy: operation } },
	};
	const { description, methods } = new DigiCertCertCentral();
	const node = {
		description: {
			...description,
			outputs: describeOutputs(map),
			properties: describeForm(map),
		},
		methods,
		execute: async function (this: Parameters<typeof dispatch>[0]) {
			return await dispatch(this, map);
		},
	};
	const found = operationsOf(node, map).find(({ resource }) => resource === 'dummy');
	if (!found) throw new Error('The new operation is not looked at');
	return found;
}

describe.each(Object.entries({ read, list, write }))('A new %s', (_name, operation) => {
	test('is filled in and looked at by itself, and has no fault', async () => {
		const dummy = added(operation);
		expect(await itemFaults(dummy, world)).toEqual([]);
		expect((await errorsOf(dummy)).faults).toEqual([]);
		expect(await limitFaults(dummy, world)).toEqual([]);
		expect(await stopFaults(dummy, world)).toEqual([]);
		expect(await writesOf(dummy)).toEqual([]);
		expect(await coverageFaults(dummy, world)).toEqual([]);
		expect(await pageFaults(dummy, world)).toEqual([]);
	});
});

describe('A planted fault is found:', () => {
	test('a read that takes an error for an answer', async () => {
		const swallows = defineEach({
			...words('Read'),
			fields: [orderId],
			read: (reader) => reader.requiredId('orderId'),
			each: async (ctx, id) =>
				await getOrder(await servicesOf(ctx), id).then(
					({ raw }) => raw,
					() => ({}),
				),
		});
		const { fooled } = await errorsOf(added(swallows));
		expect(fooled).toEqual(expect.arrayContaining(['401', '500', 'a page', 'a cut connection']));
	});

	test('a list that gives nothing', async () => {
		const empty = defineEach({
			...words('List'),
			many: true,
			fields: [],
			read: () => 1,
			each: async () => [],
		});
		expect(await itemFaults(added(empty), world)).not.toEqual([]);
		expect(await limitFaults(added(empty), world)).toEqual(['nothing was sent']);
	});

	test('an item that fails in a shape of its own', async () => {
		const odd: Operation = {
			...read,
			execute: async () => [[{ json: { error: 'Oh' }, pairedItem: { item: 0 } }]],
		};
		expect((await errorsOf(added(odd))).faults.join()).toMatch(/another shape/);
	});

	test('an item that gets lost', async () => {
		const loses: Operation = {
			...read,
			execute: async (ctx) => (await read.execute(ctx)).map((items) => items.slice(1)),
		};
		expect((await itemFaults(added(loses), world)).join()).toMatch(/input 0 gave 0 items/);
	});

	test('a write that is repeated blindly', async () => {
		const blind = defineEach({
			...words('Write'),
			irreversible: true,
			fields: [{ ...requestId, required: true }],
			read: (reader) => reader.requiredId('requestId'),
			each: async (ctx, id) => await decision(ctx, id).catch(async () => await decision(ctx, id)),
		});
		expect((await writesOf(added(blind))).join()).toMatch(/again without a look/);
	});

	test('a write that does not say that it writes', async () => {
		const silent: Operation = { ...write, irreversible: false };
		expect((await writesOf(added(silent))).join()).toMatch(/not irreversible, but/);
	});

	test('a call past limiter and credential', async () => {
		const past = defineEach({
			...words('Read'),
			fields: [orderId],
			read: (reader) => reader.requiredId('orderId'),
			each: async (ctx, id) => {
				const { client } = await servicesOf(ctx);
				const url = `${client.servicesUrl}/order/certificate/${id}`;
				await ctx.helpers.httpRequest({ url });
				return { id };
			},
		});
		const faults = (await limitFaults(added(past), world)).join();
		expect(faults).toMatch(/beyond the limit/);
		expect(faults).toMatch(/without the credential/);
	});

	test('a wait that nobody can stop', async () => {
		const waits = defineEach({
			...words('Read'),
			fields: [orderId],
			read: (reader) => reader.requiredId('orderId'),
			each: async (ctx, id) => {
				const services = await servicesOf(ctx);
				return await getOrder(services, id).then(
					({ raw }) => raw,
					async () => {
						await sleep(6000);
						return { id };
					},
				);
			},
		});
		expect((await stopFaults(added(waits), world)).join()).toMatch(/ended after/);
	});

	test('a secret that a service repeats', async () => {
		const tells = defineEach({
			...words('Read'),
			fields: [orderId],
			read: (reader) => reader.requiredId('orderId'),
			each: async (ctx, id) => {
				const { client } = await servicesOf(ctx);
				const url = `${client.servicesUrl}/order/certificate/${id}`;
				const authenticated = ctx.helpers.httpRequestWithAuthentication;
				return (await authenticated.call(ctx, CREDENTIAL, { url })) as IDataObject;
			},
		});
		expect(await leaks(added(tells), world)).toContain('success');
		expect(await leaks(added(read), world)).toEqual([]);
	});

	test('a field that leads nowhere', async () => {
		const deaf: Operation = {
			...read,
			fields: [
				...read.fields,
				{ displayName: 'Comment', name: 'comment', type: 'string', default: '' },
			],
		};
		const [fault] = await coverageFaults(added(deaf), world);
		expect(fault).toMatch(/"comment" leads nowhere/);
	});

	test('a required field that is read and never sent', async () => {
		const deaf = defineEach({
			...words('Read'),
			fields: [
				orderId,
				{
					displayName: 'Reason',
					name: 'reason',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. lost',
				},
			],
			read: (reader) => {
				reader.requiredText('reason');
				return reader.requiredId('orderId');
			},
			each: async (ctx, id) => ({ found: (await getOrder(await servicesOf(ctx), id)).id }),
		});
		expect((await coverageFaults(added(deaf), world)).join()).toMatch(/"reason" leads nowhere/);
	});

	test('a list that is read no further than its first page', async () => {
		const first = defineEach({
			...words('List'),
			many: true,
			fields: returnAllFields,
			read: (reader) => readLimit(reader),
			each: async (ctx, limit) => {
				const services = await servicesOf(ctx);
				const query = { limit: limit ?? 1000 };
				const body = await services.json({ method: 'GET', path: '/organization', query });
				return asObjects(body.organizations);
			},
		});
		expect((await pageFaults(added(first), world)).join()).toMatch(/where the pages are short/);
	});

	test('a write after which nobody looks', async () => {
		const direct = defineEach({
			...words('Write'),
			irreversible: true,
			fields: [{ ...requestId, required: true }],
			read: (reader) => reader.requiredId('requestId'),
			each: async (ctx, id) => {
				await putRequestStatus(await servicesOf(ctx), id, { status: 'approved' });
				return { requestId: id };
			},
		});
		expect((await writesOf(added(direct))).join()).toMatch(/nobody looked what became of PUT/);
	});

	test('a write that does not say of what', async () => {
		const nameless = defineWrite({ ...WRITE, ids: () => ({}) });
		expect((await writesOf(added(nameless))).join()).toMatch(/names nothing of what it is about/);
	});

	test('a required field that nobody can fill in', async () => {
		const bare: Operation = {
			...read,
			fields: [{ displayName: 'Code', name: 'code', type: 'string', default: '', required: true }],
		};
		await expect(added(bare).parameters(0)).rejects.toThrow(/Give the field a placeholder/);
	});
});
