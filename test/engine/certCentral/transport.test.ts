import { type IDataObject, sleep } from 'n8n-workflow';

import type { Request } from '../../../nodes/shared/http/exchange';
import { exchange } from '../../../nodes/shared/http/exchange';
import { Limiter } from '../../../nodes/shared/limits/limiter';
import { caller, runNode } from '../../support/engine';
import type { Handler } from '../../support/receiver';
import { useReceiver } from '../../support/use';

/** The loop around one request, where the service answers slowly, badly or not at all. */

const receiver = useReceiver();

interface Sent {
	/** What became of it: the answer's status and text, or class and code of the failure. */
	status?: number;
	text?: string;
	class?: string;
	code?: string;
	took: number;
}

async function send(request: Partial<Request>, handler: Handler, limiter = new Limiter(FREE)) {
	receiver.answer(handler);
	const node = caller('digiCertApi', async (context) => {
		const began = performance.now();
		const took = () => performance.now() - began;
		return await exchange(context, 'digiCertApi', limiter, {
			method: 'GET',
			url: `${receiver.origin}/services/v2/thing`,
			headers: {},
			meaning: 'read',
			...request,
		}).then(
			({ status, text }) => ({ status, text, took: took() }),
			(failure: { class: string; code: string }) => ({
				class: failure.class,
				code: failure.code,
				took: took(),
			}),
		);
	});
	const digiCertApi: IDataObject = {
		apiKey: 'KEY',
		region: 'custom',
		servicesUrl: `${receiver.origin}/services/v2`,
	};
	const { outputs, error } = await runNode({ node, parameters: {}, credentials: { digiCertApi } });
	if (error) throw error;
	return outputs[0]?.[0]?.json.answer as object as Sent;
}

const FREE = { windows: [], concurrency: 10 };
const WRITE = { method: 'POST', meaning: 'write', body: '{}' } as const;

const stall: Handler = (_request, response) => {
	response.writeHead(200, { 'content-type': 'application/json' });
	response.write('{"half":');
};
const hangUp: Handler = (_request, response) => void response.destroy();

/** The first calls meet one handler, those after them a good answer. */
const first = (count: number, bad: Handler): Handler => {
	let calls = 0;
	return (request, response) => (++calls > count ? { body: { ok: true } } : bad(request, response));
};

describe('A write', () => {
	test.each<[string, Handler]>([
		['stalls', stall],
		['is cut off', hangUp],
	])('whose answer %s is unclear, and not repeated', async (_how, handler) => {
		const sent = await send({ ...WRITE, deadline: 300 }, handler);
		expect(sent).toMatchObject({ class: 'unclear', code: 'no answer' });
		expect(sent.took).toBeLessThan(2000);
		expect(receiver.received).toHaveLength(1);
	});

	test('whose answer is a 5xx is handed on as it is', async () => {
		const sent = await send(WRITE, () => ({ status: 502, body: '<html>' }));
		expect(sent).toMatchObject({ status: 502, text: '<html>' });
		expect(receiver.received).toHaveLength(1);
	});

	test('that was refused by a 429 is not repeated here: who makes it looks first', async () => {
		const sent = await send(
			WRITE,
			first(1, () => ({ status: 429 })),
		);
		expect(sent).toMatchObject({ class: 'wait', code: '429' });
		expect(receiver.received).toHaveLength(1);
	});
});

describe('A read', () => {
	test.each<[string, Handler]>([
		['stalls', stall],
		['is cut off', hangUp],
		['is a 503', () => ({ status: 503 })],
		['breaks off in the middle', () => ({ body: '{"half":' })],
	])('whose answer %s is repeated', async (_how, handler) => {
		const sent = await send({ deadline: 300, json: true }, first(1, handler));
		expect(sent).toMatchObject({ status: 200, text: '{"ok":true}' });
		expect(receiver.received).toHaveLength(2);
	});

	test('without any answer is given up after four tries', async () => {
		const sent = await send({}, hangUp);
		expect(sent).toMatchObject({ class: 'wait', code: 'no answer' });
		expect(receiver.received).toHaveLength(4);
	}, 20_000);

	test('follows no redirect, so that the key stays where it belongs', async () => {
		const sent = await send({}, ({ url }) =>
			url.endsWith('/thing')
				? { status: 302, headers: { location: `${receiver.origin}/services/v2/other` } }
				: { body: { ok: true } },
		);
		expect(sent).toMatchObject({ status: 302 });
		expect(receiver.received).toHaveLength(1);
	});
});

test('An answer that drips on keeps its slot until it ends, though nobody waits for it', async () => {
	const limiter = new Limiter({ windows: [], concurrency: 1 });
	let dripping = true;
	const drip: Handler = async (_request, response) => {
		response.writeHead(200);
		while (dripping) {
			response.write(' ');
			await sleep(20);
		}
		response.end();
	};
	expect(await send({ ...WRITE, deadline: 200 }, drip, limiter)).toMatchObject({
		class: 'unclear',
	});
	let taken = false;
	const next = limiter.take('next').then((release) => {
		taken = true;
		release();
	});
	await sleep(100);
	expect(taken).toBe(false);
	dripping = false;
	await next;
	expect(taken).toBe(true);
});
