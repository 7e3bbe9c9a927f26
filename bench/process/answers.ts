import type { IDataObject } from 'n8n-workflow';

/** Order ids on the answers. */
export const idsOf = (answers: IDataObject[]): number[] =>
	answers.flatMap(({ orderId, id }) => Number(orderId ?? id) || []);
