import { type IDataObject, type INodeParameters } from 'n8n-workflow';

import type { FaultName, FaultSetting } from '../../../sandbox/simulator/faults';
import {
	automationNode,
	automationsOf,
	host,
	itemOf,
	ranLongAgo,
	RENEW,
} from '../../support/automation';
import {
	certCentral,
	credentialOf,
	jsons,
	orderOf,
	orderParameters,
	ordersOf,
	placed,
} from '../../support/certCentral';
import {
	akamaiCps,
	akamaiCredential,
	enrollmentParameters,
	enrollmentsOf,
} from '../../support/cps';
import type { NodeRun } from '../../support/engine';
import { useFleet } from '../../support/openFleet';
import { otherProcess } from '../../support/simulator';
import type { Job, Operation, Options } from './operation';

/** One call in an hour: whatever comes second waits for a slot. */
const ONE_CALL: IDataObject = {
	pacing: 'custom',
	burstRequests: 1,
	burstSeconds: 3600,
	sustainedRequests: 1,
	sustainedSeconds: 3600,
};

const HOSTS = [1, 2, 3];
const FAILED = [4, 5, 6];

/** The largest page has 512 rows. */
const TWO_PAGES = 600;
const sorted = (ids: unknown[]) => [...ids].sort((a, b) => Number(a) - Number(b));

const idsOn = (field: string) => (run: NodeRun) =>
	sorted(run.outputs.flatMap((items) => jsons(items)).map((json) => json[field]));

const three = async (name: string) =>
	await Promise.all(HOSTS.map(async (at) => await orderOf(`${name}-${at}.example.com`)));

const LATE: Array<[FaultName, Partial<FaultSetting>]> = [
	['connectionCut', {}],
	['automationIdLate', { delayMs: 3000 }],
];

/** Hosts, and every operation as a run that can be stopped and made again. */
export function useOperations() {
	const fleet = useFleet([
		...HOSTS.map((number) => host(number)),
		...FAILED.map((number) =>
			host(number, { script: 'installFailsOnce', automation: ranLongAgo(700 + number) }),
		),
	]);

	const digiCert = (
		run: (options: Options) => Promise<NodeRun>,
		{ idsOn, booked }: Pick<Job, 'idsOn' | 'booked'>,
	): Job => ({
		run: async (options = {}) => await run(options),
		elsewhere: async () => {
			otherProcess(fleet);
			return await run({});
		},
		limited: async (options) =>
			await run({
				...options,
				credentials: { digiCertApi: { ...credentialOf(fleet), ...ONE_CALL } },
			}),
		idsOn,
		booked,
	});

	const automation = (
		operation: string,
		items: IDataObject[],
		parameters: INodeParameters,
		booked: Job['booked'],
	): Job =>
		digiCert(
			async (options) =>
				await automationNode(
					fleet,
					operation,
					items,
					{ ...parameters, options: { visibleWithin: 60, waitUpTo: 600 } },
					options,
				),
			{ idsOn: idsOn('automationId'), booked },
		);

	const automationIds = async () =>
		sorted(
			Object.values(await automationsOf(fleet))
				.slice(0, HOSTS.length)
				.flatMap((booked) => booked.map(({ automationId }) => automationId)),
		);

	/** Orders of these tests; the hosts of the fleet came with orders of their own. */
	const orderIds = async () =>
		(await ordersOf(fleet))
			.filter(({ commonName }) => !commonName.startsWith('www'))
			.map(({ id }) => id);

	const OPERATIONS: Operation[] = [
		{
			name: 'Order > Create',
			match: { method: 'POST', path: 'order/certificate' },
			pause: {
				faults: [
					['connectionCut', {}],
					['listLag', { delayMs: 3000 }],
				],
				calls: 3,
			},
			prepare: async () => {
				const items = await three('stop');
				const form = orderParameters({ options: { visibleWithin: 20 } });
				return digiCert(async (options) => await certCentral(fleet, form, items, options), {
					idsOn: idsOn('orderId'),
					booked: orderIds,
				});
			},
		},
		{
			name: 'Automation > Create in Bulk',
			match: { path: 'createAutomation/bulk' },
			pause: { faults: LATE, calls: 1 },
			prepare: async () =>
				automation(
					'createBulk',
					HOSTS.map((at) => itemOf(host(at))),
					RENEW,
					automationIds,
				),
		},
		{
			name: 'Automation > Create',
			match: { path: 'automation/createAutomation' },
			pause: { faults: LATE, calls: 3 },
			prepare: async () =>
				automation(
					'create',
					HOSTS.map((at) => itemOf(host(at))),
					RENEW,
					automationIds,
				),
		},
		{
			name: 'Automation > Retry in Bulk',
			match: { path: 'bulkretryautomationtask' },
			pause: { faults: [['requestLost', {}]], calls: 1 },
			prepare: async () =>
				automation(
					'retryBulk',
					FAILED.map((at) => itemOf(host(at))),
					{},
					async () =>
						sorted(
							Object.values(await automationsOf(fleet)).flatMap((booked) =>
								booked.flatMap(({ automationId, retries }) =>
									Array.from({ length: retries }, () => automationId),
								),
							),
						),
				),
		},
		{
			name: 'Enrollment > Create',
			match: { method: 'POST', path: 'cps/v2/enrollments' },
			pause: { faults: [['requestLost', {}]], calls: 3 },
			prepare: async () => {
				const items = HOSTS.map((at) => ({ commonName: `stop-${at}.example.com` }));
				const form = enrollmentParameters(fleet, { options: { visibleWithin: 60 } });
				const run = async (options: Options = {}) => await akamaiCps(fleet, form, items, options);
				const as = (credential: IDataObject) => ({
					credentials: { akamaiEdgeGridApi: { ...akamaiCredential(fleet), ...credential } },
				});
				return {
					run,
					// Another name of the host is another identity, so another limiter.
					elsewhere: async () =>
						await run(as({ host: fleet.origin.replace('127.0.0.1', 'localhost') })),
					limited: async (options) => await run({ ...options, ...as(ONE_CALL) }),
					idsOn: idsOn('enrollmentId'),
					booked: async () => sorted((await enrollmentsOf(fleet)).map(({ id }) => id)),
				};
			},
		},
		{
			name: 'Order > Check Status, waiting',
			match: { method: 'GET', path: 'order/certificate' },
			pause: { faults: [], calls: 1 },
			prepare: async () => {
				const ids = await placed(fleet, await three('instant'));
				const stuck = await placed(fleet, [await orderOf('stuck.example.com')]);
				const items = [...ids, ...stuck].map((orderId) => ({ orderId }));
				const form = (waitUpTo: number): INodeParameters => ({
					resource: 'order',
					operation: 'checkStatus',
					orderId: { __rl: true, mode: 'id', value: '={{ $json.orderId }}' },
					options: { waitUpTo },
				});
				return digiCert(
					async (options) =>
						await certCentral(fleet, form(options.signal ? 600 : 0), items, options),
					{ idsOn: idsOn('orderId'), booked: orderIds },
				);
			},
		},
		{
			name: 'Automation > Get Many, at its second page',
			match: { path: 'automatedips/list' },
			after: 1,
			pause: { faults: [['unavailable', {}]], calls: 3 },
			prepare: async () => {
				const ports = Array.from({ length: TWO_PAGES }, (_, at) => 8000 + at);
				await fleet.seed({ hosts: ports.map((port) => host(1, { port })) });
				const job = automation('getAll', [{}], { returnAll: true }, async () => ports);
				return { ...job, idsOn: idsOn('port') };
			},
		},
	];

	return { fleet, OPERATIONS };
}
