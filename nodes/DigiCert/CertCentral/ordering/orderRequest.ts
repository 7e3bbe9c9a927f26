import type { IDataObject } from 'n8n-workflow';

import type { Identity } from './fingerprint';

/** An order that was read and checked, ready to be placed. */
export interface OrderRequest {
	/** Path segment: `ssl`, or the product identifier. */
	product: string;
	/** Body of the request without `alternative_order_id`. */
	body: IDataObject;
	identity: Identity;
	/** Of the identity: what is in flight, and what keys are made of. */
	fingerprint: string;
	/** The user's own `alternativeOrderId`. */
	ownId?: string;
	protect: boolean;
	lookBackDays: number;
	/** Seconds within which a new order shows in the list. */
	visibleWithin: number;
	/** Days before the end of an order within which the same one is bought anew. */
	buyAgainWithin: number;
	/** Of older workflows, instead: share of its life that a certificate must have left. */
	reuseYoungerThan?: number;
	repeatUnclear: boolean;
	/** Advice that does not stop the order. */
	hint?: string;
	/** What the order does not have of what was asked for, told above the items. */
	banner?: string;
	/** Names that are not written in ASCII, and what they are ordered as. */
	convertedNames?: Record<string, string>;
}
