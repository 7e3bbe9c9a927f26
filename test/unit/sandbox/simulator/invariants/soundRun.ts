import type { Call } from '../../../../../sandbox/simulator/calls';
import type { Evidence } from '../../../../../sandbox/simulator/invariants/evidence';

export const call = (seq: number, more: Partial<Call> = {}): Call => ({
	seq,
	at: seq * 100,
	identity: 'key',
	api: 'digicert.services',
	method: 'GET',
	path: '/services/v2/order/certificate',
	query: '',
	headers: {},
	body: '',
	status: 200,
	faults: [],
	...more,
});

export const order = (seq: number, name: string, more: Partial<Call> = {}) =>
	call(seq, {
		method: 'POST',
		path: '/services/v2/order/certificate/ssl',
		body: JSON.stringify({
			certificate: { common_name: name },
			alternative_order_id: `key-${name}`,
		}),
		status: 201,
		...more,
	});

export const bulk = (seq: number, ip: string, more: Partial<Call> = {}) =>
	call(seq, {
		api: 'digicert.automation',
		method: 'POST',
		path: '/automationws/v1/automation/createAutomation/bulk',
		body: JSON.stringify({ ipPortsToAutomate: [{ ip, port: 443 }] }),
		...more,
	});

export const paid = (id: number, name: string) => ({
	id,
	thing: `order ${name}`,
	sameAs: name,
	shownBy: { orderId: id },
	boughtAt: id,
});

type Run = NonNullable<Evidence['runs']>[number];

interface Sound extends Evidence {
	runs: Run[];
}

/** Two orders; the answer to the first was lost, a look-up found it; the second run is quiet. */
export const sound = (): Sound => ({
	paid: [paid(101, 'one.example.com'), paid(102, 'two.example.com')],
	calls: [
		call(1),
		order(2, 'one.example.com', { faults: ['connectionCut'] }),
		order(3, 'two.example.com'),
		call(4),
		call(5),
	],
	runs: [
		{
			inputs: 2,
			items: [
				{ json: { orderId: 101, recovered: true }, input: 0 },
				{ json: { orderId: 102 }, input: 1 },
			],
			since: 0,
			until: 4,
		},
		{
			inputs: 2,
			items: [
				{ json: { orderId: 101, reused: true }, input: 0 },
				{ json: { orderId: 102, reused: true }, input: 1 },
			],
			since: 4,
			until: 5,
			repeats: true,
		},
	],
	wanted: ['order one.example.com', 'order two.example.com'],
	windows: { digicert: [{ requests: 3, perMs: 250 }] },
	keys: ['a-marked-key'],
	secrets: ['a-marked-license'],
});

export const withCalls = (...calls: Call[]): Sound => ({ ...sound(), calls });

export const without = (evidence: Sound, orderId: number): Sound => ({
	...evidence,
	runs: evidence.runs.map((run) => ({
		...run,
		items: run.items.map((item) =>
			item.json.orderId === orderId ? { ...item, json: { error: 'unclear' } } : item,
		),
	})),
});
