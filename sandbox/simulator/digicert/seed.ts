import { randomBytes } from 'node:crypto';
import { DAY } from './dates';
import type {
	Agent,
	Container,
	DnsRecord,
	Domain,
	Host,
	Metadata,
	Organization,
	Product,
	Profile,
} from './model';
import type { Outcome } from './outcomes';

export interface Settings {
	/** Virtual seconds from acceptance to issuance */
	issueSeconds: number;
	/** "Require unique alternative order IDs" */
	uniqueAlternativeOrderIds: boolean;
	/** List orders shows the key, too (undocumented; off) */
	alternativeOrderIdInList: boolean;
	/** Orders younger than this are in no list: virtual and real seconds */
	listLagSeconds: number;
	listLagRealSeconds: number;
	guestAccess: boolean;
	/** What is not documented in a body is refused, not left alone */
	strictBodies: boolean;
	/** Orders without skip_approval wait for an approver */
	approvalStep: boolean;
	/** ICA selection for public TLS; off: ca_cert_id is ignored */
	icaSelection: boolean;
	/** automatedips/list: only what is expiring within 90 days, scheduled or failed, or all */
	automatedIps: 'documented' | 'all';
	/** The length of all phases of an automation is multiplied by this */
	phaseFactor: number;
}

export interface DigiCertSeed {
	settings: Settings;
	account: { id: number; name: string; divisionId: number };
	user: { id: number; firstName: string; lastName: string; email: string };
	metadata: Metadata[];
	organizations: Organization[];
	containers: Container[];
	products: Product[];
	domains: Array<
		Pick<Domain, 'name' | 'validated'> & { organizationId?: number; validatedAt?: number }
	>;
	dns: DnsRecord[];
	/** Zones whose signatures do not hold */
	dnssecBroken: string[];
	agents: Array<Partial<Agent> & Pick<Agent, 'agentName' | 'type'>>;
	profiles: Profile[];
	hosts: SeedHost[];
	/** Common name → what becomes of its order */
	outcomes: Record<string, Outcome>;
}

export interface SeedAutomation {
	automationId: number;
	/** Epoch ms; long ago means that its run is over */
	requestedOn: number;
	actionType?: string;
	profileName?: string;
}

export type SeedHost = Pick<Host, 'ip' | 'port' | 'commonName'> &
	Partial<Omit<Host, 'automations' | 'certificateTill'>> & {
		certificateTill?: number;
		automation?: SeedAutomation;
	};

/** A licence key looks like 16 hex digits; a new one at every start. */
export const newLicenseKey = () => randomBytes(8).toString('hex').toUpperCase();

/** Certificates of seeded hosts are about to expire, else nobody would automate them. */
export const SEEDED_CERTIFICATE_LIFE = 20 * DAY;
