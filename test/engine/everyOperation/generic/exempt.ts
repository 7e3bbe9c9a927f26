import type { INodeParameters } from 'n8n-workflow';

import { newLicenseKey } from '../../../../sandbox/simulator/digicert/seed';
import { byId } from '../../../support/operationForm';

const ANY_OTHER_CSR = 'must be a CSR of which a certificate was made, any other is refused';

const SET_BESIDE =
	'shows only in the update after the creation of an enrollment that was not there';

/** Fields whose effect a single run that goes well cannot show, each with the reason. */
export const EXEMPT: Record<string, Record<string, string>> = {
	everywhere: {
		'options.visibleWithin': 'shows only after a lost answer',
		'options.waitUpTo': 'shows only while something is not finished',
		'options.leaveTogether': 'shows only with several items, of which one is not finished',
		'options.giveUpAfter': 'shows only in a loop',
		'options.mostRetries': 'shows only on an item that was retried before',
	},
	'digiCertCertCentral order create': {
		'additionalFields.certValidity.values.years': 'DigiCert takes 1 only',
		'options.csrNamesMayDiffer': 'shows only where the CSR shares no name with the order',
		'options.lookBackDays': 'shows only where the list has more than a page',
		'options.repeatUnclear': 'shows only after a lost answer',
		'options.buyAgainWithin': 'shows only where the same order is there already',
		'options.reuseYoungerThan': 'shows only where the same order is there already',
	},
	'digiCertCertCentral order duplicate': {
		'options.csrNamesMayDiffer': 'shows only where the CSR shares no name with the order',
	},
	'digiCertCertCentral order planRenewals': {
		'options.includeCsr': 'shows only where a certificate is due',
	},
	'digiCertCertCentral order validate': {
		csr: 'any that is valid holds nothing up',
		signatureHash: 'shows only where the product does not allow it',
		'options.csrNamesMayDiffer': 'shows only where the CSR shares no name with the order',
	},
	'digiCertCertCentral order reissue': {
		'options.csrNamesMayDiffer': 'shows only where the CSR shares no name with the order',
	},
	'digiCertCertCentral order revoke': {
		orderIdAgain: 'must be the ID of the order, any other is refused',
	},
	'digiCertCertCentral certificate download': { csr: ANY_OTHER_CSR },
	'digiCertCertCentral certificate getChain': { csr: ANY_OTHER_CSR },
	'akamaiCps change checkStatus': {
		'additionalFields.isDeletion': 'shows only once the enrollment is gone',
	},
	'akamaiCps change uploadCertificate': {
		'options.oneOfTwo': 'shows only for a dual-stack enrollment',
		trustChain: 'shows only where the certificate comes without its chain',
	},
	'akamaiCps deployment get': {
		'additionalFields.compareWith': 'must be a certificate, any other text is refused',
	},
	'akamaiCps enrollment update': {
		'updateFields.changeManagement': 'shows only where the enrollment says otherwise so far',
	},
	'akamaiCps enrollment delete': {
		enrollmentIdAgain: 'must be the ID of the enrollment, any other is refused',
	},
	'akamaiCps history getAll': {
		returnAll: 'shows only where an enrollment has had more than one change',
		limit: 'shows only where an enrollment has had more than one change',
	},
	'akamaiCps enrollment create': {
		ra: 'follows from the validation type, any other is refused',
		'options.adoptDeployed': 'shows only where the same enrollment is live already',
		'options.creationInterval': 'shows only with a second enrollment of the contract',
		'options.waitForTurn': 'shows only while CPS takes no enrollment',
		'networkConfiguration.ocspEnabled': SET_BESIDE,
		'networkConfiguration.sendCaListToClient': SET_BESIDE,
	},
};

const LATER = new Date(Date.now() + 60 * 86_400_000).toISOString();

/** Of two things of one host, both must be there. */
const SCHEDULE = { scheduleTime: LATER, scheduleTimeZone: '-8#pacifictime' };
const BALANCER = { managementIp: '192.0.2.20' };
const LISTED = { hosts: { host: [{ ip: '192.0.2.30', port: '443' }] } };
const BY_HOST = { automationId: byId(''), ip: '192.0.2.30', port: '443' };
const ALWAYS_ON = { additionalFields: { isAlwaysOn: true } };
const RENEWING = {
	additionalFields: {
		autoRenewSettings: { settings: { daysBeforeExpiry: 30, isAutoReplace: true } },
	},
};
const SCHEDULED = {
	installationType: SCHEDULE,
	scheduleTime: SCHEDULE,
	'additionalFields.isAlwaysOn': RENEWING,
	'additionalFields.autoRenewSettings': ALWAYS_ON,
	virtualServerName: BALANCER,
};

const NAMED = { certificateId: '445566', csr: 'none' };

const OTHER_NAMES = { options: { csrNamesMayDiffer: true } };

const BY_LETS_ENCRYPT = { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' };
const BY_DIGICERT = { certificateType: 'san', validationType: 'ov', ra: 'symantec' };
const CIPHERS = { mustHaveCiphers: 'ak-akamai-2020q1', preferredCiphers: 'ak-akamai-2020q1' };

/** What a field, or all that begins with this path, needs beside it to be taken and to show. */
export const TOGETHER: Record<string, Record<string, INodeParameters>> = {
	everywhere: { returnAll: { limit: 1 } },
	'digiCertCertCentral order create': {
		typeHint: { product: byId('ssl') },
		commonName: OTHER_NAMES,
		csr: OTHER_NAMES,
		'additionalFields.organizationDetails': { organization: byId('') },
	},
	'digiCertCertCentral order reissue': {
		allowRemovingNames: { allowAddingNames: true, dnsNames: 'other.example.com', ...OTHER_NAMES },
		allowAddingNames: { allowRemovingNames: true, dnsNames: 'other.example.com', ...OTHER_NAMES },
	},
	'digiCertCertCentral order planRenewals': {
		orders: { domainName: 'nothing.example.net' },
		domainName: { orders: 'domain' },
	},
	'digiCertCertCentral order validate': {
		typeHint: { product: byId('ssl') },
		commonName: OTHER_NAMES,
		csr: OTHER_NAMES,
	},
	'digiCertCertCentral order revoke': { orderId: { orderIdAgain: '' } },
	'digiCertCertCentral domain create': { keepWww: { domainName: 'www.other.example.com' } },
	'akamaiCps enrollment delete': { enrollmentId: { enrollmentIdAgain: '' } },
	'digiCertCertCentral certificate download': {
		downloadBy: NAMED,
		serverPlatformId: { format: 'platform' },
	},
	'digiCertCertCentral certificate getChain': { downloadBy: NAMED },
	'digiCertAutomation automation createBulk': { ...SCHEDULED, hostSource: LISTED },
	'digiCertAutomation automation create': SCHEDULED,
	'digiCertAutomation automation checkStatus': {
		ip: BY_HOST,
		port: BY_HOST,
		domainName: BY_HOST,
		managementIp: BY_HOST,
		virtualServerName: { ...BY_HOST, ...BALANCER },
	},
	'digiCertAutomation automation retryBulk': {
		hostSource: LISTED,
		virtualServerName: BALANCER,
		// The first that fits counts: a key is tried alone, the rest beside one.
		'hosts.host.agentLicenseKey': {},
		'hosts.host.sensorLicenseKey': {},
		'hosts.host': { hosts: { host: [{ agentLicenseKey: newLicenseKey() }] } },
	},
	'akamaiCps enrollment create': {
		certificateType: BY_LETS_ENCRYPT,
		validationType: BY_DIGICERT,
		'networkConfiguration.cloneDnsNames': {
			networkConfiguration: { dnsNames: 'www.example.com', cloneDnsNames: true },
		},
		'networkConfiguration.fipsMode': { networkConfiguration: CIPHERS },
		'additionalFields.orgId': { adminContact: {}, techContact: {}, org: {} },
		'additionalFields.preferredTrustChain': BY_LETS_ENCRYPT,
	},
};
