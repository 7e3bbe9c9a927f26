import type { OperationMap } from '../../../shared/operation';
import { automation } from './automation';

export const operations: OperationMap = { automation };
