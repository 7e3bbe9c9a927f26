import { Failure } from '../failure';
import { OWN } from '../ownCodes';
import type { Meaning } from './exchange';

/** 2xx with a body that is not the documented JSON: no absence, and no success either. */
export const unreadable = (service: string, status: number, meaning: Meaning): Failure =>
	new Failure({
		class: meaning === 'read' ? 'settle' : 'unclear',
		code: OWN.unreadable.code,
		message: `${service} answered HTTP ${status} with a body that is not the documented JSON`,
	});
