import { newLicenseKey } from '../../../../sandbox/simulator/digicert/seed';

export const accountId = 5153184;
export const divisionId = 677793;
/** The samples' keys occur in no answer. */
export const agentLicenseKey = newLicenseKey();
export const firstSensor = newLicenseKey();
export const secondSensor = newLicenseKey();

const LONG_AGO = 1599716536705;

const failedAt = (automationId: number, profileName = '22jul2020 01') => ({
	automationId,
	requestedOn: LONG_AGO,
	actionType: 'RENEW',
	profileName,
});

const balancer = (agentName: string, managementIp: string, licenseKey: string) => ({
	agentName,
	type: 'Agentless',
	managementIp,
	licenseKey,
});

const profile = (profileId: number, profileName: string, profileType: string) => ({
	profileId,
	profileName,
	profileType,
	productType: 'SSL_SECURESITE_FLEX',
	validity: '1Y',
	isDefault: false,
	organizationId: 1,
});

const virtualServer = (port: number, virtualServerName: string, script: string) => ({
	ip: '10.100.196.228',
	port,
	commonName: `port-${port}.example.com`,
	agentName: '10.100.192.227',
	virtualServerName,
	script,
});

/** Books that fit the vendor's samples. */
export const SAMPLE_ACCOUNT = {
	account: { id: accountId, divisionId },
	containers: [{ id: divisionId, name: 'Cert Testing Inc.' }],
	organizations: [
		{
			id: 1,
			name: 'Cert Testing Inc.',
			address: '2801 N Thanksgiving Way',
			address2: 'Suite 500',
			city: 'Lehi',
			state: 'Utah',
			zip: '84043',
			telephone: '801-701-9600',
			containerId: divisionId,
			status: 'active',
			validations: ['ov'],
		},
	],
	agents: [
		{ agentName: 'agent', type: 'Agent', licenseKey: agentLicenseKey },
		balancer('10.100.192.227', '10.100.192.227', firstSensor),
		balancer('10.100.192.246', '10.100.192.246', secondSensor),
	],
	profiles: [profile(741, '22jul2020 01', 'ACME'), profile(742, '9thJuly', 'SENSOR')],
	hosts: [
		{
			ip: '10.100.193.54',
			port: 55085,
			commonName: 'cert-testing.com',
			agentName: 'agent',
			script: 'validationFailsOnce',
			automation: failedAt(298577),
		},
		{
			ip: '10.100.193.54',
			port: 55084,
			commonName: 'www.cert-testing.com',
			agentName: 'agent',
			script: 'validationFailsOnce',
			automation: failedAt(298578),
		},
		{
			ip: '10.100.197.150',
			port: 1900,
			commonName: 'lb.cert-testing.com',
			agentName: '10.100.192.246',
			virtualServerName: '/Common/ManualDigi',
			script: 'failsFinally',
			automation: failedAt(298579, '9thJuly'),
		},
		virtualServer(900, '/partition1/per18', 'succeeds'),
		virtualServer(80, '/partition1/per20', 'succeeds'),
		virtualServer(30005, '/Zpartition/Per5', 'succeeds'),
		virtualServer(30013, '/partition1/per13', 'succeeds'),
	],
};
