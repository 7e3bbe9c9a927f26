import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { choice, flag, moment, numberOption, text } from '../../../shared/form/fields';
import type { Reader } from '../../../shared/reader/reader';
import { withoutEmpty } from '../../../shared/values';

const INSTALLATION_TYPES = ['AUTO_INSTALL_AFTER_APPROVAL', 'SCHEDULED_INSTALL'] as const;

/** Below the certificate's validity, at most 397 days (View automation details). */
const MOST_DAYS_BEFORE_EXPIRY = 396;

const timeZone = text(
	'Schedule Time Zone',
	'scheduleTimeZone',
	'Offset from GMT and a name, joined by "#"',
	{ placeholder: 'e.g. -8#pacifictime' },
);

export const installFields: INodeProperties[] = [
	choice('Installation Type', 'installationType', 'When the certificate is installed on the host', {
		default: 'AUTO_INSTALL_AFTER_APPROVAL',
		options: [
			['AUTO_INSTALL_AFTER_APPROVAL', 'Auto Install After Approval', 'As soon as it is issued'],
			['SCHEDULED_INSTALL', 'Scheduled Install', 'At Schedule Time'],
		],
	}),
	moment(
		'Schedule Time',
		'scheduleTime',
		'When the automation starts; without an offset, in the time zone of the workflow',
		{ displayOptions: { show: { installationType: ['SCHEDULED_INSTALL'] } } },
	),
	{
		...timeZone,
		displayOptions: { show: { installationType: ['SCHEDULED_INSTALL'] } },
	},
];

/** Parts of Additional Fields. */
export const renewalFields: INodeProperties[] = [
	flag(
		'Always On',
		'isAlwaysOn',
		'Whether the host gets its certificates renewed and installed from now on; needs Auto-Renew Settings',
	),
	{
		displayName: 'Auto-Renew Settings',
		name: 'autoRenewSettings',
		type: 'fixedCollection',
		placeholder: 'Add settings',
		default: {},
		description: 'How to renew when Always On is set',
		options: [
			{
				displayName: 'Settings',
				name: 'settings',
				values: [
					flag(
						'Auto Replace',
						'isAutoReplace',
						'Whether to request and install a certificate when the present one is revoked or missing',
					),
					numberOption(
						'Days Before Expiry',
						'daysBeforeExpiry',
						'How long before its end a certificate is renewed, in days',
						{ min: 1, max: MOST_DAYS_BEFORE_EXPIRY, default: 30 },
					),
					moment(
						'Schedule Time',
						'scheduleTime',
						'When renewing starts; without an offset, in the time zone of the workflow',
					),
					timeZone,
				],
			},
		],
	},
];

export const installNeeds = (reader: Reader): string[] =>
	reader.value('installationType') === 'SCHEDULED_INSTALL'
		? ['scheduleTime', 'scheduleTimeZone']
		: [];

export function readInstallSettings(reader: Reader): IDataObject {
	const installationType = reader.requiredChoice('installationType', INSTALLATION_TYPES);
	const scheduled = installationType === 'SCHEDULED_INSTALL';
	const isAlwaysOn = reader.boolean('additionalFields.isAlwaysOn');
	const renewal = reader.part('additionalFields.autoRenewSettings.settings');
	if (isAlwaysOn && !renewal) {
		reader.refuse('additionalFields.autoRenewSettings', 'is needed where Always On is set');
	}
	if (renewal && !isAlwaysOn) {
		reader.refuse('additionalFields.isAlwaysOn', 'must be set for Auto-Renew Settings to count');
	}
	return withoutEmpty({
		installationType,
		isAlwaysOn,
		scheduleTime: scheduled ? required(reader, 'scheduleTime', readFuture(reader)) : undefined,
		scheduleTimeZone: scheduled
			? required(reader, 'scheduleTimeZone', readTimeZone(reader))
			: undefined,
		autoRenewSettings: renewal && readRenewal(renewal),
	});
}

const readRenewal = (reader: Reader): IDataObject =>
	withoutEmpty({
		daysBeforeExpiry: reader.integer('daysBeforeExpiry', 1, MOST_DAYS_BEFORE_EXPIRY),
		scheduleTime: readFuture(reader),
		scheduleTimeZone: readTimeZone(reader),
		isAutoReplace: reader.boolean('isAutoReplace'),
	});

const required = <T>(reader: Reader, name: string, value: T | undefined): T =>
	value ?? reader.refuse(name, 'is needed for a scheduled install');

function readFuture(reader: Reader): number | undefined {
	const moment = reader.instant('scheduleTime');
	if (moment !== undefined && moment <= Date.now()) reader.refuse('scheduleTime', 'is in the past');
	return moment;
}

/** `<offset>#<name>`; the one documented example is `-8#pacifictime`. */
function readTimeZone(reader: Reader): string | undefined {
	const text = reader.text('scheduleTimeZone');
	return text === undefined || isTimeZone(text)
		? text
		: reader.refuse('scheduleTimeZone', 'must be an offset and a name, such as -8#pacifictime');
}

const EAST_MOST_HOURS = 14;
const WEST_MOST_HOURS = 12;

export function isTimeZone(text: string): boolean {
	const [, sign, hours, minutes = '0'] =
		/^([+-]?)(\d{1,2})(?::?([0-5]\d))?#[A-Za-z][\w/+-]*$/.exec(text) ?? [];
	if (hours === undefined) return false;
	const offset = Number(hours) + Number(minutes) / 60;
	return offset <= (sign === '-' ? WEST_MOST_HOURS : EAST_MOST_HOURS);
}
