import type { ScriptName } from './automation/scripts';
import type { DigiCertSeed, SeedHost } from './seed';

/** Hosts that are automated, with what installs there. */

const AGENT_NAMES = Array.from(
	{ length: 14 },
	(_, at) => `agent-${String(at + 1).padStart(2, '0')}`,
);
const MANAGEMENT_IPS = ['203.0.113.10', '203.0.113.11'];

export function agents(): DigiCertSeed['agents'] {
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
export const BULK_SCRIPTS: ScriptName[] = [
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

export function bulkHost(script: ScriptName, at: number): SeedHost {
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

export const APPLIANCES = [
	'vpn',
	'mail',
	'firewall',
	'storage',
	'printers',
	'voice',
	'cameras',
	'badges',
];
/** Placed in the middle, so that they are neither the first nor the last item. */
export const NEED_APPROVAL = ['mail', 'voice'];

export const appliance = (name: string, at: number): SeedHost => ({
	ip: `192.0.2.${at + 11}`,
	port: 443,
	commonName: `${name}.example.com`,
	lane: 'appliance',
	needsApproval: NEED_APPROVAL.includes(name),
	agentName: at < APPLIANCES_WITH_AGENT ? AGENT_NAMES[at] : undefined,
	script: 'succeeds',
});
