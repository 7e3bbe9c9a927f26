import { randomBytes } from 'node:crypto';
import type { World } from '../world';
import type { ScriptName } from './automation/scripts';
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

const FIRST_ORGANIZATION = 1_850_011;
const SECOND_ORGANIZATION = 1_850_012;

/** A licence key looks like 16 hex digits; a new one at every start. */
export const newLicenseKey = () => randomBytes(8).toString('hex').toUpperCase();

const organization = (id: number, name: string, containerId: number): Organization => ({
	id,
	name,
	address: '1 Example Street',
	address2: 'Suite 500',
	city: 'Lehi',
	state: 'Utah',
	zip: '84043',
	country: 'us',
	telephone: '555-0100',
	containerId,
	status: 'active',
	validations: ['ov', 'ev'],
});

const PUBLIC_CA = [{ id: 'A1B2C3D4E5F60718', name: 'Sandbox TLS ECC SHA384 CA1' }];
const PRIVATE_CA = [{ id: '0F1E2D3C4B5A6978', name: 'Sandbox TLS ECC SHA384 CA1' }];

const product = (
	nameId: string,
	name: string,
	validationType: Product['validationType'],
	price: number,
	typeHint?: string,
): Product => ({
	nameId,
	name,
	groupName: validationType === 'private' ? 'private_ssl_certificate' : 'ssl_certificate',
	type: validationType === 'private' ? 'private_ssl_certificate' : 'ssl_certificate',
	validationType,
	typeHint,
	caCerts: validationType === 'private' ? PRIVATE_CA : PUBLIC_CA,
	price,
});

const PRODUCTS: Product[] = [
	product('ssl_basic', 'Basic OV', 'ov', 218, 'ov'),
	product('ssl_securesite_flex', 'Secure Site OV', 'ov', 399),
	product('ssl_ev_basic', 'Basic EV', 'ev', 344, 'ev'),
	product('ssl_ev_securesite_flex', 'Secure Site EV', 'ev', 995),
	product('ssl_dv_geotrust_flex', 'GeoTrust DV SSL', 'dv', 149),
	product('ssl_plus', 'Standard SSL', 'ov', 218),
	product('ssl_multi_domain', 'Multi-Domain SSL', 'ov', 299),
	product('ssl_wildcard', 'Wildcard', 'ov', 595),
	product('ssl_securesite_pro', 'Secure Site Pro SSL', 'ov', 995),
	product('ssl_geotrust_truebizid', 'GeoTrust TrueBusiness ID OV', 'ov', 149),
	product('ssl_ev_plus', 'Extended Validation SSL', 'ev', 344),
	product('private_ssl_plus', 'Private SSL', 'private', 120, 'private'),
];

const METADATA: Metadata[] = [
	{
		id: 21,
		label: 'Cost center',
		is_required: true,
		is_active: true,
		data_type: 'text',
		description: 'Who pays for this certificate',
	},
	{
		id: 22,
		label: 'Ticket',
		is_required: false,
		is_active: true,
		data_type: 'text',
		description: 'Number of the change ticket',
	},
];

const AGENT_NAMES = Array.from(
	{ length: 14 },
	(_, at) => `agent-${String(at + 1).padStart(2, '0')}`,
);
const MANAGEMENT_IPS = ['203.0.113.10', '203.0.113.11'];

function agents(): DigiCertSeed['agents'] {
	return [
		...AGENT_NAMES.map((agentName) => ({
			agentName,
			hostname: `${agentName}.example.com`,
			type: 'Agent' as const,
			appInfo: { name: 'nginx', version: '1.27.2' },
		})),
		...MANAGEMENT_IPS.map((managementIp) => ({
			agentName: managementIp,
			hostname: `lb-${managementIp.split('.').pop()}.example.com`,
			type: 'Agentless' as const,
			sensorName: 'sensor-01',
			managementIp,
			appInfo: { name: 'F5 BIG-IP', version: '17.1.1' },
		})),
	];
}

/** Ten agents and six virtual servers, so that each way an automation can end occurs. */
const BULK_SCRIPTS: ScriptName[] = [
	'succeeds',
	'installFailsOnce',
	'succeeds',
	'failsForever',
	'succeedsOtherSpelling',
	'validationFailsOnce',
	'succeeds',
	'failsFinally',
	'succeedsLateId',
	'ineligible',
	'succeeds',
	'failsTwice',
	'succeedsOddStatus',
	'needsAction',
	'installFailsOnce',
	'succeeds',
];

const AGENT_HOSTS = 10;
const APPLIANCES_WITH_AGENT = 4;

function bulkHost(script: ScriptName, at: number): SeedHost {
	const number = String(at + 1).padStart(2, '0');
	if (at < AGENT_HOSTS) {
		return {
			ip: `198.51.100.${at + 11}`,
			port: 443,
			commonName: `web-${number}.example.org`,
			agentName: AGENT_NAMES[APPLIANCES_WITH_AGENT + at],
			script,
		};
	}
	const balancer = (at - AGENT_HOSTS) % MANAGEMENT_IPS.length;
	return {
		ip: `203.0.113.${at + 90}`,
		port: 443,
		commonName: `shop-${number}.example.org`,
		agentName: MANAGEMENT_IPS[balancer],
		virtualServerName: `/Common/shop-${number}`,
		script,
	};
}

const APPLIANCES = ['vpn', 'mail', 'firewall', 'storage', 'printers', 'voice', 'cameras', 'badges'];
/** Placed in the middle, so that they are neither the first nor the last item. */
const NEED_APPROVAL = ['mail', 'voice'];

const appliance = (name: string, at: number): SeedHost => ({
	ip: `192.0.2.${at + 11}`,
	port: 443,
	commonName: `${name}.example.com`,
	lane: 'appliance',
	needsApproval: NEED_APPROVAL.includes(name),
	agentName: at < APPLIANCES_WITH_AGENT ? AGENT_NAMES[at] : undefined,
	script: 'succeeds',
});

/** The books of the main job: 8 appliances and 16 hosts. */
export function defaultSeed({ keys, options: { bodies } }: World): DigiCertSeed {
	const { accountId, divisionId } = keys;
	return {
		settings: {
			issueSeconds: 90,
			uniqueAlternativeOrderIds: false,
			alternativeOrderIdInList: false,
			listLagSeconds: 0,
			listLagRealSeconds: 0,
			guestAccess: true,
			strictBodies: bodies === 'strict',
			approvalStep: true,
			icaSelection: false,
			automatedIps: 'documented',
			phaseFactor: 1,
		},
		account: { id: accountId, name: 'Example Industries', divisionId },
		user: { id: 801, firstName: 'CertCentral', lastName: 'Admin', email: 'admin@example.com' },
		metadata: METADATA,
		organizations: [
			organization(FIRST_ORGANIZATION, 'Example Industries', divisionId),
			organization(SECOND_ORGANIZATION, 'Example Shops', divisionId + 1),
		],
		containers: [
			{ id: divisionId, name: 'Example Industries', ekey: newLicenseKey() },
			{ id: divisionId + 1, name: 'Example Shops', parentId: divisionId, ekey: newLicenseKey() },
		],
		products: PRODUCTS,
		domains: ['example.com', 'example.org', 'example.net', 'sandbox.test'].map((name) => ({
			name,
			validated: true,
		})),
		dns: [],
		dnssecBroken: [],
		agents: agents(),
		profiles: [
			{
				profileId: 741,
				profileName: 'Agents, one year',
				profileType: 'ACME',
				productType: 'SSL_SECURESITE_FLEX',
				validity: '1Y',
				isDefault: true,
				organizationId: FIRST_ORGANIZATION,
			},
			{
				profileId: 742,
				profileName: 'Load balancers, one year',
				profileType: 'SENSOR',
				productType: 'SSL_SECURESITE_FLEX',
				validity: '1Y',
				isDefault: true,
				organizationId: SECOND_ORGANIZATION,
			},
		],
		hosts: [...APPLIANCES.map(appliance), ...BULK_SCRIPTS.map(bulkHost)],
		outcomes: Object.fromEntries(
			NEED_APPROVAL.map((name) => [`${name}.example.com`, 'needs-approval' as const]),
		),
	};
}

/** Certificates of seeded hosts are about to expire, else nobody would automate them. */
export const SEEDED_CERTIFICATE_LIFE = 20 * DAY;
