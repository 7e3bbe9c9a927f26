import type { EventMap } from '../../../shared/watch/defineTrigger';
import { certificateExpiring } from './certificateExpiring';
import { changeCompleted } from './changeCompleted';
import { changeNeedsInput } from './changeNeedsInput';

/** Builds the form and polls, so an event that is not here does not exist. */
export const events = {
	changeNeedsInput,
	changeCompleted,
	certificateExpiring,
} satisfies EventMap;
