import { getAll } from './getAll.operation';

export const activeCertificate = { name: 'Active Certificate', operations: { getAll } };
