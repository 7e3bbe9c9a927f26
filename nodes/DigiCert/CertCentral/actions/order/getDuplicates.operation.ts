import { listOperation } from './replace/list';

/** List duplicates. */
export const getDuplicates = listOperation('duplicate', {
	name: 'Get Duplicates',
	action: 'Get order duplicates',
	description: 'List the duplicates of an order, each certificate once',
});
