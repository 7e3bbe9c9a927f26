import { generateKeyPairSync } from 'node:crypto';
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import type { Execution } from '../../sandbox/launcher/executions';
import { host, itemOf, ranLongAgo, RENEW, startFleet } from '../support/automation';
import type { Fleet } from '../support/automation';
import { byId, credentialOf, orderOf, orderParameters } from '../support/certCentral';
import { enrollmentParameters } from '../support/cps';
import type { NodeUnderTest } from '../support/itemsWorkflow';
import { itemsTo, nameOf, OUR_NODES, runItems } from '../support/itemsWorkflow';
import { OwnN8n } from '../support/ownN8n';
import type { Service } from './support/echo';
import { failingAt, failingService, FAILURES } from './support/echo';
import { searchFolder, searchText } from './support/search';
import { createCredential } from './support/workflows';

/**
 * Promise 7: whatever fails, and however careless the service is, no secret reaches an item, an
 * error, a log or n8n's database, where credentials are encrypted.
 */

const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];
const ONE_BY_ONE: OnError = 'stopWorkflow';
const OWN_TYPES = Object.values(OUR_NODES);
const CONTROL = 'found-by-the-search.example.com';

let n8n: OwnN8n;
let fleet: Fleet;
const services: Service[] = [];
/** What must be found nowhere. */
const marks: string[] = [];

beforeAll(async () => {
	fleet = await startFleet([
		host(1, { script: 'validationFailsOnce', automation: ranLongAgo(701) }),
	]);
	marks.push(fleet.keys.digicertApiKey, fleet.secrets.agent, fleet.secrets.sensor);
	n8n = await OwnN8n.start({ N8N_LOG_LEVEL: 'debug' });
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await Promise.all(services.map(async ({ receiver }) => await receiver.close()));
	await fleet.stop();
}, 60_000);

async function serviceThat(answer: (typeof FAILURES)[string]): Promise<Service> {
	const service = await failingService(answer);
	services.push(service);
	marks.push(...service.marks);
	return service;
}

const order = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'order',
	operation,
	orderId: byId(81_400_001),
	...more,
});

const automation = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'automation',
	operation,
	automationId: byId(701),
	...more,
});

const cps = (resource: string, operation: string): INodeParameters => ({
	resource,
	operation,
	enrollmentId: byId(10_002),
	changeId: byId(10_003),
	contractId: byId('C-0N7RAC7'),
});

type Form = Pick<NodeUnderTest, 'type' | 'parameters'>;

const forms = (): Form[] => [
	...[
		orderParameters({ options: { visibleWithin: 1 } }),
		order('get'),
		order('checkStatus'),
		order('download', { resource: 'certificate', downloadBy: 'order', format: 'pem_all' }),
		{ resource: 'request', operation: 'approve', requestId: byId(31_200_001) },
		{ resource: 'organization', operation: 'getAll', returnAll: true },
	].map((parameters): Form => ({ type: OUR_NODES.certCentral, parameters })),
	...[
		automation('createBulk', RENEW),
		automation('checkStatus'),
		automation('get'),
		automation('retryBulk'),
	].map((parameters): Form => ({ type: OUR_NODES.automation, parameters })),
	...[
		enrollmentParameters(fleet, { options: { visibleWithin: 1, creationInterval: 0 } }),
		cps('enrollment', 'get'),
		cps('change', 'checkStatus'),
		cps('deployment', 'get'),
	].map((parameters): Form => ({ type: OUR_NODES.cps, parameters })),
];

/** What the node said: its items without what n8n's Error output adds of the input, or the error. */
function saidBy({ data }: Execution, index: number, input: IDataObject): string {
	const tasks = data.resultData.runData[nameOf(index)] ?? [];
	const items = tasks.flatMap((task) => task.data?.main?.flatMap((output) => output ?? []) ?? []);
	const own = items.map(({ json }) =>
		Object.entries(json).filter(([name, value]) => input[name] !== value),
	);
	return JSON.stringify([own, tasks.map(({ error }) => error), data.resultData.error]);
}

const hasFailed = ({ data }: Execution, index: number): boolean => {
	const [task] = data.resultData.runData[nameOf(index)] ?? [];
	const items = task?.data?.main?.flatMap((output) => output ?? []) ?? [];
	return task?.error !== undefined || items.some(({ json }) => json.error ?? json.errorMessage);
};

/** Runs these forms; each of them must fail, or nothing would be proved. */
async function fail(
	service: Service,
	chosen: Form[],
	mode: OnError,
	item: IDataObject,
	mustFail: (form: Form) => boolean = () => true,
) {
	const { digiCertApi, akamaiEdgeGridApi } = service;
	const credentials = {
		digiCertApi: await createCredential(n8n.rest, 'digiCertApi', digiCertApi),
		akamaiEdgeGridApi: await createCredential(n8n.rest, 'akamaiEdgeGridApi', akamaiEdgeGridApi),
	};
	const own = (type: string) => (type === OUR_NODES.cps ? 'akamaiEdgeGridApi' : 'digiCertApi');
	const nodes = chosen.map(
		(form): NodeUnderTest => ({
			...form,
			onError: mode,
			credentials: { [own(form.type)]: credentials[own(form.type)] },
		}),
	);
	// A node that stops the workflow would keep the others from running.
	const groups = mode === ONE_BY_ONE ? nodes.map((node) => [node]) : [nodes];
	return await Promise.all(
		groups.map(async (group) => {
			const execution = await runItems(n8n.rest, await itemsTo(n8n.rest, ...group), [item]);
			for (const [index, form] of group.entries()) {
				const what = `${String(form.parameters.resource)} ${String(form.parameters.operation)}`;
				if (mustFail(form)) expect([what, hasFailed(execution, index)]).toEqual([what, true]);
			}
			return execution;
		}),
	);
}

const shown = (executions: Execution[]): string =>
	JSON.stringify(executions.map(({ data }) => data));

describe('A service that repeats what it was sent', () => {
	let item: IDataObject;
	beforeAll(async () => {
		item = { ...(await orderOf(CONTROL)), ...itemOf(host(1)) };
	});

	const answerOf = (failure: string) => {
		const answer = FAILURES[failure];
		if (!answer) throw new Error(`There is no failure "${failure}"`);
		return answer;
	};

	async function failEverywhere(
		failure: string,
		chosen: Form[],
		mustFail?: (form: Form) => boolean,
	): Promise<void> {
		const service = await serviceThat(answerOf(failure));
		const executions = await Promise.all(
			MODES.map(async (mode) => await fail(service, chosen, mode, item, mustFail)),
		);
		const sent = JSON.stringify(service.receiver.received.map(({ headers }) => headers));
		expect(sent).toContain(service.digiCertApi.apiKey);
		expect(sent).toContain(service.akamaiEdgeGridApi.clientToken);
		expect(searchText(shown(executions.flat()), marks)).toEqual([]);
	}

	test.each(['bad request', 'forbidden', 'too many requests'])(
		'%s, everywhere',
		async (failure) => await failEverywhere(failure, forms()),
		90_000,
	);

	test('error inside 200, where the Automation API has them', async () => {
		const isAutomation = ({ type }: Form) => type === OUR_NODES.automation;
		await failEverywhere('error inside 200', forms(), isAutomation);
	}, 90_000);

	test('answers that are read again: server error, page instead of JSON, none at all', async () => {
		// What is tried four times takes seconds, so one form of each node will do.
		const few = OWN_TYPES.map((type) => forms().find((form) => form.type === type) as Form);
		const failures = ['server error page', 'page instead of JSON', 'lost answer'];
		await Promise.all(failures.map(async (failure) => await failEverywhere(failure, few)));
	}, 90_000);

	test.each(['bad request', 'error inside 200'])(
		'license keys in a retry that fails: %s',
		async (failure) => {
			const service = await serviceThat(
				failingAt(fleet.origin, /bulkretryautomationtask/, answerOf(failure)),
			);
			const { servicesUrl, automationUrl } = service.digiCertApi;
			const digiCertApi = { ...credentialOf(fleet), servicesUrl, automationUrl };
			const retry: Form = { type: OUR_NODES.automation, parameters: automation('retryBulk') };
			const executions = await Promise.all(
				MODES.map(async (mode) => await fail({ ...service, digiCertApi }, [retry], mode, item)),
			);
			const sent = service.receiver.received.map(({ body }) => body.toString('utf8')).join();
			expect(sent).toContain(fleet.secrets.agent);
			expect(searchText(shown(executions.flat()), marks)).toEqual([]);
		},
		60_000,
	);
});

describe('A private key in an input field', () => {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
	const secret = pem.split('\n').slice(1, -2);

	test.each<[string, Form]>([
		[
			'CSR',
			{ type: OUR_NODES.certCentral, parameters: orderParameters({ csr: '={{ $json.key }}' }) },
		],
		[
			'common name',
			{
				type: OUR_NODES.certCentral,
				parameters: orderParameters({ commonName: '={{ $json.key }}' }),
			},
		],
		[
			'domain name of a host',
			{
				type: OUR_NODES.automation,
				parameters: automation('createBulk', { ...RENEW, domainName: '={{ $json.key }}' }),
			},
		],
	])(
		'is refused without being repeated: %s',
		async (_field, form) => {
			const { receiver, ...service } = await serviceThat(() => ({ status: 500 }));
			const item = { ...(await orderOf('key.example.com')), ...itemOf(host(1)), key: pem };
			for (const mode of MODES) {
				const [execution] = await fail({ ...service, receiver }, [form], mode, item);
				if (!execution) throw new Error('The workflow did not run');
				expect(searchText(saidBy(execution, 0, item), secret)).toEqual([]);
			}
			expect(receiver.received).toEqual([]);
		},
		60_000,
	);
});

describe('What n8n wrote down meanwhile', () => {
	test('holds the executions, as the search can tell', () => {
		const found = searchFolder(n8n.instance.userFolder, [CONTROL]);
		expect(found.join()).toMatch(/database\.sqlite/);
	});

	test('holds no secret: database, logs, settings', () => {
		expect(searchFolder(n8n.instance.userFolder, marks)).toEqual([]);
	});
});
