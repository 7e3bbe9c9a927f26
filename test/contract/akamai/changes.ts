import { useSimulator } from '../../support/use';
import type { Answer } from './client';
import { AkamaiClient, thirdParty } from './client';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const CHANGE_PENDING = 'wait-upload-third-party';

export interface Created {
	cn: string;
	enrollment: string;
	change: string;
}

export interface ChangeBody {
	statusInfo: {
		status: string;
		state: string;
		error: { code: string; description: string } | null;
		deploymentSchedule: object;
	};
	allowedInput: Array<{ type: string; requiredToProceed: boolean; info: string; update: string }>;
}

export interface Csr {
	csr: string;
	keyAlgorithm: 'RSA' | 'ECDSA';
}

export interface Wish {
	names?: string[];
	commonName?: string;
	chain?: 'intermediate' | 'all' | 'none';
	days?: number;
}

/** Without warnings: subject and names as in the CSR. */
export const plainSubject = (cn: string) => ({
	csr: { cn, o: 'Example Org', sans: [`san.${cn}`] },
});

/** CPS of one simulator, and the way of a change to where a test begins. */
export function useChanges() {
	const simulator = useSimulator();
	const akamai = new AkamaiClient(simulator);
	let names = 0;
	const newName = () => `change${(names += 1)}.example.com`;
	const pass = (ms: number) => simulator.world.clock.advance(ms);

	async function created(more: Record<string, unknown> = {}): Promise<Created> {
		const cn = newName();
		const { json } = await akamai.create(thirdParty(cn, more));
		const [change] = json.changes as string[];
		return { cn, enrollment: String(json.enrollment), change: String(change) };
	}

	async function status(change: string): Promise<ChangeBody> {
		const { status: code, json } = await akamai.get(change, 'change', 2);
		expect(code).toBe(200);
		return json as object as ChangeBody;
	}

	const word = async (change: string) => (await status(change)).statusInfo.status;

	const info = async (change: string, segment: string, entity: string, version: number) =>
		await akamai.get(`${change}/input/info/${segment}`, entity, version);

	async function csrsOf(change: string): Promise<Csr[]> {
		const { json } = await info(change, 'third-party-csr', 'csr', 2);
		return json.csrs as Csr[];
	}

	/** A certificate for the CSR, by the sandbox's own authority. */
	async function certificateFor({ csr, keyAlgorithm }: Csr, cn: string, wish: Wish = {}) {
		const now = simulator.world.clock.now();
		const issued = await simulator.world.ca.issue({
			csr,
			commonName: wish.commonName ?? cn,
			dnsNames: wish.names ?? [cn, `san.${cn}`],
			organization: 'Example Org',
			notBefore: new Date(now - MINUTE),
			notAfter: new Date(now + (wish.days ?? 199) * DAY),
		});
		const [certificate = '', intermediate = '', root = ''] = issued.chain.map(({ pem }) => pem);
		const chains = { intermediate, all: intermediate + root, none: '' };
		return { certificate, trustChain: chains[wish.chain ?? 'intermediate'], keyAlgorithm };
	}

	async function upload(change: string, ...certificatesAndTrustChains: object[]): Promise<Answer> {
		const segment = 'third-party-cert-and-trust-chain';
		const body = { certificatesAndTrustChains };
		return await akamai.update(change, segment, 'certificate-and-trust-chain', 2, body);
	}

	async function acknowledge(change: string, segment: string, more: object = {}): Promise<Answer> {
		const entity = 'hash' in more ? 'acknowledgement-with-hash' : 'acknowledgement';
		return await akamai.update(change, segment, entity, 1, {
			acknowledgement: 'acknowledge',
			...more,
		});
	}

	/** Up to the stop at which the certificate is wanted. */
	async function atUpload(more: Record<string, unknown> = {}): Promise<Created> {
		const made = await created(more);
		pass(2 * MINUTE);
		expect(await word(made.change)).toBe(CHANGE_PENDING);
		return made;
	}

	async function plainAtUpload(more: Record<string, unknown> = {}): Promise<Created> {
		const cn = newName();
		const { json } = await akamai.create(thirdParty(cn, { ...plainSubject(cn), ...more }));
		pass(2 * MINUTE);
		return {
			cn,
			enrollment: String(json.enrollment),
			change: String((json.changes as string[])[0]),
		};
	}

	async function deployed(more: Record<string, unknown> = {}): Promise<Created> {
		const made = await plainAtUpload({ changeManagement: false, ...more });
		const [csr] = await csrsOf(made.change);
		if (!csr) throw new Error('no CSR');
		await upload(made.change, await certificateFor(csr, made.cn));
		pass(60 * MINUTE);
		expect(await word(made.change)).toBe('complete');
		return made;
	}

	async function update(enrollment: string, body: object, query = ''): Promise<Answer> {
		return await akamai.call('PUT', `${enrollment}${query}`, {
			body,
			contentType: 'application/vnd.akamai.cps.enrollment.v11+json',
			accept: 'application/vnd.akamai.cps.enrollment-status.v1+json',
		});
	}

	return {
		simulator,
		akamai,
		newName,
		pass,
		created,
		status,
		word,
		info,
		csrsOf,
		certificateFor,
		upload,
		acknowledge,
		atUpload,
		plainAtUpload,
		deployed,
		update,
	};
}
