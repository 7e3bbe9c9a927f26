import type { INodeParameters } from 'n8n-workflow';

import { operations as cpsOperations } from '../../../nodes/Akamai/Cps/actions';
import { operations as automationOperations } from '../../../nodes/DigiCert/Automation/actions';
import { operations as certCentralOperations } from '../../../nodes/DigiCert/CertCentral/actions';
import type { OperationMap } from '../../../nodes/shared/operation/operation';
import type { SeedHost } from '../../../sandbox/simulator/digicert/seed';
import { host, itemOf, ranLongAgo } from '../../support/automation';
import { byId, orderOf, orderParameters } from '../../support/certCentral';
import { enrollmentParameters } from '../../support/cps';
import { OUR_NODES } from '../../support/itemsWorkflow';
import type { TestSimulator } from '../../support/simulator';

/** Every operation of every node, filled in so far that it calls its service. */

export interface Form {
	name: string;
	type: string;
	credential: 'digiCertApi' | 'akamaiEdgeGridApi';
	/** Each turn is about another host and name, so that none stands in the way of another. */
	parameters(turn: number): INodeParameters;
}

/** n8n leaves out what an operation does not show, so all of a node's share one set. */
function formsFor(
	type: string,
	credential: Form['credential'],
	operations: OperationMap,
	parameters: Form['parameters'],
): Form[] {
	return Object.entries(operations).flatMap(([resource, { operations: own }]) =>
		Object.keys(own).map((operation) => ({
			name: `${type.split('.')[1]} ${resource} ${operation}`,
			type,
			credential,
			parameters: (turn) => ({ ...parameters(turn), resource, operation }),
		})),
	);
}

const TURNS = 40;
const FIRST_AUTOMATION = 701;

const hostOf = (turn: number): SeedHost => host(1 + (turn % TURNS));

/** Each host has an automation that failed and may be retried. */
export const FAILED_HOSTS = Array.from(
	{ length: TURNS },
	(_, turn): SeedHost => ({
		...hostOf(turn),
		script: 'validationFailsOnce',
		automation: ranLongAgo(FIRST_AUTOMATION + turn),
	}),
);

export async function everyForm(simulator: TestSimulator): Promise<Form[]> {
	const { csr } = await orderOf('shop.example.com');
	const nameOf = (turn: number) => `shop-${turn}.example.com`;
	const options = { visibleWithin: 1, creationInterval: 0 };
	return [
		...formsFor(OUR_NODES.certCentral, 'digiCertApi', certCentralOperations, (turn) => ({
			...orderParameters({ commonName: nameOf(turn), csr, options }),
			orderId: byId(81_400_001),
			requestId: byId(31_200_001),
			productNameId: byId('ssl_plus'),
			downloadBy: 'order',
			format: 'pem_all',
		})),
		...formsFor(OUR_NODES.automation, 'digiCertApi', automationOperations, (turn) => ({
			...itemOf(hostOf(turn)),
			automationId: byId(FIRST_AUTOMATION),
			automationActionType: 'RENEW',
			cn: hostOf(turn).commonName,
			options,
		})),
		...formsFor(OUR_NODES.cps, 'akamaiEdgeGridApi', cpsOperations, (turn) => ({
			...enrollmentParameters(simulator, { commonName: nameOf(turn), options }),
			enrollmentId: byId(10_002),
			changeId: byId(10_003),
		})),
	];
}

/** What is sent after a look that went well: paid, or not to be undone. */
const WRITES = /order create$|automation (createBulk|create|retryBulk)$|enrollment create$/;

export const isWrite = ({ name }: Form): boolean => WRITES.test(name);

/** One operation of each node. */
export const oneOfEach = (forms: Form[]): Form[] =>
	forms.filter(({ name }) =>
		['order get', 'automation get', 'enrollment get'].some((end) => name.endsWith(end)),
	);
