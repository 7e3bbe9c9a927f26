import { changeDcvMethod } from './changeDcvMethod.operation';
import { checkDcv } from './checkDcv.operation';
import { create } from './create.operation';
import { generateToken } from './generateToken.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { submit } from './submit.operation';

export const domain = {
	name: 'Domain',
	operations: { getAll, get, create, submit, checkDcv, changeDcvMethod, generateToken },
};
