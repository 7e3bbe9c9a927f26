import type { INodeParameters, OnError } from 'n8n-workflow';

import type { OperationCase } from '../../../support/operations';
import type { Answer, ReceivedRequest } from '../../../support/receiver';
import { writesOnly } from './errors';
import type { Ran } from './run';
import { CONTINUE, run, STOP } from './run';
import type { Change, Striker, World } from './world';

/** Services that repeat whatever they were sent, and every secret of the credential. */

const echoOf = ({ method, url, headers, body }: ReceivedRequest, secrets: string[]): string =>
	`You sent ${method} ${url} ${JSON.stringify(headers)} ${body.toString('utf8')} and we know ${secrets.flatMap(dresses).join(' ')}`;

/** The same words wherever one of the APIs looks for them. */
function refusal(status: number, words: string): Answer {
	const error = {
		code: 'echo',
		errorCode: '9999',
		errorField: 'x',
		message: words,
		errorMessage: words,
	};
	const body = { errors: [error], data: { errors: [error] }, title: words, detail: words };
	return { status, body };
}

/** Every object of an answer holds the words. */
function withWords(value: unknown, words: string): unknown {
	if (Array.isArray(value)) return value.map((one) => withWords(one, words));
	if (typeof value !== 'object' || value === null) return value;
	const inner = Object.entries(value).map(([name, one]) => [name, withWords(one, words)]);
	return { ...Object.fromEntries(inner), echo: words };
}

function chatty({ body, ...answer }: Answer, words: string): Answer {
	try {
		return { ...answer, body: JSON.stringify(withWords(JSON.parse(String(body)), words)) };
	} catch {
		return { ...answer, body };
	}
}

interface Case {
	name: string;
	striker?: Striker;
	change?: Change;
}

function casesOf({ writes, credential }: OperationCase): Case[] {
	const refusing =
		(status: number): Striker =>
		(request, secrets) =>
			refusal(status, echoOf(request, secrets[credential]));
	return [
		{ name: 'a refusal', striker: refusing(400) },
		{ name: 'a wrong key', striker: refusing(401) },
		...(writes ? [{ name: 'a refused write', striker: writesOnly(refusing(400)) }] : []),
		{
			name: 'success',
			change: (answer, request, secrets) => chatty(answer, echoOf(request, secrets[credential])),
		},
	];
}

/** Answers after which a secret is seen, in Stop or in Continue. */
export async function leaks(operation: OperationCase, world: World): Promise<string[]> {
	const found = await Promise.all(
		casesOf(operation).map(async (one) => {
			const seen = await Promise.all(
				[STOP, ...CONTINUE.slice(0, 1)].map(
					async (onError) => await isSeen(operation, world, one, onError),
				),
			);
			return seen.some(Boolean) ? [one.name] : [];
		}),
	);
	return found.flat();
}

async function isSeen(
	operation: OperationCase,
	world: World,
	{ striker, change }: Case,
	onError: OnError,
): Promise<boolean> {
	const way = await world.open(striker, change);
	const logged: unknown[] = [];
	const turns = world.turnsFor(operation, 1);
	const { known } = world;
	const ran = await run(operation, { way, turns, known, onError, more: raw(operation), logged });
	await way.close();
	const headers = way.received.flatMap((request) => request.headers.authorization ?? []);
	const secrets = [...way.secrets[operation.credential], ...way.secrets.licenses, ...headers];
	const shown = shownBy(ran, logged);
	return secrets.flatMap(dresses).some((secret) => shown.includes(secret));
}

/** Everything of an answer, where the form offers it. */
const raw = ({ spec }: OperationCase): INodeParameters =>
	spec.fields.some(({ name }) => name === 'simplify') ? { simplify: false } : {};

const unicode = (secret: string): string =>
	[...secret].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** Spellings in which a service may repeat a secret, and in which nobody may read it. */
const dresses = (secret: string): string[] => [
	secret,
	encodeURIComponent(secret),
	JSON.stringify(secret).slice(1, -1),
	secret.replace(/\//g, '\\/'),
	unicode(secret),
	Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

/** Everything that a run shows to anybody. */
function shownBy({ returned, outputs, thrown, error, run: { data } }: Ran, logged: unknown[]) {
	const errors = [thrown, error].map((one) => [one?.message, one?.description, one?.stack]);
	return JSON.stringify([returned, outputs, errors, data.resultData, logged]);
}
