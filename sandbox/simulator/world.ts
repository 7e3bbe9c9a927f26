import { randomBytes } from 'node:crypto';
import { CertificateAuthority } from './ca';
import { CallLog } from './calls';
import { Clock } from './clock';
import type { FaultName, FaultSetting } from './faults';
import { Faults, HARMLESS_FAULTS } from './faults';
import type { LimitOptions } from './limits';
import { Limits } from './limits';
import type { Paid } from './invariants/evidence';

export interface SimulatorKeys {
	digicertApiKey: string;
	/** A key restricted to role 102, View Only */
	digicertViewOnlyKey: string;
	/** A key restricted to role 100, Orders */
	digicertOrdersOnlyKey: string;
	akamai: { clientToken: string; clientSecret: string; accessToken: string; host: string };
	accountId: number;
	divisionId: number;
	contractId: string;
}

export interface SimulatorOptions {
	/** 0 or none: a free one */
	port?: number;
	/** Virtual seconds per real second */
	timeScale?: number;
	/** `harmless` (default): low rates, fixed seeds */
	faults?: 'harmless' | 'none' | Partial<Record<FaultName, FaultSetting>>;
	limits?: LimitOptions;
	/** DigiCert's side; `lenient` (default): what is not documented is left alone, and reported */
	bodies?: 'lenient' | 'strict';
	keys?: Partial<SimulatorKeys>;
	/** Replaces parts of the first books, as POST /_sandbox/seed does */
	seed?: { digicert?: unknown; akamai?: unknown };
}

export interface World {
	clock: Clock;
	faults: Faults;
	limits: Limits;
	ca: CertificateAuthority;
	calls: CallLog;
	keys: SimulatorKeys;
	/** Requests being worked on; those whose answer is only delayed are not among them */
	atWork: number;
	options: SimulatorOptions;
}

/** What each vendor's part shows to the management port. */
export interface Books {
	view(): unknown;
	/** What clients bought here, oldest first */
	paid(): Paid[];
	/** Back to the first books */
	reset(): void;
	/** Merges into the books; throws with a text a person understands */
	seed(input: unknown): void;
}

function newKeys(given: Partial<SimulatorKeys> = {}): SimulatorKeys {
	const secret = (bytes: number) => randomBytes(bytes).toString('hex');
	const token = () => `akab-${secret(8)}-${secret(8)}`;
	return {
		digicertApiKey: secret(32).toUpperCase(),
		digicertViewOnlyKey: secret(32).toUpperCase(),
		digicertOrdersOnlyKey: secret(32).toUpperCase(),
		akamai: {
			clientToken: token(),
			clientSecret: randomBytes(32).toString('base64'),
			accessToken: token(),
			host: '',
		},
		accountId: 1420077,
		divisionId: 610400,
		contractId: 'C-0N7RAC7',
		...given,
	};
}

function faultsOf(options: SimulatorOptions): Partial<Record<FaultName, FaultSetting>> {
	const { faults = 'harmless' } = options;
	if (faults === 'none') return {};
	return faults === 'harmless' ? HARMLESS_FAULTS : faults;
}

export async function createWorld(options: SimulatorOptions): Promise<World> {
	return {
		clock: new Clock(options.timeScale ?? 1),
		faults: new Faults(faultsOf(options)),
		limits: new Limits(options.limits),
		ca: await CertificateAuthority.create(),
		calls: new CallLog(),
		keys: newKeys(options.keys),
		atWork: 0,
		options,
	};
}
