import { get } from './get.operation';

export const deployment = { name: 'Deployment', operations: { get } };
