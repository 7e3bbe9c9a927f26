import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import type { FormPaths } from './formPaths';
import type { KnownValues } from './parameters';
import { Reader } from './reader';

export const readerOfItem = (
	ctx: Pick<IExecuteFunctions, 'evaluateExpression' | 'getNodeParameter' | 'getTimezone'>,
	item: number,
	form: FormPaths,
	known: KnownValues,
): Reader =>
	new Reader(
		form,
		{
			ask: (path, extractValue) => ctx.getNodeParameter(path, item, '', { extractValue }),
			give: (expression) => ctx.evaluateExpression(expression, item),
			timezone: () => ctx.getTimezone(),
		},
		known,
	);

/** A trigger has no items: its expressions know the workflow and the time only. */
export const readerOfPoll = (
	ctx: Pick<IPollFunctions, 'getNode' | 'getNodeParameter' | 'getTimezone'>,
	form: FormPaths,
): Reader =>
	new Reader(
		form,
		{
			ask: (path, extractValue) => ctx.getNodeParameter(path, '', { extractValue }),
			timezone: () => ctx.getTimezone(),
		},
		{ set: ctx.getNode().parameters, constants: new Map() },
	);
