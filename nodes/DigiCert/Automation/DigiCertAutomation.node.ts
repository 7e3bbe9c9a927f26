import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describeForm, describeOutputs } from '../../shared/operation/describe';
import { dispatch } from '../../shared/operation/dispatch';
import { searchAutomations } from '../listSearch/automations';
import { searchParentOrders } from '../listSearch/orders';
import { operations } from './actions';

/** Programmatic: look-ups before paid calls, bulk answers by host and polling need code. */
export class DigiCertAutomation implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'DigiCert Automation',
		name: 'digiCertAutomation',
		icon: {
			light: 'file:../../../icons/digiCertAutomation.svg',
			dark: 'file:../../../icons/digiCertAutomation.dark.svg',
		},
		group: ['transform'],
		version: [1],
		defaultVersion: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Order and install TLS certificates on many hosts with DigiCert automation',
		defaults: { name: 'DigiCert Automation' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: describeOutputs(operations),
		credentials: [{ name: 'digiCertApi', required: true }],
		properties: describeForm(operations),
	};

	methods = { listSearch: { searchAutomations, searchParentOrders } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await dispatch(this, operations);
	}
}
