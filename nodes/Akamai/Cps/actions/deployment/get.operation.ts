import { additionalFieldsOf, choice } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { getDeployments } from '../../../api/deployments';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, enrollmentField, readSwitchKey } from '../fields';
import type { Id } from '../../../../shared/values';

const ENVIRONMENTS = ['production', 'staging', 'both'] as const;

interface Input {
	enrollmentId: Id;
	environment: (typeof ENVIRONMENTS)[number];
	accountSwitchKey?: string;
}

export const get = defineEach<Input>({
	name: 'Get',
	action: 'Get deployment',
	description: 'Read which certificate and network settings are deployed',
	fields: [
		enrollmentField,
		choice('Environment', 'environment', 'Network whose deployment is read', {
			default: 'production',
			options: [
				['both', 'Both'],
				['production', 'Production'],
				['staging', 'Staging', 'Stays filled after the certificate went on to production'],
			],
		}),
		additionalFieldsOf([accountSwitchKey]),
	],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		environment: reader.requiredChoice('environment', ENVIRONMENTS),
		accountSwitchKey: readSwitchKey(reader),
	}),
	each: async (ctx, { enrollmentId, environment, accountSwitchKey: account }) => {
		const cps = await cpsOf(ctx, account);
		const deployments = await getDeployments(cps, enrollmentId);
		const known = { enrollmentId, environment };
		if (environment === 'both') return { ...deployments.raw, ...known };
		const deployment = deployments[environment];
		return deployment ? { ...deployment, ...known, deployed: true } : { ...known, deployed: false };
	},
});
