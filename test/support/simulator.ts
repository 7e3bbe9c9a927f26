/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { AxiosInstance } from 'axios';
import axios from 'axios';
import { Agent } from 'node:http';
import type { FaultName, FaultSetting } from '../../sandbox/simulator/faults';
import type { Simulator } from '../../sandbox/simulator/server';
import { startSimulator } from '../../sandbox/simulator/server';
import { memories } from '../../nodes/DigiCert/Automation/submitting/hostMemory';
import { accounts } from '../../nodes/DigiCert/CertCentral/ordering/purchases';
import type { SimulatorOptions } from '../../sandbox/simulator/world';

export interface TestSimulator extends Simulator {
	servicesUrl: string;
	automationUrl: string;
	/** Under which nodes reach it, be it through something that stands between */
	origins: string[];
	/** Signed in with the full key; no status throws */
	services: AxiosInstance;
	automation: AxiosInstance;
	/** The management port */
	sandbox: AxiosInstance;
	/** A client of either API with another key, or none */
	withKey(key: string | undefined): AxiosInstance;
	/** Pushes virtual time forward */
	advance(seconds: number): Promise<void>;
	fault(name: FaultName, setting?: Partial<FaultSetting>): Promise<void>;
	seed(digicert: Record<string, unknown>): Promise<void>;
	reset(): Promise<void>;
}

/** Faults are off, limits generous and bodies strict, unless a test asks for something else. */
export async function startTestSimulator(options: SimulatorOptions = {}): Promise<TestSimulator> {
	const usual = { faults: 'none', limits: 'off', bodies: 'strict' } as const;
	const simulator = await startSimulator({ ...usual, ...options });
	const { origin, keys } = simulator;
	const httpAgent = new Agent({ keepAlive: true });
	const client = (baseURL: string, headers: Record<string, string> = {}) =>
		axios.create({ baseURL, headers, httpAgent, proxy: false, validateStatus: () => true });

	const servicesUrl = `${origin}/services/v2`;
	const automationUrl = `${origin}/automationws/v1`;
	const withFullKey = (baseURL: string) => {
		const signedIn = client(baseURL);
		signedIn.interceptors.request.use((request) => {
			request.headers.set('X-DC-DEVKEY', keys.digicertApiKey);
			return request;
		});
		return signedIn;
	};
	const sandbox = client(`${origin}/_sandbox`);
	return {
		...simulator,
		servicesUrl,
		automationUrl,
		origins: [origin],
		services: withFullKey(servicesUrl),
		automation: withFullKey(automationUrl),
		sandbox,
		withKey: (other) => client(origin, other === undefined ? {} : { 'X-DC-DEVKEY': other }),
		advance: async (seconds) => {
			await sandbox.post('/time', { advanceMs: seconds * 1000 });
		},
		fault: async (name, setting = {}) => {
			await sandbox.put(`/faults/${name}`, { rate: 1, ...setting });
		},
		seed: async (digicert) => {
			await sandbox.post('/seed', { digicert });
		},
		reset: async () => {
			await sandbox.post('/reset');
		},
		stop: async () => {
			httpAgent.destroy();
			await simulator.stop();
		},
	};
}

/**
 * Goes on as another process of the same account would: with a limiter of its own, since that
 * belongs to an API key, and without what this one knows of orders and hosts.
 */
export function otherProcess(simulator: TestSimulator): void {
	simulator.world.keys.digicertApiKey = randomBytes(32).toString('hex').toUpperCase();
	processBeside(simulator);
}

/**
 * Keys of one account see each other within a process: what another key begins now is in another.
 * What is under way goes on with what it has; other services are as they were.
 */
export function processBeside({ origins }: Pick<TestSimulator, 'origins'>): void {
	const isOwn = (name: string) => origins.some((origin) => name.startsWith(`${origin}/`));
	const purchases = new Set([...accounts].flatMap(([name, one]) => (isOwn(name) ? [one] : [])));
	for (const [name, one] of accounts) if (purchases.has(one)) accounts.delete(name);
	for (const url of memories.keys()) if (isOwn(url)) memories.delete(url);
}

/** The first books again, and a process that has seen nothing yet. */
export async function startAnew(simulator: TestSimulator): Promise<void> {
	await simulator.reset();
	otherProcess(simulator);
}

export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'RSA-1024' | 'RSA-2048' | 'RSA-4096';

function algorithmOf(kind: KeyKind) {
	const [family, size] = kind.split('-');
	if (family === 'P') return { name: 'ECDSA', namedCurve: kind, hash: 'SHA-256' };
	return {
		name: 'RSASSA-PKCS1-v1_5',
		modulusLength: Number(size),
		publicExponent: new Uint8Array([1, 0, 1]),
		hash: 'SHA-256',
	};
}

/** A real PKCS#10 request in PEM, with a key of its own. */
export async function newCsr(
	commonName: string,
	altNames: Array<string | x509.JsonGeneralName> = [],
	kind: KeyKind = 'P-256',
): Promise<string> {
	const signingAlgorithm = algorithmOf(kind);
	const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
	const names = altNames.map((name) =>
		typeof name === 'string' ? { type: 'dns' as const, value: name } : name,
	);
	const request = await x509.Pkcs10CertificateRequestGenerator.create({
		name: [{ CN: [commonName] }],
		keys: keys as webcrypto.CryptoKeyPair,
		signingAlgorithm,
		extensions: names.length ? [new x509.SubjectAlternativeNameExtension(names)] : [],
	});
	return request.toString('pem');
}

/** The leaf for a CSR with its chain in PEM, for 90 days from now. */
export async function newChain(
	{ world: { ca } }: TestSimulator,
	commonName: string,
	csr: string,
): Promise<string> {
	const now = Date.now();
	const [notBefore, notAfter] = [new Date(now), new Date(now + 90 * 86_400_000)];
	const { chain } = await ca.issue({ csr, commonName, dnsNames: [], notBefore, notAfter });
	return chain.map(({ pem }) => pem).join('');
}
