import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../../../nodes/Akamai/Cps/AkamaiCps.node';
import { WARNINGS } from '../../../../nodes/Akamai/warnings';
import type { WarningName } from '../../../../sandbox/simulator/akamai/warningTexts';
import { WARNING_NAMES, warningText } from '../../../../sandbox/simulator/akamai/warningTexts';
import { akamaiCredentialAt, byId } from '../../../support/cps';
import { runNode } from '../../../support/engine';
import { useReceiver } from '../../../support/use';

/** Which warnings let a change go on, by policy and stage, against a service that only these tests know. */

const receiver = useReceiver();

const STAGES = ['pre', 'post'] as const;
type Stage = (typeof STAGES)[number];

const NON_STANDARD = 'The trust chain terminates with a non-standard root certificate.';
const UNKNOWN = 'The moon is in the wrong phase.';

const TEXTS = {
	harmless: 'Previous Certificate trust chain is null or empty.',
	depends: 'Name [www.example.com] is overlapping DNS name of one or more enrollments.',
	never: 'This certificate has already expired.',
	unknown: UNKNOWN,
	'unknown behind one of several lines': `${warningText('TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE_DETAILED')}\n${UNKNOWN}`,
	twin: NON_STANDARD,
	empty: '',
};
type Kind = keyof typeof TEXTS;

const POLICIES: Record<string, INodeParameters> = {
	none: { accept: 'none' },
	'the harmless one': { accept: 'list', acceptedWarnings: ['TRUST_CHAIN_PREVIOUS_NULL_OR_EMPTY'] },
	'the name of the twin': {
		accept: 'list',
		acceptedWarnings: ['TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE_DETAILED'],
	},
	'retired names': { accept: 'list', acceptedWarnings: ['TRUST_CHAIN_EXPIRED'] },
	all: { accept: 'all' },
};

const ACCEPTED: Record<string, Kind[]> = {
	none: ['empty'],
	'the harmless one': ['harmless', 'empty'],
	'the name of the twin': ['twin', 'empty'],
	'retired names': ['empty'],
	all: ['harmless', 'depends', 'twin', 'empty'],
};

const pathOf = (id: number) => `/cps/v2/enrollments/${id}/changes/${id + 1}`;
const idIn = (url: string) => Number(/enrollments\/(\d+)/.exec(url)?.[1]);

/** Each change waits at the stage with its text until it is acknowledged. */
function serves(stage: Stage, textOf: (id: number) => string) {
	const acknowledged: number[] = [];
	receiver.answer(({ method, url }) => {
		const id = idIn(url);
		const input = `${stage}-verification-warnings`;
		if (method === 'POST') {
			acknowledged.push(id);
			return { body: { change: pathOf(id) } };
		}
		if (url.includes(`/input/info/${input}`)) {
			const text = textOf(id);
			return { body: { warnings: stage === 'post' ? `[WARNINGS]\n${text}\n` : text } };
		}
		const isOver = acknowledged.includes(id);
		const allowedInput = [
			{
				type: `${input}-acknowledgement`,
				requiredToProceed: true,
				info: `${pathOf(id)}/input/info/${input}`,
				update: `${pathOf(id)}/input/update/${input}-ack`,
			},
		];
		const statusInfo = { state: isOver ? 'running' : 'awaiting-input', status: 'x' };
		return { body: { statusInfo, allowedInput: isOver ? [] : allowedInput } };
	});
	return acknowledged;
}

/** One item for each ID, its change the next number. */
async function decide(ids: number[], policy: INodeParameters): Promise<IDataObject[]> {
	const { outputs } = await runNode({
		node: new AkamaiCps(),
		parameters: {
			...{ resource: 'change', operation: 'acknowledgeWarnings', ...policy },
			enrollmentId: byId('={{ $json.id }}'),
			changeId: byId('={{ $json.id + 1 }}'),
			options: { visibleWithin: 0 },
		},
		items: ids.map((id) => ({ id })),
		credentials: { akamaiEdgeGridApi: akamaiCredentialAt(receiver.origin) },
		onError: 'continueRegularOutput',
	});
	return outputs.flat().map(({ json }) => json);
}

const KINDS = Object.keys(TEXTS) as Kind[];
const FIRST = 10;

describe.each(STAGES)('Warnings of the %s-verification stage', (stage) => {
	test.each(Object.keys(POLICIES))(
		'where %s may be accepted: exactly those are, and nothing is sent for the others',
		async (name) => {
			const acknowledged = serves(stage, (id) => TEXTS[KINDS[id - FIRST] ?? 'unknown']);
			const ids = KINDS.map((_kind, at) => FIRST + at);
			const items = await decide(ids, POLICIES[name] ?? {});
			const changed = KINDS.filter((_kind, at) => items[at]?.changed === true);
			expect(changed).toEqual(ACCEPTED[name]);
			const sentFor = [...acknowledged].sort().map((id) => KINDS[id - FIRST]);
			expect(sentFor).toEqual(ACCEPTED[name]);
			const refused = items.filter(({ error }) => error !== undefined);
			expect(refused).toHaveLength(KINDS.length - changed.length);
			for (const { details } of refused) expect(details).toMatchObject({ code: 'warnings' });
		},
	);

	test('where all may be accepted: of the 114 those that accepting can help, each told', async () => {
		const acknowledged = serves(stage, (id) =>
			warningText(WARNING_NAMES[id - FIRST] as WarningName),
		);
		const ids = WARNING_NAMES.map((_name, at) => FIRST + at);
		const items = await decide(ids, { accept: 'all' });
		const never = WARNINGS.filter(({ neverAccepted }) => neverAccepted).map(({ name }) => name);
		expect(never).toHaveLength(18);
		const accepted = WARNING_NAMES.filter((name) => !never.includes(name));
		expect([...acknowledged].sort((a, b) => a - b).map((id) => WARNING_NAMES[id - FIRST])).toEqual(
			accepted,
		);
		expect(items).toHaveLength(WARNING_NAMES.length);
		const told = items.flatMap(({ acceptedWarnings }) => (acceptedWarnings ?? []) as IDataObject[]);
		expect(told).toHaveLength(accepted.length);
	});
});
