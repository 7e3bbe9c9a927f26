import type { IDataObject, INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';

import { DigiCertCertCentral } from '../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import type { Call } from '../../sandbox/simulator/calls';
import type { NodeOptions, NodeRun } from './engine';
import { runNode } from './engine';
import type { TestSimulator } from './simulator';
import { newCsr } from './simulator';

/** The required custom field of the simulated account, and an organization of it. */
const COST_CENTER = { field: [{ metadataId: 21, value: '4711' }] };
export const ORGANIZATION = 1_850_011;

export const byId = (value: unknown): INodeParameters =>
	({ __rl: true, mode: 'id', value }) as INodeParameters;

/** Parameters of Order > Create as a form with one order in each item. */
export const orderParameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'order',
	operation: 'create',
	product: { __rl: true, mode: 'list', value: 'ssl' },
	typeHint: 'ov',
	commonName: '={{ $json.commonName }}',
	dnsNames: '={{ $json.dnsNames ?? $parameter.commonName }}',
	csr: '={{ $json.csr }}',
	signatureHash: 'sha256',
	organization: byId(ORGANIZATION),
	orderValidityType: 'years',
	orderValidityYears: 1,
	duplicateProtection: true,
	...more,
	additionalFields: {
		customFields: COST_CENTER,
		skipApproval: true,
		...object(more.additionalFields),
	},
	// Making a key pair takes long, so that tests order several names with one CSR.
	options: { visibleWithin: 2, csrNamesMayDiffer: true, ...object(more.options) },
});

const object = (value: unknown): INodeParameters =>
	typeof value === 'object' && value !== null ? (value as INodeParameters) : {};

export interface RunOptions extends Partial<NodeOptions> {
	onError?: OnError;
}

export const certCentral = async (
	simulator: TestSimulator,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	options: RunOptions = {},
) =>
	await runNode({
		node: new DigiCertCertCentral(),
		parameters,
		items,
		credentials: { digiCertApi: credentialOf(simulator) },
		...options,
	});

export const credentialOf = (simulator: TestSimulator): IDataObject => ({
	apiKey: simulator.keys.digicertApiKey,
	region: 'custom',
	servicesUrl: simulator.servicesUrl,
	automationUrl: simulator.automationUrl,
});

/** An order as an input item, with a key pair of its own. */
export const orderOf = async (commonName: string, more: IDataObject = {}) => ({
	commonName,
	csr: await newCsr(commonName),
	...more,
});

/** Places orders without further ado and gives their ids. */
export async function placed(simulator: TestSimulator, items: IDataObject[]): Promise<number[]> {
	const { outputs, error } = await certCentral(simulator, orderParameters(), items);
	if (error) throw error;
	return outputs[0]?.map(({ json }) => Number(json.orderId)) ?? [];
}

export interface BookedOrder {
	id: number;
	status: string;
	commonName: string;
	alternativeOrderId?: string;
	productNameId: string;
	certificateId: number;
	requests: Array<{ id: number; type: string; status: string }>;
}

/** Paid orders as the books of the simulator hold them, oldest first. */
export async function ordersOf(simulator: TestSimulator): Promise<BookedOrder[]> {
	const { data } = await simulator.sandbox.get('/books');
	return data.digicert.orders as BookedOrder[];
}

/** Calls that the simulator received, in order. */
export function callsOf(simulator: TestSimulator, method = '', path = /./): Call[] {
	return simulator.world.calls
		.all()
		.filter((call) => (!method || call.method === method) && path.test(call.path + call.query));
}

/** The paid call. */
export const purchases = (simulator: TestSimulator) =>
	callsOf(simulator, 'POST', /\/order\/certificate\/\w+$/);

export const listCalls = (simulator: TestSimulator) =>
	callsOf(simulator, 'GET', /\/order\/certificate\?/);

export const jsons = (items: INodeExecutionData[] = []) => items.map(({ json }) => json);

/** What an admin reads of a run that failed: message and description. */
export const textOf = ({ error }: NodeRun) => `${error?.message}\n${error?.description}`;

/** Input of each item, output by output. */
export const linksOf = ({ outputs }: NodeRun) =>
	outputs.map((items) =>
		items.map(({ pairedItem }) =>
			typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : pairedItem,
		),
	);
