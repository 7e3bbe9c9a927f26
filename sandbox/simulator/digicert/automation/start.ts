import type { DigiCertBooks } from '../books';
import type { Agent, Automation, Host, InstallSettings, Profile } from '../model';
import type { AutomationProblem } from './answers';
import { missing, problem, MISSING } from './answers';
import { automationPhases, startAttempt } from './life';
import { scriptOf } from './scripts';

/** A host as the calls name it. */
export interface HostRef {
	ip?: string;
	port?: number;
	domainName?: string | null;
	managementIp?: string | null;
	virtualServerName?: string | null;
}

export interface Wish {
	actionType: string;
	installSettings: InstallSettings;
	profile?: Profile;
	parentOrderId?: number;
	hiddenMs: number;
}

export const agentOf = (books: DigiCertBooks, host: Host): Agent | undefined =>
	books.agents.find(({ agentName }) => agentName === host.agentName);

/** domainName tells SNI names on one port apart; elsewhere it only has to fit if it is a name of the host. */
export function findHost(books: DigiCertBooks, ref: HostRef): Host | undefined {
	return books.hosts.find(
		(host) =>
			host.ip === ref.ip &&
			host.port === ref.port &&
			(!host.domainName || host.domainName === ref.domainName),
	);
}

/** Agentless hosts are reached through the load balancer's management address. */
export function isReachable(books: DigiCertBooks, host: Host, ref: HostRef): boolean {
	const agent = agentOf(books, host);
	if (!agent) return false;
	if (agent.type === 'Agent') return true;
	return (
		agent.managementIp === ref.managementIp && host.virtualServerName === ref.virtualServerName
	);
}

export const isEligible = (books: DigiCertBooks, host: Host, ref: HostRef) =>
	isReachable(books, host, ref) && !scriptOf(host.script).ineligible;

export function profileFor(
	books: DigiCertBooks,
	host: Host,
	names: { ACME?: string; SENSOR?: string },
): Profile | undefined {
	const type = agentOf(books, host)?.type === 'Agent' ? 'ACME' : 'SENSOR';
	const name = names[type];
	return books.data.profiles.find(
		({ profileType, profileName, isDefault }) =>
			profileType === type && (name ? profileName === name : isDefault),
	);
}

export function settingsProblems(
	settings: Partial<InstallSettings> | undefined,
): AutomationProblem[] {
	if (!settings?.installationType) return [missing('installationType')];
	if (settings.isAlwaysOn && !settings.autoRenewSettings) return [missing('autoRenewSettings')];
	if (settings.installationType !== 'SCHEDULED_INSTALL') return [];
	if (settings.scheduleTime === undefined) return [missing('scheduleTime')];
	return settings.scheduleTimeZone ? [] : [missing('scheduleTimeZone')];
}

export function accountProblems(
	books: DigiCertBooks,
	{ accountId, divisionId }: { accountId?: unknown; divisionId?: unknown },
): AutomationProblem[] {
	if (accountId === undefined) return [missing('accountId')];
	if (divisionId === undefined) return [missing('divisionId')];
	const { account, containers } = books.data;
	if (Number(accountId) !== account.id) {
		return [problem(MISSING, 'accountId', 'The account does not exist')];
	}
	const isKnown = containers.some(({ id }) => id === Number(divisionId));
	return isKnown ? [] : [problem(MISSING, 'divisionId', 'The division does not exist')];
}

/** A second automation of the same host is taken, and buys again. */
export function startAutomation(books: DigiCertBooks, host: Host, wish: Wish): Automation {
	const { now, world, settings } = books;
	const { lateSeconds = 0 } = scriptOf(host.script);
	const lateMs = (lateSeconds * 1000) / world.clock.scale;
	const automation: Automation = {
		automationId: books.nextId('automation'),
		host,
		actionType: wish.actionType,
		installSettings: wish.installSettings,
		requestedOn: Math.round(now),
		hiddenUntil: world.clock.realNow() + Math.max(lateMs, wish.hiddenMs),
		profile: wish.profile,
		attempt: 0,
		attemptStartedAt: now,
		parentOrderId: wish.parentOrderId,
	};
	books.automations.set(automation.automationId, automation);
	host.automations.push(automation);
	startAttempt(books, automation, automationPhases(automation, settings.phaseFactor));
	return automation;
}

export function retryAutomation(books: DigiCertBooks, automation: Automation): void {
	automation.attempt += 1;
	automation.attemptStartedAt = books.now;
	startAttempt(books, automation, automationPhases(automation, books.settings.phaseFactor));
}
