import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { DigiCertCertCentral } from '../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import type { NodeOptions } from './engine';
import { runNode } from './engine';
import type { TestSimulator } from './simulator';

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
	dnsNames: '={{ $json.dnsNames ?? "" }}',
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
	options: { visibleWithin: 2, ...object(more.options) },
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

/** Orders as the books of the simulator hold them. */
export async function ordersOf(simulator: TestSimulator): Promise<IDataObject[]> {
	const { data } = await simulator.sandbox.get('/books');
	return data.digicert.orders as IDataObject[];
}

/** Calls that the simulator received, in order. */
export async function callsOf(simulator: TestSimulator, method: string, path: RegExp) {
	const { data } = await simulator.sandbox.get('/calls');
	const calls = (data.calls ?? data) as Array<{
		method: string;
		path: string;
		body: string;
		status: number;
	}>;
	return calls.filter((call) => call.method === method && path.test(call.path));
}
