import type { Reader } from '../../../../shared/reader/reader';
import type { Id } from '../../../../shared/values';
import { readSwitchKey } from '../fields';

export interface ChangeInput {
	enrollmentId: Id;
	/** Empty is the only one that is pending. */
	changeId?: Id;
	accountSwitchKey?: string;
}

export const readChange = (reader: Reader): ChangeInput => ({
	enrollmentId: reader.requiredId('enrollmentId'),
	changeId: reader.id('changeId'),
	accountSwitchKey: readSwitchKey(reader),
});
