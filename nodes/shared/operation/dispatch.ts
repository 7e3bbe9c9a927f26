import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { OperationMap } from './operation';

/** Runs the operation that the form chose. Resource and operation take no expressions. */
export async function dispatch(
	ctx: IExecuteFunctions,
	map: OperationMap,
): Promise<INodeExecutionData[][]> {
	const resource = String(ctx.getNodeParameter('resource', 0));
	const operation = String(ctx.getNodeParameter('operation', 0));
	const chosen = map[resource]?.operations[operation];
	if (chosen) return await chosen.execute(ctx);
	throw new NodeOperationError(ctx.getNode(), `'${resource}' has no operation '${operation}'`);
}
