import { randomBytes } from 'node:crypto';

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CpsRequest } from '../../../nodes/Akamai/transport/cps';
import { cpsOf } from '../../../nodes/Akamai/transport/cps';
import { automationOf } from '../../../nodes/DigiCert/transport/automation';
import { servicesOf } from '../../../nodes/DigiCert/transport/services';
import type { Meaning } from '../../../nodes/shared/http/exchange';
import { defineEach } from '../../../nodes/shared/operation/each';
import { isObject } from '../../../nodes/shared/values';
import { caller, runNode } from '../../support/engine';
import type { Answer } from '../../support/receiver';
import { useReceiver } from '../../support/use';
import { UNPACED } from '../../support/unpaced';

/** What the service says in its own words. */
export const SAID = 'Words of the service';

/** An account of its own, since a long Retry-After stays with the account. */
const newSecret = () => randomBytes(16).toString('hex');

export interface Told {
	error: string;
	details: IDataObject;
}

export type Call = (answer: Answer, meaning?: Meaning, path?: string) => Promise<Told>;

/** One call of each API, to a service that answers as told. */
export function useCall() {
	const receiver = useReceiver();

	const credentials = () => ({
		digiCertApi: {
			apiKey: newSecret(),
			region: 'custom',
			servicesUrl: `${receiver.origin}/services/v2`,
			automationUrl: `${receiver.origin}/automationws/v1`,
			...UNPACED,
		},
		akamaiEdgeGridApi: {
			host: receiver.origin,
			clientToken: newSecret(),
			clientSecret: newSecret(),
			accessToken: newSecret(),
			accountSwitchKey: newSecret(),
			...UNPACED,
		},
	});

	/** The item that becomes of one call, made by an operation like any other. */
	async function itemOf(
		credential: string,
		answer: Answer,
		call: (ctx: IExecuteFunctions) => Promise<unknown>,
	): Promise<Told> {
		receiver.answer(() => answer);
		const operation = defineEach({
			name: 'Call',
			action: 'Call the service',
			description: 'Call the service',
			fields: [],
			read: () => undefined,
			each: async (ctx) => {
				await call(ctx);
				return {};
			},
		});
		const { outputs, error } = await runNode({
			node: caller(credential, async (ctx) => await operation.execute(ctx)),
			parameters: {},
			credentials: credentials(),
			onError: 'continueRegularOutput',
		});
		if (error) throw error;
		const [[item]] = outputs[0]?.[0]?.json.answer as unknown as [[{ json: Told }]];
		return item.json;
	}

	const CALLS: Record<string, Call> = {
		services: async (answer, meaning = 'read') =>
			await itemOf('digiCertApi', answer, async (ctx) => {
				const method = meaning === 'read' ? 'GET' : 'POST';
				return await (await servicesOf(ctx)).json({ method, path: '/thing' });
			}),
		automation: async (answer, meaning = 'read') =>
			await itemOf('digiCertApi', answer, async (ctx) => {
				return await (await automationOf(ctx)).data({ path: '/thing', body: {}, meaning });
			}),
		akamai: async (answer, meaning = 'read', path = '/cps/v2/enrollments/1') =>
			await itemOf('akamaiEdgeGridApi', answer, async (ctx) => {
				const method = meaning === 'read' ? 'GET' : 'PUT';
				const cps = await cpsOf(ctx);
				const request: CpsRequest = { method, path, accept: 'application/json' };
				return await cps.narrowed(request, (body) => (isObject(body) ? body : undefined));
			}),
	};

	const call = async (api: string, answer: Answer, meaning?: Meaning): Promise<Told> => {
		const send = CALLS[api];
		if (!send) throw new Error(`There is no API "${api}"`);
		return await send(answer, meaning);
	};

	return { CALLS, call };
}
