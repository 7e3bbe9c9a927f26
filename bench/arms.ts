import type { INodeParameters } from 'n8n-workflow';

import type { Account } from './account';
import { COST_CENTER, newOrder, ORGANIZATION } from './newOrder';
import type { HelperArm, LoopArm, LoopCall, NodeArm } from './process/task';

/** One of those that do the same job side by side. */
export interface Arm {
	name: string;
	/** Whose figures the targets are for */
	ours?: true;
	of(account: Account): NodeArm | HelperArm | LoopArm;
}

const byId = (value: unknown): INodeParameters =>
	({ __rl: true, mode: 'id', value }) as INodeParameters;

/** Order > Create as its form is by default. */
export const orderCreate: Arm = {
	name: 'Order > Create',
	ours: true,
	of: () => ({
		kind: 'node',
		node: 'certCentral',
		parameters: {
			resource: 'order',
			operation: 'create',
			product: { __rl: true, mode: 'list', value: 'ssl' },
			typeHint: 'ov',
			commonName: '={{ $json.commonName }}',
			csr: '={{ $json.csr }}',
			organization: byId(ORGANIZATION),
			orderValidityYears: 1,
			additionalFields: { customFields: { field: [COST_CENTER] }, skipApproval: true },
		},
	}),
};

/** One of our nodes as it was at a revision of this repository. */
export const asOf = (name: string, revision = ''): string => `${name} of ${revision}`;

const onOrder = (name: string, operation: string, more: INodeParameters = {}): Arm => ({
	name,
	ours: true,
	of: () => ({
		kind: 'node',
		node: 'certCentral',
		parameters: {
			resource: 'order',
			operation,
			orderId: byId('={{ $json.orderId }}'),
			...more,
		},
	}),
});

/** Everything that Order info answers, as the HTTP Request node gives it. */
export const orderGet = onOrder('Order > Get', 'get', { simplify: false });

export const orderCheckStatus = onOrder('Order > Check Status', 'checkStatus');

export const automationCheckStatus: Arm = {
	name: 'Automation > Check Status',
	ours: true,
	of: ({ keys }) => ({
		kind: 'node',
		node: 'automation',
		parameters: {
			resource: 'automation',
			operation: 'checkStatus',
			automationId: byId('={{ $json.automationId }}'),
			accountId: String(keys.accountId),
			divisionId: String(keys.divisionId),
		},
	}),
};

type HttpCall = (account: Account) => INodeParameters;

const json = (url: string, body: object): INodeParameters => ({
	method: 'POST',
	url,
	sendBody: true,
	specifyBody: 'json',
	jsonBody: `=${JSON.stringify(body)}`,
});

export const HTTP_CALLS = {
	createOrder: ({ servicesUrl }) =>
		json(
			`${servicesUrl}/order/certificate/ssl`,
			newOrder({
				commonName: '{{ $json.commonName }}',
				// The line breaks of a PEM text have to be escaped.
				csr: '{{ JSON.stringify($json.csr).slice(1, -1) }}',
			}),
		),
	getOrder: ({ servicesUrl }) => ({
		method: 'GET',
		url: `=${servicesUrl}/order/certificate/{{ $json.orderId }}`,
	}),
	viewAutomationDetails: ({ automationUrl }) => ({
		...json(`${automationUrl}/automation/viewAutomationDetails`, {}),
		jsonBody: '={{ JSON.stringify($json) }}',
	}),
} satisfies Record<LoopCall, HttpCall>;

export interface HttpRequestOptions extends Omit<NodeArm, 'kind' | 'node' | 'parameters'> {
	/** So many items, then a pause of so many milliseconds */
	batch?: { batchSize: number; batchInterval: number };
}

/** n8n's Retry On Fail at its highest number of tries. */
export const RETRY = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 };
export const CONTINUE = { onError: 'continueRegularOutput' } as const;

/** n8n's own node with the same credential and the same call. */
export function httpRequest(call: LoopCall, options: HttpRequestOptions = {}): Arm {
	const { batch, ...settings } = options;
	const traits = [
		batch && `batches of ${batch.batchSize} every ${batch.batchInterval} ms`,
		settings.retryOnFail && 'Retry On Fail',
		settings.onError && 'On Error: Continue',
	];
	return {
		name: ['HTTP Request', ...traits.filter(Boolean)].join(', '),
		of: (account) => ({
			kind: 'node',
			node: 'httpRequest',
			parameters: {
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'digiCertApi',
				...HTTP_CALLS[call](account),
				options: batch ? { batching: { batch } } : {},
			},
			...settings,
		}),
	};
}

export const BARE_LOOP = 'Bare loop, keep-alive';

export const bareLoop = (call: LoopCall): Arm => ({
	name: BARE_LOOP,
	of: () => ({ kind: 'loop', call }),
});

export const HELPER = "n8n's HTTP helper alone";

export const bareHelper = (call: LoopCall): Arm => ({
	name: HELPER,
	of: () => ({ kind: 'helper', call }),
});
