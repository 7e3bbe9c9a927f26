import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import type { Id } from '../../shared/values';
import { asId, asText, isObject } from '../../shared/values';

/** As it stands: n8n's own extraction fails where another choice of the form hides the field. */
function chosen(ctx: ILoadOptionsFunctions, name: string): unknown {
	const given: unknown = ctx.getCurrentNodeParameter(name);
	return isObject(given) ? given.value : given;
}

/** The order that the form says; an expression has no item here and counts as empty. */
export function chosenOrder(ctx: ILoadOptionsFunctions, whatIsShown: string): Id {
	const orderId = asId(chosen(ctx, 'orderId'));
	if (orderId !== undefined) return orderId;
	throw new Failure({
		class: 'fixRequest',
		message: `The list shows ${whatIsShown} of an order, and 'Order' is empty`,
		nextStep: "Choose the 'Order' first. By ID works without this list.",
	});
}

/** The product that the form says; for a type hint DigiCert picks it later. */
export function namedProduct(ctx: ILoadOptionsFunctions): string | undefined {
	const product = asText(chosen(ctx, 'product')) ?? 'ssl';
	return product === 'ssl' || product.startsWith('=') ? undefined : product;
}

export function chosenProduct(ctx: ILoadOptionsFunctions): string {
	const product = namedProduct(ctx);
	if (product !== undefined) return product;
	throw new Failure({
		class: 'fixRequest',
		message: "The list shows the server platforms of a product, and 'Product' names none",
		nextStep: "Choose a 'Product' first. By ID works without this list.",
	});
}
