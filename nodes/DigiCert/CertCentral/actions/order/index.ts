import { cancel } from './cancel.operation';
import { changeDcvMethod } from './changeDcvMethod.operation';
import { checkDcv } from './checkDcv.operation';
import { checkStatus } from './checkStatus.operation';
import { create } from './create.operation';
import { duplicate } from './duplicate.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getDuplicates } from './getDuplicates.operation';
import { getReissues } from './getReissues.operation';
import { planRenewals } from './planRenewals.operation';
import { reissue } from './reissue.operation';
import { revoke } from './revoke.operation';
import { validate } from './validate.operation';

export const order = {
	name: 'Order',
	operations: {
		create,
		validate,
		checkStatus,
		get,
		getAll,
		planRenewals,
		reissue,
		duplicate,
		getReissues,
		getDuplicates,
		checkDcv,
		changeDcvMethod,
		cancel,
		revoke,
	},
};
