import { download } from './download.operation';

export const certificate = { name: 'Certificate', operations: { download } };
