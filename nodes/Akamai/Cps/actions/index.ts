import type { OperationMap } from '../../../shared/operation/operation';
import { change } from './change';
import { deployment } from './deployment';
import { enrollment } from './enrollment';

export const operations: OperationMap = { enrollment, change, deployment };
