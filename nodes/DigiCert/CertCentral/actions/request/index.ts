import { approve } from './approve.operation';
import { getAll } from './getAll.operation';
import { reject } from './reject.operation';

export const request = { name: 'Request', operations: { getAll, approve, reject } };
