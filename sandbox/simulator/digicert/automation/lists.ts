import type { FastifyRequest } from 'fastify';
import type { DigiCertBooks } from '../books';
import { DAY } from '../dates';
import type { Agent, Automation, Host } from '../model';
import { statusInLists, statusOf } from './details';
import { certificateOf, progressOf } from './life';
import { windowOf } from '../paging';
import { AutomationError } from './answers';

type Json = Record<string, unknown>;

export interface ListBody {
	startIndex?: number;
	pageSize?: number;
	divisionIds?: number[];
	searchCriteriaList?: Array<{ key: string; value: string[] }>;
	sorting?: Record<string, 'ASC' | 'DESC'>;
}

const DEFAULT_PAGE = 50;
const EXPIRING = 90 * DAY;

export interface ListCall {
	books: DigiCertBooks;
	request: FastifyRequest;
	body: ListBody;
}

/** startIndex is the 1-based index of the first result. */
function pageOf({ books, request, body }: ListCall, rows: Json[]): Json[] {
	const { startIndex = 1, pageSize = DEFAULT_PAGE } = body;
	const asked = { offset: startIndex - 1, limit: pageSize };
	return windowOf(books.world, request, rows, asked).items;
}

type Columns = Record<string, (row: Json) => unknown>;

function select(call: ListCall, rows: Json[], keys: Columns, sorts: Columns): Json[] {
	const { body } = call;
	const columnOf = (columns: Columns, name: string) => {
		const column = columns[name];
		if (!column) throw new AutomationError(name, `"${name}" is not a known key.`);
		return column;
	};
	const criteria = (body.searchCriteriaList ?? []).map(({ key, value }) => ({
		read: columnOf(keys, key),
		value,
	}));
	const found = rows.filter((row) =>
		criteria.every(({ read, value }) => value.includes(String(read(row)))),
	);
	const [sort] = Object.entries(body.sorting ?? {});
	if (sort) {
		const read = columnOf(sorts, sort[0]);
		const direction = sort[1] === 'DESC' ? -1 : 1;
		found.sort((left, right) => direction * String(read(left)).localeCompare(String(read(right))));
	}
	return pageOf(call, found);
}

const shortHex = (text: string) => text.toLowerCase();

function automatedIp(books: DigiCertBooks, host: Host, automation: Automation | undefined): Json {
	const agent = books.agents.find(({ agentName }) => agentName === host.agentName);
	const certificate = automation && certificateOf(books, automation);
	const status = automation && statusOf(automation, progressOf(books, automation));
	return {
		appInfo: agent?.appInfo,
		appPartition: host.virtualServerName?.replace(/\/[^/]*$/, ''),
		alias: host.virtualServerName,
		automationId: automation?.automationId,
		automatedIp: host.ip,
		automatedPort: host.port,
		managementIp: agent?.managementIp,
		agentName: host.agentName,
		automationStatus: status ? statusInLists(status) : 'NOT_CONFIGURED',
		certificateCn: host.commonName,
		certificateExpiresOn: host.certificateTill,
		certificateId: certificate?.thumbprint && shortHex(certificate.thumbprint),
		certificateSerialNumber: certificate?.serialNumber && shortHex(certificate.serialNumber),
	};
}

/** Documented to show what expires within 90 days, what is scheduled, and what failed. */
function isListed(books: DigiCertBooks, host: Host, automation: Automation | undefined): boolean {
	if (!host.agentName) return false;
	if (books.settings.automatedIps === 'all') return true;
	const isOver = automation && progressOf(books, automation);
	const isScheduledOrFailed = isOver !== undefined && (isOver.phase !== 'done' || !!isOver.failure);
	return isScheduledOrFailed || host.certificateTill < books.now + EXPIRING;
}

export function automatedIps(call: ListCall): Json[] {
	const { books } = call;
	const realNow = books.world.clock.realNow();
	const rows = books.hosts
		.map((host) => {
			const visible = host.automations.filter(({ hiddenUntil }) => hiddenUntil <= realNow);
			return { host, automation: visible[visible.length - 1] };
		})
		.filter(({ host, automation }) => isListed(books, host, automation))
		.map(({ host, automation }) => automatedIp(books, host, automation));
	return select(
		call,
		rows,
		{ AUTOMATION_STATUS: (row) => row.automationStatus, AGENT_NAME: (row) => row.agentName },
		{ commonName: (row) => row.certificateCn },
	);
}

function agentRow(books: DigiCertBooks, agent: Agent): Json {
	const { account } = books.data;
	const isAgent = agent.type === 'Agent';
	return {
		agentId: agent.agentId,
		accountId: String(account.id),
		divisionId: String(account.divisionId),
		hostname: agent.hostname,
		agentName: agent.agentName,
		status: agent.status,
		sensorLicenseKey: isAgent ? undefined : agent.licenseKey,
		sensorName: agent.sensorName,
		type: agent.type,
		agentLicense: isAgent ? agent.licenseKey : undefined,
		updatePreference: isAgent ? 0 : undefined,
		updateAvailable: false,
		managementIp: agent.managementIp,
	};
}

const AGENT_KEYS: Columns = {
	AGENTTYPE: (row) => row.type,
	AGENTYPE: (row) => row.type,
	AGENTNAME: (row) => row.agentName,
	HOSTNAME: (row) => row.hostname,
	AGENTSTATUS: (row) => row.status,
	AGENT_STATUS: (row) => row.status,
	LICENSEKEY: (row) => row.agentLicense ?? row.sensorLicenseKey,
	SENSOR: (row) => row.sensorName,
};

export function agentList(call: ListCall): Json[] {
	const { books, body } = call;
	const { divisionIds = [] } = body;
	const isOurs = !divisionIds.length || divisionIds.includes(books.data.account.divisionId);
	const rows = isOurs ? books.agents.map((agent) => agentRow(books, agent)) : [];
	return select(call, rows, AGENT_KEYS, AGENT_KEYS);
}

export function agentBasics({ licenseKey, agentName, status }: Agent): Json {
	return {
		licenseKey,
		agentName,
		updatePreference: 0,
		stateString: status,
		agentVersion: '3.1.4',
		updateAvailable: false,
		publishUpgradeOption: false,
		emailAddresses: '',
	};
}

/** An array, unlike every other answer. */
export function agentPorts(books: DigiCertBooks, agent: Agent): Json[] {
	return books.hosts
		.filter(({ agentName }) => agentName === agent.agentName)
		.map(({ ip, port, automations }, at) => ({
			id: agent.agentId * 100 + at,
			agentId: agent.agentId,
			automatedIp: ip,
			automatedPort: port,
			automationStatus: automations.length ? 'CONFIGURED' : 'NOT_CONFIGURED',
			acmeClientId: 1,
			acmeClientName: 'win-acme',
			acmeClientVersion: '2.2.9',
		}));
}
