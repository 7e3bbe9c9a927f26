import type { OperationMap } from '../../../shared/operation';
import { change } from './change';
import { deployment } from './deployment';
import { enrollment } from './enrollment';

export const operations: OperationMap = { enrollment, change, deployment };
