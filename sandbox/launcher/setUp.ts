import type { INode, INodeParameters } from 'n8n-workflow';
import { isObject } from '../../nodes/shared/values';
import type { WorkflowFile } from './seed';

/** What an admin sets in the examples, here for the accounts of the simulator. */

export const ORGANIZATION_ID = '1850011';

/** The simulated account requires this custom field. */
const CUSTOM_FIELDS = { field: [{ metadataId: 21, value: '4711' }] };

/** Virtual time runs faster, so the pauses may be short. */
const PAUSE_SECONDS = 3;

/** Off as imported */
const ENABLED = ['Read inventory', 'Hosts by webhook'];

const MAIN_JOB = { mayOrder: true, autoApprove: true, organizationId: ORGANIZATION_ID };

/** Of the organization that signs for it: CPS warns where the certificate names another one. */
export const ENROLLMENT = {
	contractId: 'C-0N7RAC7',
	commonName: 'www.example.com',
	sans: 'shop.example.com, api.example.com',
	organization: 'Example Industries',
	address: '1 Example Street',
	city: 'Lehi',
	state: 'Utah',
	postalCode: '84043',
	country: 'US',
	adminFirstName: 'Ada',
	adminLastName: 'Example',
	adminEmail: 'ada@example.com',
	adminPhone: '+1 617 555 0100',
	techFirstName: 'Tim',
	techLastName: 'Example',
	techEmail: 'tim@akamai.com',
	techPhone: '+1 617 555 0101',
};

/** Of another contract: one takes a single enrollment in five minutes. */
const BESIDE_IT = { contractId: 'K-0N7RAK71', commonName: 'shop.example.org', sans: '' };

const SETTINGS: Record<string, Record<string, unknown>> = {
	certLifecycleMain: MAIN_JOB,
	certLifecycleAkamai: ENROLLMENT,
	certLifecycleAkamaiThirdParty: { ...MAIN_JOB, ...ENROLLMENT, ...BESIDE_IT },
	certLifecycleAkamaiRenew: MAIN_JOB,
};

const objectIn = (parameters: INodeParameters, name: string): INodeParameters =>
	isObject(parameters[name]) ? (parameters[name] as INodeParameters) : {};

export function withSettings(
	{ parameters }: INode,
	values: Record<string, unknown>,
): INodeParameters {
	const { assignments } = objectIn(parameters, 'assignments');
	const rows = (Array.isArray(assignments) ? assignments : []) as INodeParameters[];
	const filled = rows.map((row) => ({ ...row, value: values[String(row.name)] ?? row.value }));
	return { ...parameters, assignments: { assignments: filled as INodeParameters[] } };
}

function orderForTheAccount({ parameters }: INode): INodeParameters {
	const organization = objectIn(parameters, 'organization');
	return {
		...parameters,
		organization: { ...organization, value: organization.value || ORGANIZATION_ID },
		additionalFields: {
			...objectIn(parameters, 'additionalFields'),
			customFields: CUSTOM_FIELDS,
		},
	};
}

function parametersOf(workflow: WorkflowFile, node: INode, inventory: string): INodeParameters {
	const { name, type, parameters } = node;
	if (name === 'Settings') return withSettings(node, SETTINGS[workflow.id] ?? {});
	if (name === 'Read inventory') return { ...parameters, url: inventory };
	if (type === 'n8n-nodes-base.wait') return { ...parameters, amount: PAUSE_SECONDS };
	const creates = parameters.resource === 'order' && parameters.operation === 'create';
	return creates ? orderForTheAccount(node) : parameters;
}

export const setUp = (workflow: WorkflowFile, inventory: string): WorkflowFile => ({
	...workflow,
	nodes: workflow.nodes.map((node) => ({
		...node,
		parameters: parametersOf(workflow, node, inventory),
		...(ENABLED.includes(node.name) ? { disabled: false } : {}),
	})),
});
