import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { memories } from '../../nodes/DigiCert/Automation/submitting/hostMemory';
import { DigiCertAutomation } from '../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { RENEW } from './automation';
import type { NodeOptions } from './engine';
import { runNode } from './engine';
import { useReceiver } from './use';

/** A service made by hand, which answers as no simulator of ours does. */

export const LIST = 'automatedips/list';
export const DETAILS = 'viewAutomationDetails';
export const BULK = 'createAutomation/bulk';
export const CREATE = 'createAutomation';

export const ITEM = { ip: '192.0.2.1', port: 443, accountId: 1, divisionId: 2 };

/** A row of the automated-IP list as it is documented. */
export const listed = (more: IDataObject = {}): IDataObject => ({
	automationId: 77,
	automatedIp: '192.0.2.1',
	automatedPort: 443,
	automationStatus: 'AUTOMATION_SCHEDULED',
	certificateCn: 'www.example.com',
	...more,
});

export const rows = (...list: IDataObject[]) => ({ error: null, data: { automatedIps: list } });

export const initiated = (count: number, more: IDataObject = {}) => ({
	error: null,
	data: {
		message: `Successfully initiated RENEW for ${count} IP/Port(s)`,
		ineligibleIpPorts: [],
		errors: [],
		...more,
	},
});

/** HTTP status and body of a gateway that takes no request. */
export class Refusal {
	readonly body = { errors: [{ code: 'bad_request', message: 'The request is not valid' }] };

	constructor(readonly status: number) {}
}

type Answers = Record<string, unknown>;

export function useDesk() {
	const receiver = useReceiver();
	let key = '';
	const automationUrl = () => `${receiver.origin}/automationws/v1`;
	beforeEach(() => {
		key = randomUUID();
		memories.delete(automationUrl());
	});
	const credentialsWith = (apiKey: string) => ({
		digiCertApi: {
			apiKey,
			region: 'custom',
			servicesUrl: `${receiver.origin}/services/v2`,
			automationUrl: automationUrl(),
		},
	});

	const bodiesOf = (path: string) =>
		receiver.received
			.filter(({ url }) => url.endsWith(`/${path}`))
			.map(({ body }) => JSON.parse(body.toString('utf8')) as IDataObject);

	return {
		receiver,
		bodiesOf,
		credentialsWith,
		sends: (path: string) => bodiesOf(path).length,
		/** Answers by the end of the path; a list of rows is given page by page. */
		answers: (answers: Answers) =>
			receiver.answer(({ url, body }) => {
				const [, answer] = Object.entries(answers).find(([path]) => url.endsWith(`/${path}`)) ?? [];
				const asked = JSON.parse(body.toString('utf8')) as IDataObject;
				const given: unknown = typeof answer === 'function' ? answer(asked) : (answer ?? rows());
				return given instanceof Refusal
					? { status: given.status, body: given.body }
					: { body: given };
			}),
		run: async (
			operation: string,
			items: IDataObject[] = [ITEM],
			parameters: INodeParameters = {},
			options: Partial<NodeOptions> = {},
		) =>
			await runNode({
				node: new DigiCertAutomation(),
				parameters: {
					resource: 'automation',
					operation,
					accountId: '={{ $json.accountId }}',
					divisionId: '={{ $json.divisionId }}',
					...RENEW,
					...parameters,
					options: { visibleWithin: 0, ...(parameters.options as INodeParameters) },
				},
				items,
				credentials: credentialsWith(key),
				...options,
			}),
	};
}
