import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { WorkflowFile } from '../../../sandbox/launcher/seed';
import asShipped from '../../../workflows/reissue-what-is-due.json';
import { callsOf, certCentral, jsons, orderOf, placed } from '../../support/certCentral';
import type { TestSimulator } from '../../support/simulator';

/** The starter "reissue what is due" as shipped, its own nodes one after the other. */

const shipped = asShipped as unknown as WorkflowFile;

const DAY = 86_400;

export const DOMAIN = 'example.com';

export function parametersOf(name: string): INodeParameters {
	const found = shipped.nodes.find((node) => node.name === name);
	if (!found) throw new Error(`The workflow has no node "${name}"`);
	return found.parameters;
}

export const runNodeOf = async (
	simulator: TestSimulator,
	name: string,
	items: IDataObject[],
	more: INodeParameters = {},
) => await certCentral(simulator, { ...parametersOf(name), ...more }, items);

/** Orders of a year whose certificates are due, all of one domain, whose validation has ended. */
export async function dueOrders(simulator: TestSimulator, count: number): Promise<number[]> {
	await simulator.advance(-185 * DAY);
	const names = Array.from({ length: count }, (_, at) => `instant-${at + 1}.${DOMAIN}`);
	const ids = await placed(
		simulator,
		await Promise.all(names.map(async (name) => await orderOf(name))),
	);
	await simulator.advance(185 * DAY);
	await simulator.seed({ domains: [{ name: DOMAIN, validated: false }] });
	return ids;
}

/** As a DNS node would write it. */
export const publish = async (simulator: TestSimulator, rows: IDataObject[]) =>
	await simulator.seed({
		dns: rows.map(({ recordFqdn: name, recordType: type, recordValue: value }) => ({
			name,
			type,
			value,
		})),
	});

/** From Plan renewals to Reissue and back, until nothing waits for a domain any more. */
export async function runStarter(simulator: TestSimulator, dns = publish) {
	const step = async (name: string, items: IDataObject[], more?: INodeParameters) => {
		const { outputs, error } = await runNodeOf(simulator, name, items, more);
		if (error) throw error;
		return jsons(outputs[0]);
	};
	const reissued: IDataObject[] = [];
	for (let due = [{}] as IDataObject[]; ; ) {
		const plan = await step('Plan renewals', due.slice(0, 1), { domainName: DOMAIN });
		const wanting = (action: string) => plan.filter((item) => item.action === action);
		if (wanting('reissue').length > 0) {
			reissued.push(...(await step('Reissue', wanting('reissue'))));
		}
		if (wanting('validateDomain').length === 0) return { reissued, left: plan };
		const records = await step('Submit domain', wanting('validateDomain'));
		await dns(simulator, records);
		due = (await step('Check DCV', records)).filter(({ validated }) => validated === true);
		if (due.length === 0) return { reissued, left: plan };
	}
}

export const validations = (simulator: TestSimulator) =>
	callsOf(simulator, 'POST', /domain\/\d+\/validation$/);

export const reissues = (simulator: TestSimulator) => callsOf(simulator, 'POST', /\/reissue$/);
