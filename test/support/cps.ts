import { randomBytes } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../nodes/Akamai/Cps/AkamaiCps.node';
import type { Call } from '../../sandbox/simulator/calls';
import type { NodeOptions } from './engine';
import { runNode } from './engine';
import type { TestSimulator } from './simulator';
import { UNPACED } from './unpaced';

export const byId = (value: unknown): INodeParameters =>
	({ __rl: true, mode: 'id', value }) as INodeParameters;

const ADDRESS = {
	addressLineOne: '1 Example Street',
	city: 'Cambridge',
	region: 'MA',
	postalCode: '02142',
	country: 'US',
};

export const ADMIN_CONTACT = {
	firstName: 'Ada',
	lastName: 'Example',
	email: 'ada@example.com',
	phone: '+1 617 555 0100',
};

export const TECH_CONTACT = {
	firstName: 'Tim',
	lastName: 'Example',
	email: 'tim@akamai.com',
	phone: '+1 617 555 0101',
};

export const ORG = { name: 'Example Inc.', phone: '+1 617 555 0102', ...ADDRESS };

export const NETWORK = {
	geography: 'core',
	secureNetwork: 'enhanced-tls',
	sniOnly: true,
	quicEnabled: false,
};

/** Enrollment > Create as the form has it, for a certificate that DigiCert signs. */
export const enrollmentParameters = (
	simulator: TestSimulator,
	{ networkConfiguration, additionalFields, options, ...more }: INodeParameters = {},
): INodeParameters => ({
	resource: 'enrollment',
	operation: 'create',
	contractId: byId(simulator.keys.contractId),
	certificateType: 'third-party',
	validationType: 'third-party',
	ra: 'third-party',
	commonName: '={{ $json.commonName }}',
	sans: '={{ $json.sans ?? $parameter.commonName }}',
	csrCountry: 'US',
	csrState: 'Massachusetts',
	csrLocality: 'Cambridge',
	csrOrganization: 'Example Inc.',
	adminContact: ADMIN_CONTACT,
	techContact: TECH_CONTACT,
	org: ORG,
	networkConfiguration: { ...NETWORK, ...(networkConfiguration as object) },
	changeManagement: true,
	enableMultiStackedCertificates: false,
	...more,
	additionalFields: { ...(additionalFields as object) },
	options: { creationInterval: 0, visibleWithin: 2, ...(options as object) },
});

export const akamaiCredential = (simulator: TestSimulator): IDataObject => {
	const { clientToken, clientSecret, accessToken } = simulator.keys.akamai;
	return { host: simulator.origin, clientToken, clientSecret, accessToken, ...UNPACED };
};

/** Of a service that answers as a test wants: an account of its own at each call. */
export const akamaiCredentialAt = (host: string): IDataObject => ({
	host,
	clientToken: randomBytes(12).toString('hex'),
	clientSecret: randomBytes(24).toString('base64'),
	accessToken: randomBytes(12).toString('hex'),
	accountSwitchKey: randomBytes(4).toString('hex'),
	...UNPACED,
});

export const akamaiCps = async (
	simulator: TestSimulator,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	options: Partial<NodeOptions> = {},
) =>
	await runNode({
		node: new AkamaiCps(),
		parameters,
		items,
		credentials: { akamaiEdgeGridApi: akamaiCredential(simulator) },
		...options,
	});

/** What reached the simulator on the way of the Akamai APIs. */
export async function akamaiCalls(
	simulator: TestSimulator,
	method?: string,
	path?: RegExp,
): Promise<Call[]> {
	const { data } = await simulator.sandbox.get<{ calls: Call[] }>('/calls');
	return data.calls.filter(
		(call) =>
			call.api === 'akamai' &&
			(method === undefined || call.method === method) &&
			(path === undefined || path.test(call.path)),
	);
}

interface BookedEnrollment {
	id: number;
	cn: string;
	contractId: string;
	account: string;
}

export async function enrollmentsOf(simulator: TestSimulator): Promise<BookedEnrollment[]> {
	const { data } = await simulator.sandbox.get<{ akamai: { enrollments: BookedEnrollment[] } }>(
		'/books',
	);
	return data.akamai.enrollments;
}

export const seedAkamai = async (simulator: TestSimulator, akamai: object): Promise<void> => {
	const { status, data } = await simulator.sandbox.post('/seed', { akamai });
	if (status !== 200) throw new Error(JSON.stringify(data));
};
