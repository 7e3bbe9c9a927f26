import {
	additionalFieldsOf,
	choice,
	includeInputFields,
	optionsOf,
} from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { getDeployments } from '../../../api/deployments';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, enrollmentField, readSwitchKey } from '../fields';
import type { Id } from '../../../../shared/values';
import { asObject } from '../../../../shared/values';
import { leafFacts } from '../../../api/leafFacts';
import { asExpected, compareWith, readExpected } from './expected';

const ENVIRONMENTS = ['production', 'staging', 'both'] as const;

interface Input {
	enrollmentId: Id;
	environment: (typeof ENVIRONMENTS)[number];
	accountSwitchKey?: string;
	/** Leaf certificates, by their fingerprint. */
	expected: string[];
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
		additionalFieldsOf([accountSwitchKey, compareWith]),
		optionsOf(includeInputFields),
	],
	mayBeEmpty: ['additionalFields.compareWith'],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		environment: reader.requiredChoice('environment', ENVIRONMENTS),
		accountSwitchKey: readSwitchKey(reader),
		expected: readExpected(reader),
	}),
	each: async (ctx, { enrollmentId, environment, accountSwitchKey: account, expected }) => {
		const cps = await cpsOf(ctx, account);
		const deployments = await getDeployments(cps, enrollmentId);
		const known = { enrollmentId, environment };
		const { production, staging } = deployments;
		if (environment === 'both') {
			const compared = asExpected([production, staging], expected);
			return { ...deployments.raw, ...known, ...compared };
		}
		const deployment = deployments[environment];
		const compared = asExpected([deployment], expected);
		if (!deployment) return { ...known, deployed: false, ...compared };
		const { certificate } = asObject(deployment.primaryCertificate);
		return { ...deployment, ...leafFacts(certificate), ...known, deployed: true, ...compared };
	},
});
