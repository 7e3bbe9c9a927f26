import type { SeedHost } from '../../sandbox/simulator/digicert/seed';
import { host, ranLongAgo } from './automation';
import { ADMIN_CONTACT, ORG, TECH_CONTACT } from './cps';
import { newCsr } from './simulator';

/**
 * What a form cannot tell: values of a certain kind, and fields that are needed though the form
 * does not mark them. Everything else follows from the fields (operationForm.ts).
 */

export const FIRST_AUTOMATION = 701;

/** Of the first hosts each has an address; behind them ports tell them apart. */
const ADDRESSES = 200;

/** Each turn is about another host; its automation failed and may be retried. */
export const failedHost = (turn: number): SeedHost =>
	host(1 + (turn % ADDRESSES), {
		port: 443 + Math.floor(turn / ADDRESSES),
		commonName: nameOf(turn),
		script: 'validationFailsOnce',
		automation: ranLongAgo(FIRST_AUTOMATION + turn),
	});

const nameOf = (turn: number): string => `shop-${turn}.example.com`;

/** Makes a value for a turn; undefined takes what is known of the field, or what it suggests. */
type Make = (turn: number) => unknown;

const needed: Make = () => undefined;

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

const theHost: Record<string, Make> = {
	ip: (turn) => failedHost(turn).ip,
	port: (turn) => failedHost(turn).port,
};

/** By the name of an operation, then of a field at the top of its form. */
export const VALUES: Record<string, Record<string, Make>> = {
	'digiCertCertCentral order create': {
		commonName: nameOf,
		csr: async (turn) => await newCsr(nameOf(turn)),
		organization: needed,
		additionalFields: () => ({ customFields: { field: [{ metadataId: 21, value: '4711' }] } }),
	},
	'digiCertCertCentral domain create': { domainName: (turn) => `new-${turn}.example.com` },
	'digiCertCertCentral order duplicate': {
		csr: async (turn) => await newCsr(`instant-${turn}.example.com`),
	},
	'digiCertCertCentral order reissue': {
		csr: async (turn) => await newCsr(`instant-${turn}.example.com`),
		allowSameEnd: () => true,
	},
	'digiCertCertCentral order planRenewals': { lookAhead: () => 400 },
	'digiCertCertCentral order revoke': { orderIdAgain: needed },
	'digiCertCertCentral order validate': {
		commonName: nameOf,
		csr: async (turn) => await newCsr(nameOf(turn)),
		organization: needed,
	},
	'digiCertCertCentral request approve': { requestId: needed },
	'digiCertCertCentral request reject': { requestId: needed },
	'digiCertAutomation automation create': { ...theHost, parentOrderId: needed },
	'digiCertAutomation automation createBulk': theHost,
	'digiCertAutomation automation retryBulk': theHost,
	'digiCertAutomation automation checkStatus': { automationId: needed },
	'akamaiCps enrollment update': { updateFields: () => ({ quicEnabled: true }) },
	'akamaiCps enrollment delete': { enrollmentIdAgain: needed },
	'akamaiCps change setDeploymentSchedule': { notBefore: (turn) => inDays(turn + 1) },
	'akamaiCps change uploadCertificate': { certificate: needed },
	'akamaiCps change acknowledgeWarnings': { accept: () => 'all' },
	'akamaiCps enrollment create': {
		commonName: nameOf,
		csrCountry: needed,
		csrState: needed,
		csrLocality: needed,
		csrOrganization: needed,
		adminContact: () => ADMIN_CONTACT,
		techContact: () => TECH_CONTACT,
		org: () => ORG,
	},
};

/** Tests wait for nothing longer than they must; set where the options of a form offer it. */
export const SHORT_WAITS: Record<string, number> = { visibleWithin: 1, creationInterval: 0 };

/** What changes something at the service and may be repeated all the same, each for its reason. */
export const REPEATABLE_WRITES: Record<string, string> = {
	'digiCertCertCentral domain checkDcv': 'a check may be made as often as one likes',
	'digiCertCertCentral order checkDcv': 'a check may be made as often as one likes',
	'digiCertAutomation automation retryBulk':
		'an automation that runs again is refused, and one that failed again may be retried',
};
