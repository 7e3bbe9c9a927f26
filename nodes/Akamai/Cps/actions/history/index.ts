import { getAll } from './getAll.operation';

export const history = { name: 'History', operations: { getAll } };
