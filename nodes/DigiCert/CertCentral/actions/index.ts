import type { OperationMap } from '../../../shared/operation/operation';
import { certificate } from './certificate';
import { domain } from './domain';
import { order } from './order';
import { organization } from './organization';
import { product } from './product';
import { request } from './request';

export const operations: OperationMap = {
	order,
	certificate,
	request,
	domain,
	organization,
	product,
};
