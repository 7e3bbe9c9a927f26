import { flag, numberOption } from '../../../shared/form/fields';
import type { Reader } from '../../../shared/reader/reader';

export const resolveAutomationIds = flag(
	'Resolve Automation IDs',
	'resolveAutomationIds',
	'Whether to read the automated-IP list afterwards for the automation IDs, which the answer does not give',
	{ default: true },
);

const USUAL_HOURS = 24;
export const LONGEST_WINDOW_HOURS = 720;

export const duplicateWindow = numberOption(
	'Duplicate Window (Hours)',
	'duplicateWindow',
	'A host that was requested within this time is not sent again, even if its automation failed, nor is one in progress; 0 turns the time off',
	{ min: 0, max: LONGEST_WINDOW_HOURS, default: USUAL_HOURS },
);

export const readWindow = (reader: Reader): number =>
	reader.integer('options.duplicateWindow', 0, LONGEST_WINDOW_HOURS) ?? USUAL_HOURS;

const VISIBLE_SECONDS = 60;
const LONGEST_SECONDS = 3600;

export const visibleWithin = numberOption(
	'Visible Within (Seconds)',
	'visibleWithin',
	'How long to look in the automated-IP list for a host whose answer was lost, before its outcome is reported as unclear',
	{ min: 0, max: LONGEST_SECONDS, default: VISIBLE_SECONDS },
);

export const readVisibleWithin = (reader: Reader): number =>
	reader.integer('options.visibleWithin', 0, LONGEST_SECONDS) ?? VISIBLE_SECONDS;
