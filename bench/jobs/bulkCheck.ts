import type { IDataObject } from 'n8n-workflow';

import type { SeedHost } from '../../sandbox/simulator/digicert/seed';
import type { Account } from '../account';
import { openAccount } from '../account';
import type { Arm } from '../arms';
import { automationCheckStatus, bareLoop, httpRequest, orderCheckStatus } from '../arms';
import type { Bench, Sample } from '../measure';
import { sampleOf } from '../measure';
import { bookOrders } from '../orders';

export interface CheckSample extends Sample {
	what: string;
	/** Calls for the list, and one for each thing that it does not settle */
	most: number;
}

/** One of so many needs somebody's attention. */
const UNSETTLED_EVERY = 50;

const isUnsettled = (at: number): boolean => at % UNSETTLED_EVERY === 0;

interface Subject {
	what: string;
	arms: Arm[];
	/** Rows of a page of the list at most (List orders; list automated IPs) */
	page: number;
	/** Whether a list without a total is asked once more, to see that nothing follows */
	endless?: true;
	prepare(account: Account, count: number): Promise<IDataObject[]>;
}

const orders: Subject = {
	what: 'orders',
	arms: [orderCheckStatus, httpRequest('getOrder'), bareLoop('getOrder')],
	page: 1000,
	prepare: async (account, count) =>
		await bookOrders(
			account,
			Array.from(
				{ length: count },
				(_, at) => `${isUnsettled(at) ? 'needs-approval' : 'instant'}-${at}.example.com`,
			),
		),
};

const FIRST_AUTOMATION = 300_000;
const HOSTS_PER_ADDRESS = 50;
/** So long ago that the run of each automation is over. */
const LONG_AGO_MS = 48 * 3_600_000;

const hostOf = (at: number): SeedHost => ({
	ip: `198.51.100.${1 + Math.floor(at / HOSTS_PER_ADDRESS)}`,
	port: 8000 + (at % HOSTS_PER_ADDRESS),
	commonName: `www-${at}.example.com`,
	agentName: 'agent-01',
	...(isUnsettled(at) ? { script: 'failsFinally' as const } : {}),
	automation: {
		automationId: FIRST_AUTOMATION + at,
		requestedOn: Date.now() - LONG_AGO_MS,
	},
});

const automations: Subject = {
	what: 'automations',
	arms: [
		automationCheckStatus,
		httpRequest('viewAutomationDetails'),
		bareLoop('viewAutomationDetails'),
	],
	page: 512,
	endless: true,
	prepare: async (account, count) => {
		const hosts = Array.from({ length: count }, (_, at) => hostOf(at));
		await account.seed({
			settings: { automatedIps: 'all' },
			agents: [{ agentName: 'agent-01', type: 'Agent' }],
			hosts,
		});
		const { accountId, divisionId } = account.keys;
		return hosts.map(({ automation }) => ({
			accountId,
			divisionId,
			automationId: automation?.automationId,
		}));
	},
};

/** Each page begins with the last row of the one before, by which a list that moves is noticed. */
const listCalls = ({ page, endless }: Subject, count: number): number =>
	Math.ceil((count - 1) / (page - 1)) + (endless ? 1 : 0);

/** The state of many things: by our nodes from the list, by other means one call each. */
export async function measureBulkChecks(bench: Bench, count: number): Promise<CheckSample[]> {
	const samples: CheckSample[] = [];
	for (const subject of [automations, orders]) {
		const { what, arms, prepare } = subject;
		const account = await openAccount();
		const items = await prepare(account, count);
		const most = listCalls(subject, count) + Math.ceil(count / UNSETTLED_EVERY);
		for (const arm of arms) {
			const job = { label: `${count} ${what}`, arm, prepare: async () => items };
			samples.push({ ...(await sampleOf(bench, account, job)), what, most });
		}
		await account.stop();
	}
	return samples;
}
