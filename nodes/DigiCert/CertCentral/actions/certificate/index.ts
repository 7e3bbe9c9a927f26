import { download } from './download.operation';
import { getChain } from './getChain.operation';
import { revoke } from './revoke.operation';

export const certificate = { name: 'Certificate', operations: { download, getChain, revoke } };
