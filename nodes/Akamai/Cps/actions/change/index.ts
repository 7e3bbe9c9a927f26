import { checkStatus } from './checkStatus.operation';
import { get } from './get.operation';

export const change = { name: 'Change', operations: { checkStatus, get } };
