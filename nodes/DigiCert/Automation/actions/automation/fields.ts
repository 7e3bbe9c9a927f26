import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../../../../shared/form/locator';

export const automationIdField = (required: boolean, description: string): INodeProperties =>
	locator({
		displayName: 'Automation',
		name: 'automationId',
		description: `${description}. The list leaves out what is done and expires in more than 90 days: it shows what is scheduled, failed or expires sooner.`,
		searchListMethod: 'searchAutomations',
		placeholder: 'e.g. 298577',
		...(required ? { required } : {}),
	});
