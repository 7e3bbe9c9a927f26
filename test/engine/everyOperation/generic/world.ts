/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import axios from 'axios';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DURATIONS } from '../../../../sandbox/simulator/akamai/steps';
import { thirdParty } from '../../../contract/akamai/client';
import type { Fleet } from '../../../support/automation';
import { startFleet } from '../../../support/automation';
import type { BookedOrder } from '../../../support/certCentral';
import { ORGANIZATION, ordersOf } from '../../../support/certCentral';
import { akamaiCps, byId, enrollmentParameters, seedAkamai } from '../../../support/cps';
import type { Known, OperationCase } from '../../../support/operations';
import { failedHost, FIRST_AUTOMATION } from '../../../support/operationValues';
import type { Answer, ReceivedRequest } from '../../../support/receiver';
import { startReceiver } from '../../../support/receiver';
import { newChain, newCsr } from '../../../support/simulator';
import { UNPACED } from '../../../support/unpaced';

/** Services with things in them, and before them whoever strikes a call. */

/** The hosts that are there from the start, one for each turn. */
const TURNS = 400;

/** Things of these turns are read only. */
const FOR_READING = 5;

/** What nobody may see: by credential, and license keys of the account's agents. */
export type Secrets = Record<'digiCertApi' | 'akamaiEdgeGridApi' | 'licenses', string[]>;

/** What comes in place of the answer: another one, a cut connection, or nothing ever. */
export type Strike = Answer | 'cut' | 'stall';
/** Strikes a request, or lets it pass. */
export type Striker = (request: ReceivedRequest, secrets: Secrets) => Strike | undefined;
/** Changes the answer of what has passed. */
export type Change = (answer: Answer, request: ReceivedRequest, secrets: Secrets) => Answer;

/** The way of one run to the services: with credentials, and so limits and memories, of its own. */
export interface Way {
	received: ReceivedRequest[];
	credentials: Record<'digiCertApi' | 'akamaiEdgeGridApi', IDataObject>;
	secrets: Secrets;
	close(): Promise<void>;
}

export interface World {
	/** The numbers of so many things: for what writes, of such that nobody has used yet. */
	turnsFor(operation: Pick<OperationCase, 'writes'>, count: number): number[];
	known: Known;
	open(striker?: Striker, change?: Change): Promise<Way>;
	close(): Promise<void>;
}

const LABS = {
	name: 'Example Labs',
	address: '3 Main Street',
	city: 'Lehi',
	state: 'Utah',
	zip: '84043',
	country: 'us',
	telephone: '+1 801 555 0103',
};

/** What CPS does by itself takes no time, so that a change is where it waits for somebody. */
const AT_ONCE = Object.fromEntries(Object.keys(DURATIONS).map((step) => [step, 0]));

const newKey = (): string => randomBytes(32).toString('hex').toUpperCase();

export async function startWorld(): Promise<World> {
	const fleet = await startFleet(Array.from({ length: TURNS }, (_, turn) => failedHost(turn)));
	const agent = new Agent({ keepAlive: true });
	const { keys } = fleet;
	await seedAkamai(fleet, {
		durations: AT_ONCE,
		answerLag: 0,
		creationInterval: false,
		enrollments: ['1', '2'].map((name) => ({ fields: thirdParty(`live-${name}.example.com`) })),
	});
	let taken = FOR_READING;
	const known = knownIn(fleet);
	// What lists show, whoever is asked first.
	// Beside the two of the account: a list of two cannot come in pages.
	await newOrder(fleet, 'labs.example.com', LABS);
	for (const of of ['orderId', 'requestId', 'enrollmentId']) {
		await Promise.all([0, 1, 2].map(async (turn) => await known(of, turn, '')));
	}
	return {
		turnsFor: ({ writes }, count) =>
			Array.from({ length: count }, (_, at) => (writes ? taken++ : at)),
		known,
		open: async (striker = () => undefined, change = (answer) => answer) => {
			const { clientToken, clientSecret, accessToken } = keys.akamai;
			const apiKey = newKey();
			const secrets: Secrets = {
				digiCertApi: [apiKey],
				akamaiEdgeGridApi: [clientToken, clientSecret, accessToken],
				licenses: Object.values(fleet.secrets),
			};
			const receiver = await startReceiver(async (request, response) => {
				const strike = striker(request, secrets);
				if (strike === 'stall') return undefined;
				if (strike === 'cut') return void response.destroy();
				if (strike) return strike;
				const answer = await handOn(fleet, agent, request).catch(() => undefined);
				return answer ? change(answer, request, secrets) : void response.destroy();
			});
			return {
				received: receiver.received,
				close: receiver.close,
				secrets,
				credentials: {
					digiCertApi: {
						apiKey,
						region: 'custom',
						servicesUrl: `${receiver.origin}/services/v2`,
						automationUrl: `${receiver.origin}/automationws/v1`,
						accountId: String(keys.accountId),
						divisionId: String(keys.divisionId),
						...UNPACED,
					},
					akamaiEdgeGridApi: {
						host: receiver.origin,
						clientToken,
						clientSecret,
						accessToken,
						...UNPACED,
					},
				},
			};
		},
		close: async () => {
			agent.destroy();
			await fleet.stop();
		},
	};
}

/** With the key of the account in place of the run's own; EdgeGrid signs the host as it was asked. */
async function handOn(
	{ origin, world }: Fleet,
	httpAgent: Agent,
	{ method, url, headers, body }: ReceivedRequest,
): Promise<Answer> {
	const key = headers['x-dc-devkey'] ? { 'x-dc-devkey': world.keys.digicertApiKey } : {};
	const { status, data, ...rest } = await axios.request<Buffer>({
		method,
		url: `${origin}${url}`,
		headers: { ...headers, ...key, 'accept-encoding': 'identity' },
		...(body.length > 0 ? { data: body } : {}),
		httpAgent,
		proxy: false,
		maxRedirects: 0,
		responseType: 'arraybuffer',
		validateStatus: () => true,
	});
	const kept = Object.entries(rest.headers).filter(([name]) =>
		['content-type', 'location', 'retry-after'].includes(name),
	);
	const head = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
	return { status, headers: head, body: Buffer.from(data) };
}

/**
 * Things that are there, made when somebody needs them. The name of a field means the same anywhere,
 * unless the operation stands before it ("digiCertCertCentral order cancel orderId"), such as one
 * that takes only orders in another state.
 */
function knownIn(fleet: Fleet): Known {
	const order = kept(async (name) => await newOrder(fleet, `${name}.example.com`));
	const enrollment = kept(async (name) => await newEnrollment(fleet, `${name}.example.com`));
	const released = kept(
		async (name) => await newEnrollment(fleet, `${name}.example.com`, BY_DIGICERT),
	);
	const proven = kept(
		async (name) => await newEnrollment(fleet, `${name}.example.com`, BY_LETS_ENCRYPT),
	);
	const deployed = kept(
		async (name) => await newEnrollment(fleet, `${name}.example.com`, DEPLOYED_AT_ONCE),
	);
	// With change management its renewal stays where it waits for a release.
	const renewable = kept(async (name) => {
		const made = await deployed(name);
		await managed(fleet, made);
		return made;
	});
	// An enrollment on the other kind of network has the same name.
	const warned = kept(async (name) => {
		const commonName = `${name}.example.com`;
		await newEnrollment(fleet, commonName);
		return await newEnrollment(fleet, commonName, OVERLAPPING);
	});
	const domain = kept(async (name) => {
		const { data } = await fleet.services.post('/domain', {
			name: `${name}.example.com`,
			organization: { id: ORGANIZATION },
			validations: [{ type: 'ov' }],
			dcv_method: 'dns-cname-token',
		});
		return data.id as number;
	});
	const dvOrder = kept(async (name) => {
		const commonName = `${name}.example.com`;
		const { data } = await fleet.services.post('/order/certificate/ssl_dv_geotrust_flex', {
			certificate: {
				common_name: commonName,
				csr: await newCsr(commonName),
				signature_hash: 'sha256',
			},
			order_validity: { years: 1 },
			custom_fields: [{ metadata_id: 21, value: '4711' }],
			dcv_method: 'dns-txt-token',
			skip_approval: true,
		});
		return data.id as number;
	});
	// Beside those that are reissued by a test.
	const replaced = async (turn: number) => await withReplacements(`instant-${1000 + turn}`);
	const withReplacements = kept(async (name) => {
		const { id } = await order(name);
		for (const kind of ['reissue', 'duplicate']) {
			await fleet.services.post(`/order/certificate/${id}/${kind}`, {
				certificate: {
					common_name: `${name}.example.com`,
					csr: await newCsr(`${name}.example.com`),
				},
				skip_approval: true,
			});
		}
		return id;
	});
	const known: Record<string, (turn: number) => unknown> = {
		orderId: async (turn) => (await order(`instant-${turn}`)).id,
		orderIdAgain: async (turn) => (await order(`instant-${turn}`)).id,
		'digiCertCertCentral order getReissues orderId': async (turn) => await replaced(turn),
		'digiCertCertCentral order getDuplicates orderId': async (turn) => await replaced(turn),
		domainId: async (turn) => await domain(`proof-${turn}`),
		'digiCertCertCentral order checkDcv orderId': async (turn) => await dvOrder(`dv-${turn}`),
		'digiCertCertCentral order changeDcvMethod orderId': async (turn) =>
			await dvOrder(`dv-${turn}`),
		'digiCertCertCentral order cancel orderId': async (turn) => (await order(`stuck-${turn}`)).id,
		parentOrderId: async () => (await order('instant-0')).id,
		certificateId: async (turn) => (await order(`instant-${turn}`)).certificateId,
		requestId: async (turn) => (await order(`needs-approval-${turn}`)).requests[0]?.id,
		organization: () => ORGANIZATION,
		organizationId: () => ORGANIZATION,
		contractId: () => fleet.keys.contractId,
		automationId: (turn) => FIRST_AUTOMATION + turn,
		enrollmentId: async (turn) => (await enrollment(`enrolled-${turn}`)).enrollmentId,
		changeId: async (turn) => (await enrollment(`enrolled-${turn}`)).changeId,
		...ofChanges('enrollment update', async (turn) => await deployed(`update-${turn}`)),
		...ofChanges('enrollment renew', async (turn) => await renewable(`renew-${turn}`)),
		...ofChanges('enrollment delete', async (turn) => await deployed(`delete-${turn}`)),
		enrollmentIdAgain: async (turn) => (await deployed(`delete-${turn}`)).enrollmentId,
		...ofChanges('change getChangeManagement', async (turn) => await released(`staged-${turn}`)),
		...ofChanges('change approveDeployment', async (turn) => await released(`release-${turn}`)),
		...ofChanges('dvChallenge getAll', async (turn) => await proven(`domain-${turn}`)),
		...ofChanges('dvChallenge acknowledge', async (turn) => await proven(`proof-${turn}`)),
		...ofChanges('change getWarnings', async (turn) => await warned(`warned-${turn}`)),
		...ofChanges('change acknowledgeWarnings', async (turn) => await warned(`accept-${turn}`)),
		certificate: async (turn) =>
			await certificateOf(
				fleet,
				`enrolled-${turn}.example.com`,
				await enrollment(`enrolled-${turn}`),
			),
		hash: async (turn) => await hashOf(fleet, await released(`release-${turn}`)),
	};
	return async (field, turn, operation) =>
		await (known[`${operation} ${field}`] ?? known[field])?.(turn);
}

type Enrolled = (turn: number) => Promise<IDataObject>;

/** The enrollment and the change that this operation is about. */
const ofChanges = (operation: string, made: Enrolled): Record<string, Enrolled> =>
	Object.fromEntries(
		['enrollmentId', 'changeId'].map((id) => [
			`akamaiCps ${operation} ${id}`,
			async (turn: number) => (await made(turn))[id] as unknown as IDataObject,
		]),
	);

/** Made once for each name. */
function kept<T>(make: (name: string) => Promise<T>): (name: string) => Promise<T> {
	const made = new Map<string, Promise<T>>();
	return async (name) => {
		const one = made.get(name) ?? make(name);
		made.set(name, one);
		return await one;
	};
}

async function newOrder(
	fleet: Fleet,
	commonName: string,
	organization: object = { id: ORGANIZATION },
): Promise<BookedOrder> {
	const { status, data } = await fleet.services.post('/order/certificate/ssl', {
		certificate: {
			common_name: commonName,
			csr: await newCsr(commonName),
			signature_hash: 'sha256',
		},
		organization,
		order_validity: { years: 1 },
		custom_fields: [{ metadata_id: 21, value: '4711' }],
		product: { type_hint: 'ov' },
		skip_approval: true,
	});
	const order = (await ordersOf(fleet)).find(({ id }) => id === data.id);
	if (!order) throw new Error(`No order for ${commonName}: ${status} ${JSON.stringify(data)}`);
	return order;
}

const OVERLAPPING = {
	networkConfiguration: { secureNetwork: 'standard-tls' },
	additionalFields: { allowDuplicateCn: true },
};
const BY_DIGICERT = { certificateType: 'san', validationType: 'ov', ra: 'symantec' };
const DEPLOYED_AT_ONCE = { ...BY_DIGICERT, changeManagement: false };
const BY_LETS_ENCRYPT = { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' };

async function newEnrollment(
	fleet: Fleet,
	commonName: string,
	more: INodeParameters = {},
): Promise<IDataObject> {
	const parameters = enrollmentParameters(fleet, more);
	const { outputs, error } = await akamaiCps(fleet, parameters, [{ commonName }]);
	if (error) throw error;
	return outputs[0]?.[0]?.json ?? {};
}

async function managed(fleet: Fleet, { enrollmentId }: IDataObject): Promise<void> {
	const { error } = await akamaiCps(fleet, {
		...{ resource: 'enrollment', operation: 'update', enrollmentId: byId(enrollmentId) },
		updateFields: { changeManagement: true },
	});
	if (error) throw error;
}

/** Issued for the CSR of the change, with its chain. */
async function certificateOf(fleet: Fleet, commonName: string, made: IDataObject): Promise<string> {
	const { outputs, error } = await akamaiCps(fleet, {
		resource: 'change',
		operation: 'getCsr',
		enrollmentId: byId(made.enrollmentId),
		changeId: byId(made.changeId),
	});
	if (error) throw error;
	return await newChain(fleet, commonName, String(outputs[0]?.[0]?.json.csr));
}

async function hashOf(fleet: Fleet, made: IDataObject): Promise<unknown> {
	const { outputs, error } = await akamaiCps(fleet, {
		resource: 'change',
		operation: 'getChangeManagement',
		enrollmentId: byId(made.enrollmentId),
		changeId: byId(made.changeId),
	});
	if (error) throw error;
	return outputs[0]?.[0]?.json.hash;
}
