import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import type { Id } from '../../shared/values';
import { asId } from '../../shared/values';

/** The order that the form says; an expression has no item here and counts as empty. */
export function chosenOrder(ctx: ILoadOptionsFunctions, whatIsShown: string): Id {
	const orderId = asId(ctx.getCurrentNodeParameter('orderId', { extractValue: true }));
	if (orderId !== undefined) return orderId;
	throw new Failure({
		class: 'fixRequest',
		message: `The list shows ${whatIsShown} of an order, and 'Order' is empty`,
		nextStep: "Choose the 'Order' first. By ID works without this list.",
	});
}
