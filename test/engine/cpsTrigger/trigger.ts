import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AkamaiCpsTrigger } from '../../../nodes/Akamai/CpsTrigger/AkamaiCpsTrigger.node';
import { pollContext } from '../../support/engine';
import { PolledN8n } from '../../support/polledN8n';

const node = new AkamaiCpsTrigger();

/** The trigger in n8n's own poll context, as an active workflow has it. */
export function cpsTrigger(
	credential: IDataObject,
	event: string,
	parameters: INodeParameters = {},
): PolledN8n {
	const nodeId = randomUUID();
	const options = {
		node,
		parameters: { event, ...parameters },
		credentials: { akamaiEdgeGridApi: credential },
	};
	return new PolledN8n(
		(activation) => pollContext(options, { nodeId, activation }),
		async (ctx) => await node.poll.call(ctx),
	);
}

/** A press of "Fetch Test Event". */
export async function testEvent(
	credential: IDataObject,
	event: string,
	parameters: INodeParameters = {},
): Promise<{ items: IDataObject[]; data: IDataObject }> {
	const ctx = pollContext(
		{
			node,
			parameters: { event, ...parameters },
			credentials: { akamaiEdgeGridApi: credential },
		},
		{ mode: 'manual', activation: 'manual' },
	);
	const output = await node.poll.call(ctx);
	return {
		items: (output?.flat() ?? []).map(({ json }) => json),
		data: { ...ctx.getWorkflowStaticData('node') },
	};
}
