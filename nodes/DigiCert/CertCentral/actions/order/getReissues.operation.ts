import { listOperation } from './replace/list';

/** List reissues. */
export const getReissues = listOperation('reissue', {
	name: 'Get Reissues',
	action: 'Get order reissues',
	description: 'List the reissues of an order, each certificate once',
});
