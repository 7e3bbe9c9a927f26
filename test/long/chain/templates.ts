import { randomUUID } from 'node:crypto';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { setUp, withSettings } from '../../../sandbox/launcher/setUp';
import type { WorkflowFile } from '../../../sandbox/launcher/seed';
import { example } from '../../n8n/support/examples';
import { node } from '../../support/itemsWorkflow';

/** The templates as shipped, with what an admin sets in them and pauses that fit the clock. */

export const TEMPLATES = {
	fromNothing: 'certLifecycleAkamaiThirdParty',
	renewal: 'certLifecycleAkamaiRenew',
	follow: 'certLifecycleAkamaiFollow',
	ofCsr: 'certLifecycleOfCsr',
	sign: 'certLifecycleAkamaiSign',
	release: 'certLifecycleAkamaiRelease',
};

/** In the order in which they are published: each before those that call it. */
export const CALLED = [
	'certLifecyclePoll',
	'certLifecycleOrder',
	TEMPLATES.ofCsr,
	TEMPLATES.sign,
	TEMPLATES.release,
	TEMPLATES.follow,
];

const INTERVAL_SECONDS = 300;

const atPace =
	(scale: number) =>
	({ name, parameters, ...rest }: INode): INode => {
		const options = parameters.options as INodeParameters | undefined;
		const isCreation = parameters.resource === 'enrollment' && parameters.operation === 'create';
		const paced: INodeParameters =
			name === 'Wait'
				? { amount: `={{ $json.nextCheckInSeconds / ${scale} }}` }
				: isCreation && scale !== 1
					? { options: { ...options, creationInterval: Math.ceil(INTERVAL_SECONDS / scale) } }
					: {};
		return { name, ...rest, parameters: { ...parameters, ...paced } };
	};

/** One of them as an admin has set it up. */
export function template(id: string, scale: number): WorkflowFile {
	const ready = setUp(example(id), '');
	return { ...ready, nodes: ready.nodes.map(atPace(scale)) };
}

/** With these in Settings. */
export const withValues = (workflow: WorkflowFile, values: IDataObject): WorkflowFile => ({
	...workflow,
	nodes: workflow.nodes.map((one) =>
		one.name === 'Settings' ? { ...one, parameters: withSettings(one, values) } : one,
	),
});

const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

/** Settings for many: a list stands before them, as a sheet or a table would. */
export function forEach(workflow: WorkflowFile, wanted: IDataObject[]): WorkflowFile {
	const list = node('Wanted', 'n8n-nodes-base.set', 3.4, {
		id: randomUUID(),
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ wanted }) },
	});
	const each = node('Each', 'n8n-nodes-base.splitOut', 1, {
		parameters: { fieldToSplitOut: 'wanted', options: {} },
	});
	const names = Object.keys(wanted[0] ?? {});
	const fromItem = Object.fromEntries(names.map((name) => [name, `={{ $json.${name} }}`]));
	return {
		...workflow,
		nodes: [...withValues(workflow, fromItem).nodes, list, each],
		connections: {
			...workflow.connections,
			'Run by hand': to('Wanted'),
			Wanted: to('Each'),
			Each: to('Settings'),
		},
	};
}
