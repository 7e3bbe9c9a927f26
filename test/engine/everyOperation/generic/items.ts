import type { OperationCase } from '../../../support/operations';
import { accountFaults, isFailed, MODES, run, type Ran } from './run';
import type { World } from './world';

const INPUTS = 3;

/** Three items that the service takes, in each On Error mode. */
export async function itemFaults(operation: OperationCase, world: World): Promise<string[]> {
	const faults = await Promise.all(
		MODES.map(async (onError) => {
			const way = await world.open();
			const turns = world.turnsFor(operation, INPUTS);
			const ran = await run(operation, { way, turns, known: world.known, onError });
			await way.close();
			const ends = onError === 'continueErrorOutput' ? errorOutputFaults(ran) : [];
			return [...successFaults(operation, ran), ...ends].map((fault) => `${onError}: ${fault}`);
		}),
	);
	return faults.flat();
}

/** A form that its own operation refuses cannot be filled in by what it suggests. */
const TO_ADD =
	'What the form cannot suggest belongs to VALUES in test/support/operationValues.ts, what has to be there to knownIn in world.ts';

function successFaults(operation: OperationCase, { returned, thrown, outputs }: Ran): string[] {
	if (!returned) return [`${thrown?.message} ${thrown?.description}. ${TO_ADD}`];
	const failed = returned.flat().filter(isFailed);
	return [
		...failed.map(({ json }) => `an item failed: ${JSON.stringify(json)}. ${TO_ADD}`),
		...accountFaults(operation, returned, INPUTS),
		...accountFaults(operation, outputs, INPUTS).map((fault) => `behind the engine ${fault}`),
	];
}

const errorOutputFaults = ({ outputs }: Ran): string[] =>
	outputs.at(-1)?.length === 0 ? [] : ['something left by the Error output'];
