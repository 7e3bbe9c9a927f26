import { checkStatus } from './checkStatus.operation';
import { create } from './create.operation';
import { createBulk } from './createBulk.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { retryBulk } from './retryBulk.operation';

export const automation = {
	name: 'Automation',
	operations: { createBulk, create, get, getAll, checkStatus, retryBulk },
};
