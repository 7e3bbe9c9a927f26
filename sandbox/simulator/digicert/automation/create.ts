import type { FastifyRequest } from 'fastify';
import { strikeCall } from '../../faults-http';
import type { DigiCertBooks } from '../books';
import type { Host, InstallSettings } from '../model';
import type { AutomationProblem } from './answers';
import { AutomationError, failed, missing, problem, MISSING, succeeded } from './answers';
import type { HostRef } from './start';
import {
	accountProblems,
	agentOf,
	findHost,
	isEligible,
	isReachable,
	profileFor,
	settingsProblems,
	startAutomation,
} from './start';

const MAX_HOSTS = 500;

interface Shared {
	accountId?: number | string;
	divisionId?: number | string;
	automationActionType?: string;
	installSettings?: InstallSettings;
}

export interface BulkBody extends Shared {
	sensorProfileName?: string;
	acmeProfileName?: string;
	ipPortsToAutomate?: HostRef[];
}

export interface SingleBody extends Shared {
	profileName?: string;
	cn?: string;
	parentOrderId?: number | string;
	serverName?: string;
	serverDetails?: HostRef & { agentLicenseKey?: string; sensorLicenseKey?: string };
}

const keyOf = ({ ip, port }: HostRef) => `${ip}:${port}`;

/** The documented code for anything that is not there, the documented field for ip or port. */
function hostProblems(refs: HostRef[]): AutomationProblem[] {
	const hasHole = refs.some(({ ip, port }) => !ip || port === undefined);
	return hasHole ? [missing('ip or port')] : [];
}

function profileProblems(
	books: DigiCertBooks,
	hosts: Host[],
	names: ReturnType<typeof profileNames>,
) {
	const without = hosts.find((host) => !profileFor(books, host, names));
	if (!without) return [];
	const isAgent = agentOf(books, without)?.type === 'Agent';
	return [missing(isAgent ? 'acmeProfileName' : 'sensorProfileName')];
}

const failedToInitiate = (actionType: string, hosts: number) => ({
	message: `Failed to initiate ${actionType} for ${hosts} IP/Port(s)`,
	errors: [],
	status: {},
});

const profileNames = ({ acmeProfileName, sensorProfileName }: BulkBody) => ({
	ACME: acmeProfileName,
	SENSOR: sensorProfileName,
});

const hiddenMs = (books: DigiCertBooks, request: FastifyRequest, key: string): number =>
	strikeCall(books.world, 'automationIdLate', request, key)
		? (books.world.faults.setting('automationIdLate')?.delayMs ?? 5000)
		: 0;

export function createBulk(books: DigiCertBooks, request: FastifyRequest, body: BulkBody) {
	const { world } = books;
	const refs = body.ipPortsToAutomate ?? [];
	if (refs.length > MAX_HOSTS) {
		throw new AutomationError('ipPortsToAutomate', 'At most 500 hosts are taken per cycle.');
	}
	const problems = [
		...accountProblems(books, body),
		...settingsProblems(body.installSettings),
		...(refs.length ? hostProblems(refs) : [missing('ip or port')]),
	];
	if (strikeCall(world, 'errorsInside200', request)) problems.push(missing('installationType'));
	if (problems.length) return failed(problems);

	const actionType = body.automationActionType ?? 'ENROLL';
	const names = profileNames(body);
	const chosen = refs.map((ref) => ({ ref, host: findHost(books, ref) }));
	const eligible = chosen.flatMap(({ ref, host }) => {
		const isTaken = host && isEligible(books, host, ref);
		return isTaken && !strikeCall(world, 'bulkIneligible', request, keyOf(ref)) ? [host] : [];
	});
	const unprofiled = profileProblems(books, eligible, names);
	if (unprofiled.length) return failed(unprofiled);

	if (strikeCall(world, 'failedToInitiate', request)) {
		return succeeded({ ...failedToInitiate(actionType, eligible.length), ineligibleIpPorts: [] });
	}
	for (const host of eligible) {
		startAutomation(books, host, {
			actionType,
			installSettings: { isAlwaysOn: false, ...(body.installSettings as InstallSettings) },
			profile: profileFor(books, host, names),
			hiddenMs: hiddenMs(books, request, keyOf(host)),
		});
	}
	const refused = chosen.filter(({ host }) => !host || !eligible.includes(host));
	const isUnreadable = refused.length > 0 && strikeCall(world, 'ineligibleUnreadable', request);
	const missed = strikeCall(world, 'bulkCountMismatch', request) ? 1 : 0;
	return succeeded({
		message: `Successfully initiated ${actionType} for ${eligible.length - missed} IP/Port(s), progress will be updated against individual IP/Ports`,
		ineligibleIpPorts: refused.map(({ ref }) =>
			isUnreadable ? 'IP/Port is not eligible' : keyOf(ref),
		),
		errors: [],
		status: {},
	});
}

function licenseProblems(
	books: DigiCertBooks,
	host: Host,
	details: NonNullable<SingleBody['serverDetails']>,
) {
	const agent = agentOf(books, host);
	if (agent?.type !== 'Agent') return [];
	if (!details.agentLicenseKey) return [missing('agentLicenseKey')];
	return agent.licenseKey === details.agentLicenseKey
		? []
		: [problem(MISSING, 'agentLicenseKey', 'The agent license key does not belong to this host')];
}

/** DUPLICATE installs a certificate of an order that exists; it buys nothing. */
function parentProblems(
	books: DigiCertBooks,
	{ automationActionType: action, parentOrderId }: SingleBody,
) {
	if (action !== 'DUPLICATE' && action !== 'ADD_SNI_DUPLICATE') return [];
	if (parentOrderId === undefined) return [missing('parentOrderId')];
	const parent = books.orders.get(Number(parentOrderId));
	return parent?.status === 'issued'
		? []
		: [
				problem(
					MISSING,
					'parentOrderId',
					'The parent order is not an issued order of this account',
				),
			];
}

export function createSingle(books: DigiCertBooks, request: FastifyRequest, body: SingleBody) {
	const details = body.serverDetails ?? {};
	const problems = [
		...accountProblems(books, body),
		...settingsProblems(body.installSettings),
		...hostProblems([details]),
		...parentProblems(books, body),
	];
	const actionType = body.automationActionType ?? 'ENROLL';
	if (actionType.startsWith('ADD_SNI') && !body.serverName) problems.push(missing('serverName'));
	if (strikeCall(books.world, 'errorsInside200', request))
		problems.push(missing('installationType'));
	const host = findHost(books, details);
	if (!problems.length && (!host || !isReachable(books, host, details))) {
		problems.push(problem(MISSING, 'ip or port', 'The IP/Port is not known to an agent or sensor'));
	}
	if (host && !problems.length) problems.push(...licenseProblems(books, host, details));
	if (problems.length || !host) return failed(problems);

	const { profileName } = body;
	const profile = profileFor(books, host, { ACME: profileName, SENSOR: profileName });
	if (!profile) return failed([missing('profileName')]);
	if (strikeCall(books.world, 'failedToInitiate', request)) {
		return succeeded(failedToInitiate(actionType, 1));
	}
	const isDuplicate = actionType.endsWith('DUPLICATE');
	startAutomation(books, host, {
		actionType,
		installSettings: { isAlwaysOn: false, ...(body.installSettings as InstallSettings) },
		profile,
		parentOrderId: isDuplicate ? Number(body.parentOrderId) : undefined,
		hiddenMs: hiddenMs(books, request, keyOf(details)),
	});
	return succeeded({
		message: `Successfully initiated ${actionType}, progress will be updated against the IP/Port`,
		errors: [],
		status: {},
	});
}
