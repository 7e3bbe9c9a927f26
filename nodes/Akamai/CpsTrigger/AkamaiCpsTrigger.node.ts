import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describeTrigger, pollEvents } from '../../shared/watch/defineTrigger';
import { searchContracts } from '../listSearch/cps';
import { events } from './events';

export class AkamaiCpsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Akamai CPS Trigger',
		name: 'akamaiCpsTrigger',
		icon: { light: 'file:../../../icons/akamai.svg', dark: 'file:../../../icons/akamai.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description:
			'Starts the workflow when a change at Akamai needs input or is completed, or a certificate expires soon',
		defaults: { name: 'Akamai CPS Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'akamaiEdgeGridApi', required: true }],
		properties: describeTrigger(events),
	};

	methods = { listSearch: { searchContracts } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollEvents(this, events);
	}
}
