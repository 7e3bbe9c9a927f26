import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const organization = { name: 'Organization', operations: { getAll, get } };
