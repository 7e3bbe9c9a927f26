import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../../../../shared/form/locator';

export const automationIdField = (required: boolean, description: string): INodeProperties =>
	locator({
		displayName: 'Automation',
		name: 'automationId',
		description,
		searchListMethod: 'searchAutomations',
		placeholder: 'e.g. 298577',
		...(required ? { required } : {}),
	});
