import { addressHint, convertedNames } from '../../../../shared/certificate/names';
import { badInput, type Failure } from '../../../../shared/failure';
import {
	additionalFieldsOf,
	flag,
	includeInputFields,
	notice,
	numberOption,
	optionsOf,
} from '../../../../shared/form/fields';
import { forEachJob } from '../../../../shared/operation/each';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Job } from '../../../../shared/operation/operation';
import { accountSwitchKey, contractField, readContract, readSwitchKey } from '../fields';
import { createOnce } from './create/createOnce';
import type { NewEnrollment } from './create/newEnrollment';
import { wishOf } from './create/newEnrollment';
import { otherAdditional, readOther, readQuery } from './parts/additional';
import { contactAdditional, contactFields, contactNeeds, readContacts } from './parts/contacts';
import { csrAdditional, csrFields, readCsr } from './parts/csr';
import { kindFields, readKind } from './parts/kind';
import { NETWORK_NEEDS, networkField, readNetwork } from './parts/network';

/** One new enrollment in five minutes for each contract. Source: techdocs, Create an enrollment. */
const INTERVAL_SECONDS = 300;
const LONGEST_SECONDS = 86_400;
/** Two turns, and the time that their calls take: a third item is served, too. */
const PATIENCE_SECONDS = 660;
const VISIBLE_SECONDS = 60;

const creationInterval = numberOption(
	'Creation Interval (Seconds)',
	'creationInterval',
	'Time between two new enrollments of one contract; CPS allows one in five minutes',
	{ min: 0, max: LONGEST_SECONDS, default: INTERVAL_SECONDS },
);

const waitForTurn = numberOption(
	'Wait for Turn (Seconds)',
	'waitForTurn',
	'How long an item may wait inside this node until CPS takes another enrollment for its contract. What has to wait longer fails without being sent and can be run again.',
	{ min: 0, max: LONGEST_SECONDS, default: PATIENCE_SECONDS },
);

const visibleWithin = numberOption(
	'Visible Within (Seconds)',
	'visibleWithin',
	'How long to look for an enrollment whose answer was lost, before its outcome is reported as unclear',
	{ min: 0, max: LONGEST_SECONDS, default: VISIBLE_SECONDS },
);

const adoptDeployed = flag(
	'Adopt Deployed',
	'adoptDeployed',
	'Whether one with the same type, network, names and contract is taken up even if it is live already, so that a workflow can be run again at any point',
);

export const create = defineOperation<NewEnrollment>({
	name: 'Create',
	action: 'Create enrollment',
	description: 'Enroll a certificate; CPS then makes a CSR or obtains the certificate itself',
	irreversible: true,
	namedBy: ['commonName'],
	idFields: ['enrollmentId', 'changeId', 'commonName'],
	// Where duplicates are allowed, one that is no longer pending is not adopted but made again.
	repeatable: (wanted) => wanted.every(({ query }) => !query['allow-duplicate-cn']),
	fields: [
		notice(
			'fixedNotice',
			"Common name, certificate type, validation type, secure network and SNI only cannot be changed afterwards. CPS takes one new enrollment in five minutes for each contract: further items wait in this node ('Wait for Turn', eleven minutes at most unless set).",
		),
		contractField(true, 'The contract under which the certificate is enrolled'),
		...kindFields,
		...csrFields,
		...contactFields,
		networkField,
		flag(
			'Change Management',
			'changeManagement',
			'Whether each change stops on the staging network until it is acknowledged. Off means straight to production.',
			{ default: true },
		),
		flag(
			'Multi-Stacked Certificates',
			'enableMultiStackedCertificates',
			'Whether there is an ECDSA certificate beside the RSA one (dual-stack)',
		),
		additionalFieldsOf([
			accountSwitchKey,
			...csrAdditional,
			...contactAdditional,
			...otherAdditional,
		]),
		optionsOf(adoptDeployed, creationInterval, includeInputFields, visibleWithin, waitForTurn),
	],
	needs: (reader) => [...NETWORK_NEEDS, ...contactNeeds(reader)],
	read: (reader) => {
		const contractId = readContract(reader) ?? reader.refuseAsEmpty('contractId');
		const kind = readKind(reader);
		const { csr, written } = readCsr(reader, kind);
		const contacts = readContacts(reader);
		const { body: networkConfiguration, clientMutualAuthentication, fips } = readNetwork(reader);
		return {
			contractId,
			accountSwitchKey: readSwitchKey(reader),
			query: readQuery(reader),
			body: {
				...kind,
				csr,
				networkConfiguration,
				changeManagement: reader.boolean('changeManagement') ?? true,
				enableMultiStackedCertificates: reader.boolean('enableMultiStackedCertificates') ?? false,
				...contacts.body,
				...readOther(reader, kind),
			},
			clientMutualAuthentication,
			fips,
			adoptsDeployed: reader.boolean('options.adoptDeployed') ?? false,
			interval: reader.integer('options.creationInterval', 0, LONGEST_SECONDS) ?? INTERVAL_SECONDS,
			patience: reader.integer('options.waitForTurn', 0, LONGEST_SECONDS) ?? PATIENCE_SECONDS,
			visibleWithin: reader.integer('options.visibleWithin', 0, LONGEST_SECONDS) ?? VISIBLE_SECONDS,
			convertedNames: convertedNames(written),
			hint: [contacts.hint, addressHint(written)].filter(Boolean).join('. ') || undefined,
		};
	},
	check: refuseTwins,
	run: async (ctx, jobs) =>
		await forEachJob(ctx, jobs, async (input, { stepAside }) => [
			await createOnce(ctx, input, stepAside),
		]),
});

/** Two items that ask for the same enrollment: one of them is a slip. */
function refuseTwins(jobs: Array<Job<NewEnrollment>>): Map<Job<NewEnrollment>, Failure> {
	const first = new Map<string, number>();
	const refused = new Map<Job<NewEnrollment>, Failure>();
	for (const job of jobs) {
		const wish = wishOf(job.input);
		const twin = first.get(wish);
		if (twin === undefined) first.set(wish, job.item);
		else refused.set(job, badInput(sameAs(job.input, twin)));
	}
	return refused;
}

const sameAs = ({ body, contractId }: NewEnrollment, item: number): string =>
	`'Common Name' "${body.csr.cn}" for contract ${contractId} is in item ${item} already`;
