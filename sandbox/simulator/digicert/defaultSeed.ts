import type { World } from '../world';
import type { DigiCertSeed } from './seed';
import { newLicenseKey } from './seed';
import {
	FIRST_ORGANIZATION,
	METADATA,
	organization,
	PRODUCTS,
	SECOND_ORGANIZATION,
} from './seedAccount';
import { agents, appliance, APPLIANCES, BULK_SCRIPTS, bulkHost, NEED_APPROVAL } from './seedHosts';

/** The books of the main job: 8 appliances and 16 hosts. */
export function defaultSeed({ keys, options: { bodies } }: World): DigiCertSeed {
	const { accountId, divisionId } = keys;
	return {
		settings: {
			issueSeconds: 90,
			uniqueAlternativeOrderIds: false,
			alternativeOrderIdInList: false,
			listLagSeconds: 0,
			listLagRealSeconds: 0,
			guestAccess: true,
			strictBodies: bodies === 'strict',
			approvalStep: true,
			icaSelection: false,
			automatedIps: 'documented',
			phaseFactor: 1,
		},
		account: { id: accountId, name: 'Example Industries', divisionId },
		user: { id: 801, firstName: 'CertCentral', lastName: 'Admin', email: 'admin@example.com' },
		metadata: METADATA,
		organizations: [
			organization(FIRST_ORGANIZATION, 'Example Industries', divisionId),
			organization(SECOND_ORGANIZATION, 'Example Shops', divisionId + 1),
		],
		containers: [
			{ id: divisionId, name: 'Example Industries', ekey: newLicenseKey() },
			{ id: divisionId + 1, name: 'Example Shops', parentId: divisionId, ekey: newLicenseKey() },
		],
		products: PRODUCTS,
		domains: ['example.com', 'example.org', 'example.net', 'sandbox.test'].map((name) => ({
			name,
			validated: true,
		})),
		dns: [],
		dnssecBroken: [],
		agents: agents(),
		profiles: [
			{
				profileId: 741,
				profileName: 'Agents, one year',
				profileType: 'ACME',
				productType: 'SSL_SECURESITE_FLEX',
				validity: '1Y',
				isDefault: true,
				organizationId: FIRST_ORGANIZATION,
			},
			{
				profileId: 742,
				profileName: 'Load balancers, one year',
				profileType: 'SENSOR',
				productType: 'SSL_SECURESITE_FLEX',
				validity: '1Y',
				isDefault: true,
				organizationId: SECOND_ORGANIZATION,
			},
		],
		hosts: [...APPLIANCES.map(appliance), ...BULK_SCRIPTS.map(bulkHost)],
		outcomes: Object.fromEntries(
			NEED_APPROVAL.map((name) => [`${name}.example.com`, 'needs-approval' as const]),
		),
	};
}
