import type { INodeProperties, OnError } from 'n8n-workflow';

import { asFailure } from '../../../nodes/shared/failure';
import { defineOperation } from '../../../nodes/shared/operation/execute';
import type { OperationSpec } from '../../../nodes/shared/operation/operation';
import { caller, runNode } from '../../support/engine';

/** An operation that reads a field which its form does not have: nobody may take it for empty. */

const fields: INodeProperties[] = [
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		default: {},
		options: [{ displayName: 'Comments', name: 'comments', type: 'string', default: '' }],
	},
];

let sent = 0;

const operation = (read: OperationSpec<unknown>['read']) =>
	defineOperation<unknown>({
		name: 'Do',
		action: 'Do things',
		description: 'Does things',
		fields,
		read,
		run: async (_ctx, jobs) => {
			sent++;
			return jobs.map(({ item }) => ({ item, json: {} }));
		},
	});

const run = async (read: OperationSpec<unknown>['read'], onError?: OnError) =>
	await runNode({
		node: caller('digiCertApi', async (ctx) => await operation(read).execute(ctx)),
		parameters: { additionalFields: { comments: 'one' } },
		items: [{}, {}],
		onError,
	});

beforeEach(() => {
	sent = 0;
});

const SLIP = 'The form of "Do things" has no field "additionalFields.coments"';
const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

test.each(MODES)('ends the run as a whole, with On Error %s', async (onError) => {
	const { error } = await run((reader) => reader.text('additionalFields.coments'), onError);
	expect(error?.message).toBe(SLIP);
	expect(sent).toBe(0);
});

test.each(MODES)(
	'even if the operation takes it for a bad entry, with On Error %s',
	async (mode) => {
		const { error } = await run((reader) => {
			try {
				return [reader.text('additionalFields.coments')];
			} catch (thrown) {
				return [asFailure(thrown)];
			}
		}, mode);
		expect(error?.message).toBe(SLIP);
		expect(sent).toBe(0);
	},
);

test('a field that the form has is read in every mode', async () => {
	for (const onError of MODES) {
		const { error } = await run((reader) => reader.text('additionalFields.comments'), onError);
		expect(error).toBeUndefined();
	}
	expect(sent).toBe(MODES.length);
});
