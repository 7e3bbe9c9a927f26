import { create } from './create.operation';
import { deletion } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { renew } from './renew.operation';
import { update } from './update.operation';

export const enrollment = {
	name: 'Enrollment',
	operations: { create, delete: deletion, get, getAll, renew, update },
};
