import type { OperationMap } from '../../../shared/operation/operation';
import { activeCertificate } from './activeCertificate';
import { change } from './change';
import { deployment } from './deployment';
import { dvChallenge } from './dvChallenge';
import { enrollment } from './enrollment';
import { history } from './history';

export const operations: OperationMap = {
	enrollment,
	change,
	dvChallenge,
	deployment,
	history,
	activeCertificate,
};
