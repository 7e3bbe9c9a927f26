import { create } from './create.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const enrollment = { name: 'Enrollment', operations: { create, get, getAll } };
