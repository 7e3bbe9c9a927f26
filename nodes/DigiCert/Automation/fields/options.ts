import type { INodeProperties } from 'n8n-workflow';

import type { Reader } from '../../../shared/reader/reader';

export const resolveAutomationIds: INodeProperties = {
	displayName: 'Resolve Automation IDs',
	name: 'resolveAutomationIds',
	type: 'boolean',
	default: true,
	description:
		'Whether to read the automated-IP list afterwards for the automation IDs, which the answer does not give',
};

const USUAL_HOURS = 24;
export const LONGEST_WINDOW_HOURS = 720;

export const duplicateWindow: INodeProperties = {
	displayName: 'Duplicate Window (Hours)',
	name: 'duplicateWindow',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: LONGEST_WINDOW_HOURS },
	default: USUAL_HOURS,
	description:
		'A host that was requested within this time is not sent again, even if its automation failed, nor is one in progress; 0 turns the time off',
};

export const readWindow = (reader: Reader): number =>
	reader.integer('options.duplicateWindow', 0, LONGEST_WINDOW_HOURS) ?? USUAL_HOURS;

const VISIBLE_SECONDS = 60;
const LONGEST_SECONDS = 3600;

export const visibleWithin: INodeProperties = {
	displayName: 'Visible Within (Seconds)',
	name: 'visibleWithin',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: LONGEST_SECONDS },
	default: VISIBLE_SECONDS,
	description:
		'How long to look in the automated-IP list for a host whose answer was lost, before its outcome is reported as unclear',
};

export const readVisibleWithin = (reader: Reader): number =>
	reader.integer('options.visibleWithin', 0, LONGEST_SECONDS) ?? VISIBLE_SECONDS;
