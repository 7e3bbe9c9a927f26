import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import type { Id } from '../../shared/values';
import { asId, isObject } from '../../shared/values';

/** The order that the form says; an expression has no item here and counts as empty. */
export function chosenOrder(ctx: ILoadOptionsFunctions, whatIsShown: string): Id {
	// As it stands: n8n's own extraction fails where another choice of the form hides the field.
	const given: unknown = ctx.getCurrentNodeParameter('orderId');
	const orderId = asId(isObject(given) ? given.value : given);
	if (orderId !== undefined) return orderId;
	throw new Failure({
		class: 'fixRequest',
		message: `The list shows ${whatIsShown} of an order, and 'Order' is empty`,
		nextStep: "Choose the 'Order' first. By ID works without this list.",
	});
}
