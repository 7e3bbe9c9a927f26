import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { byId } from '../../../support/operationForm';
import type { OperationCase } from '../../../support/operations';
import { run } from './run';
import type { World } from './world';

const NOTHING = '={{ $json.missing }}';

const isField = (option: object): option is INodeProperties => 'type' in option;

/** A form of which all that is filled in turns out empty, and what the fields are called. */
interface Emptied {
	form: INodeParameters;
	labels: string[];
}

/** Choices stay: what they show counts. */
function emptied(fields: INodeProperties[], form: INodeParameters): Emptied {
	const all: Emptied = { form: {}, labels: [] };
	for (const [name, value] of Object.entries(form)) {
		const field = fields.find((one) => one.name === name);
		all.form[name] = value;
		if (field?.type === 'collection' && name !== 'options') {
			const inner = emptied((field.options ?? []).filter(isField), value as INodeParameters);
			all.form[name] = inner.form;
			all.labels.push(...inner.labels);
		} else if (field?.type === 'string' || field?.type === 'resourceLocator') {
			all.form[name] = field.type === 'string' ? NOTHING : (byId(NOTHING) as INodeParameters);
			all.labels.push(field.displayName);
		}
	}
	return all;
}

export interface Missed {
	/** What the form wants filled. */
	labels: string[];
	/** What the error does not name, and what was sent all the same. */
	faults: string[];
}

export async function missingFaults(operation: OperationCase, world: World): Promise<Missed> {
	const [turn = 0] = world.turnsFor({ writes: false }, 1);
	const filled = await operation.parameters(turn, world.known);
	const { form, labels } = emptied(operation.spec.fields, filled);
	if (labels.length === 0) return { labels, faults: [] };
	const way = await world.open(() => ({ status: 404, body: {} }));
	const { returned = [] } = await run(
		{ ...operation, parameters: async () => form },
		{ way, turns: [0], items: [{}], onError: 'continueRegularOutput' },
	);
	await way.close();
	const said = String(returned.flat()[0]?.json.error ?? '');
	const unnamed = labels.filter((label) => !said.includes(`'${label}'`));
	return {
		labels,
		faults: [
			...unnamed.map((label) => `'${label}' is not in "${said}"`),
			...way.received.map(({ method, url }) => `${method} ${url} was sent`),
		],
	};
}
