import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describeForm, describeOutputs } from '../../shared/operation/describe';
import { dispatch } from '../../shared/operation/dispatch';
import * as listSearch from '../listSearch/cps';
import { operations } from './actions';

export class AkamaiCps implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Akamai CPS',
		name: 'akamaiCps',
		icon: { light: 'file:../../../icons/akamai.svg', dark: 'file:../../../icons/akamai.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Enroll TLS certificates at the Akamai edge and follow their deployment',
		defaults: { name: 'Akamai CPS' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: describeOutputs(operations),
		credentials: [{ name: 'akamaiEdgeGridApi', required: true }],
		properties: describeForm(operations),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await dispatch(this, operations);
	}
}
