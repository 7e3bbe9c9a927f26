import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { keepInLoop, pauseAfter, settledBefore } from '../../../../nodes/shared/operation/loop';

const TOGETHER = { leaveTogether: true, giveUpAfter: 60 };
const APART = { leaveTogether: false, giveUpAfter: Infinity };

const itemOf = (item: number, json: IDataObject): INodeExecutionData => ({
	json: { id: item, nextCheckInSeconds: 30, ...json },
	pairedItem: { item },
});

const [done, running, waiting] = [
	itemOf(0, { state: 'done' }),
	itemOf(1, { state: 'inProgress', nextStep: 'Check again later.' }),
	itemOf(2, { state: 'needsAction' }),
];
const failed: INodeExecutionData = {
	json: { error: 'There is no such order', details: { ids: {}, code: '404' } },
	pairedItem: { item: 3 },
};
const cameIn = (...items: IDataObject[]): INodeExecutionData[] => items.map((json) => ({ json }));
const FRESH = cameIn({ id: 0 }, { id: 1 }, { id: 2 }, { id: 3 });

const jsons = (outputs: INodeExecutionData[][]) =>
	outputs.map((items) => items.map(({ json }) => json));

describe('A polling loop', () => {
	it('without Leave Together each item leaves at once, and what is left counts its checks', () => {
		const outputs = keepInLoop([[done], [running], [waiting], [failed]], FRESH, APART);
		expect(jsons(outputs)).toEqual([
			[done.json],
			[{ ...running.json, polling: { round: 1 } }],
			[waiting.json],
			[failed.json],
		]);
	});

	it('with Leave Together all stay on In Progress, in the order in which they came', () => {
		const outputs = keepInLoop([[done], [running], [waiting], [failed]], FRESH, TOGETHER);
		expect(outputs.map((items) => items.length)).toEqual([0, 4, 0, 0]);
		expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(jsons(outputs)[1]?.map(({ polling }) => polling)).toEqual([
			{ round: 1, leavesBy: 'Done' },
			{ round: 1 },
			{ round: 1, leavesBy: 'Needs Action' },
			{ round: 1, leavesBy: 'Failed', failure: failed.json },
		]);
	});

	it('what failed goes round with all that it came in with, and without an error of its own', () => {
		const outputs = keepInLoop([[], [running], [], [failed]], FRESH, TOGETHER);
		expect(jsons(outputs)[1]?.[1]).toEqual({
			id: 3,
			nextCheckInSeconds: 30,
			polling: { round: 1, leavesBy: 'Failed', failure: failed.json },
		});
	});

	it('when nothing is in progress any more each leaves by its own output, without a trace', () => {
		const outputs = keepInLoop([[done], [], [waiting], [failed]], FRESH, TOGETHER);
		expect(jsons(outputs)).toEqual([[done.json], [], [waiting.json], [failed.json]]);
	});

	it('what was settled comes back from the database as what it was', () => {
		const kept = keepInLoop([[done], [running], [], [failed]], FRESH, TOGETHER)[1] ?? [];
		const stored = JSON.parse(JSON.stringify(kept)) as INodeExecutionData[];
		const outcomes = stored.map(({ json }, item) => settledBefore(item, json));
		expect(outcomes.map((outcome) => outcome !== undefined)).toEqual([true, false, true]);
		const [first, , last] = outcomes;
		expect(first).toMatchObject({ item: 0, json: done.json, output: 0 });
		expect(last && 'failure' in last && last.failure.toJson()).toMatchObject(failed.json);
	});

	it('gives up on what is still in progress, and says so', () => {
		const inputs = cameIn({}, { polling: { round: 59 } });
		const outputs = keepInLoop([[], [running], [], []], inputs, TOGETHER);
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 1, 0]);
		expect(outputs[2]?.[0]?.json).toMatchObject({
			state: 'needsAction',
			whoActs: 'certificate manager',
			nextStep: expect.stringMatching(/Still in progress at check 60.*Check again later\./),
		});
		const before = keepInLoop(
			[[], [running], [], []],
			cameIn({}, { polling: { round: 58 } }),
			TOGETHER,
		);
		expect(before[1]?.[0]?.json.polling).toEqual({ round: 59 });
	});

	it('an item that nobody marked, or that was marked by a hand, is asked', () => {
		for (const polling of [undefined, 'Done', { leavesBy: 'Elsewhere' }, { round: -3 }]) {
			expect(settledBefore(0, { polling } as IDataObject)).toBeUndefined();
		}
	});

	it('pauses grow with the checks, up to an hour, and never fall below what the limits ask for', () => {
		expect([0, 1, 2, 3].map((rounds) => pauseAfter(rounds, 30))).toEqual([30, 45, 68, 101]);
		expect(pauseAfter(40, 30)).toBe(3600);
		expect(pauseAfter(3, 7000)).toBe(7000);
	});
});
