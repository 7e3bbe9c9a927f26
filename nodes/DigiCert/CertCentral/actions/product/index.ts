import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const product = { name: 'Product', operations: { getAll, get } };
