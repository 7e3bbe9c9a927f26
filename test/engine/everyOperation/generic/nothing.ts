import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { byId } from '../../../support/operationForm';
import type { OperationCase } from '../../../support/operations';
import { TOGETHER } from './exempt';
import { run } from './run';
import { variantsOf } from './variants';
import type { World } from './world';

/** As a missing field does; what a database's null and an empty cell give, the Reader's test tells. */
const NOTHING = '={{ $json.missing }}';

/** Fields whose empty meaning costs nothing: keys that are looked up, the newest change, no comparison. */
const MAY_BE_EMPTY: Record<string, string[]> = {
	'digiCertAutomation automation retryBulk': [
		'agentLicenseKey',
		'sensorLicenseKey',
		'hosts.host.agentLicenseKey',
		'hosts.host.sensorLicenseKey',
	],
	'akamaiCps change checkStatus': ['changeId'],
	'akamaiCps change get': ['changeId'],
	'akamaiCps change getChangeManagement': ['changeId'],
	'akamaiCps change getCsr': ['changeId'],
	'akamaiCps change getDeploymentSchedule': ['changeId'],
	'akamaiCps change getWarnings': ['changeId'],
	'akamaiCps dvChallenge getAll': ['changeId'],
	'akamaiCps deployment get': ['additionalFields.compareWith'],
};

const valuesOf = (field: INodeProperties): unknown[] =>
	field.noDataExpression ? [] : [field.type === 'resourceLocator' ? byId(NOTHING) : NOTHING];

/** Fields whose expression gives nothing, and that stand for something else all the same. */
export async function nothingFaults(operation: OperationCase, world: World): Promise<string[]> {
	const { spec, name } = operation;
	const [turn = 0] = world.turnsFor({ writes: false }, 1);
	const form = await operation.parameters(turn, world.known);
	const together = { ...TOGETHER.everywhere, ...TOGETHER[name] };
	const contextOf = (path: string) =>
		Object.entries(together).find(([prefix]) => path.startsWith(prefix))?.[1] ?? {};
	const wanted = { valuesOf, required: true as const };
	const paths = variantsOf(spec.fields, form, wanted)
		.map(({ path }) => path)
		.filter((path) => !MAY_BE_EMPTY[name]?.includes(path));
	const faults = await Promise.all(
		[...new Set(paths)].map(async (path) => {
			const beside = { ...form, ...contextOf(path) };
			const variant = variantsOf(spec.fields, beside, wanted).find((one) => one.path === path);
			const [filled] = variant?.others ?? [];
			const fault = filled && (await faultOf(operation, world, filled));
			return fault ? [`${path}: ${fault}`] : [];
		}),
	);
	return faults.flat();
}

async function faultOf(
	operation: OperationCase,
	world: World,
	form: INodeParameters,
): Promise<string | undefined> {
	const way = await world.open(() => ({ status: 404, body: {} }));
	const { returned = [], thrown } = await run(
		{ ...operation, parameters: async () => form },
		{ way, turns: [0], items: [{}], onError: 'continueRegularOutput' },
	);
	await way.close();
	if (way.received.length > 0) return `${way.received[0]?.method} ${way.received[0]?.url} was sent`;
	const said = String(returned.flat()[0]?.json.error ?? thrown?.message ?? 'nothing was said');
	return / (is|are) empty|required/.test(said) ? undefined : said;
}
