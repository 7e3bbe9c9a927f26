import { approve } from './approve.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { reject } from './reject.operation';

export const request = { name: 'Request', operations: { getAll, get, approve, reject } };
