import type { OperationMap } from '../../../shared/operation/operation';
import { automation } from './automation';

export const operations: OperationMap = { automation };
