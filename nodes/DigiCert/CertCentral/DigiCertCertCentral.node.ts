import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describeForm, describeOutputs } from '../../shared/operation/describe';
import { dispatch } from '../../shared/operation/dispatch';
import { searchCertificates } from '../listSearch/certificates';
import { searchContainers } from '../listSearch/containers';
import { getCustomFields } from '../listSearch/customFields';
import { searchDomains } from '../listSearch/domains';
import { searchOrders } from '../listSearch/orders';
import { searchOrganizations } from '../listSearch/organizations';
import {
	searchCaCertificates,
	searchProductIdentifiers,
	searchProducts,
} from '../listSearch/products';
import { searchRequests } from '../listSearch/requests';
import { searchProductPlatforms, searchServerPlatforms } from '../listSearch/serverPlatforms';
import { operations } from './actions';

export class DigiCertCertCentral implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'DigiCert CertCentral',
		name: 'digiCertCertCentral',
		icon: {
			light: 'file:../../../icons/digiCert.svg',
			dark: 'file:../../../icons/digiCert.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Order TLS certificates at DigiCert; approve, follow, download, replace and revoke them',
		defaults: { name: 'DigiCert CertCentral' },
		inputs: [NodeConnectionTypes.Main],
		outputs: describeOutputs(operations),
		usableAsTool: true,
		credentials: [{ name: 'digiCertApi', required: true }],
		properties: describeForm(operations),
	};

	methods = {
		listSearch: {
			searchCaCertificates,
			searchCertificates,
			searchContainers,
			searchDomains,
			searchOrders,
			searchOrganizations,
			searchProductIdentifiers,
			searchProductPlatforms,
			searchProducts,
			searchRequests,
			searchServerPlatforms,
		},
		loadOptions: { getCustomFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await dispatch(this, operations);
	}
}
