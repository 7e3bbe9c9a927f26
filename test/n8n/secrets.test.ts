import type { IDataObject } from 'n8n-workflow';

import type { Rest } from '../../sandbox/launcher/rest';
import type { Fleet } from '../support/automation';
import { startFleet } from '../support/automation';
import type { Receiver } from '../support/receiver';
import type { Service } from './support/echo';
import { BROKEN, ECHO, failingAtWrites, REFUSALS, serviceThat } from './support/echo';
import type { Failed, Runs } from './support/failing';
import { runFailing, savedCredentials } from './support/failing';
import type { Form } from './support/forms';
import { everyForm, FAILED_HOSTS, isWrite, oneOfEach } from './support/forms';
import { filesWith, foundIn, newTag, tagged } from './support/search';
import { loggedIn, shared } from './support/shared';
import { runChain } from './support/workflows';

/**
 * Promise 7: whatever fails, and however careless the service is, no secret reaches an item, an
 * error, a log (at debug level) or n8n's database, where credentials are encrypted.
 */

/** Stands in every secret of this test, and nowhere else. */
const tag = newTag();
const { userFolder } = shared().instance;

let rest: Rest;
let forms: Form[];
const fleets: Fleet[] = [];
/** Those that fail at everything */
const services: Service[] = [];
const receivers: Receiver[] = [];
const licenseKeys: string[] = [];

beforeAll(async () => {
	rest = await loggedIn();
	forms = await everyForm(await newFleet());
});
afterAll(async () => {
	await Promise.all(receivers.map(async (receiver) => await receiver.close()));
	await Promise.all(fleets.map(async (fleet) => await fleet.stop()));
});

/** A simulator whose hosts wait for a retry. */
async function newFleet(): Promise<Fleet> {
	const fleet = await startFleet(FAILED_HOSTS);
	fleets.push(fleet);
	licenseKeys.push(fleet.secrets.agent, fleet.secrets.sensor);
	return fleet;
}

/** Each way of failing at a write once: refused, unclear by status, by body, by silence. */
const AT_WRITES = ['400', '502 with a page', '200 with errors inside', 'no answer'];

/** Put together while the workflow runs, so that n8n stores it nowhere by itself. */
const joined = (secret: string) => `={{ '${secret.slice(0, 9)}' + '${secret.slice(9)}' }}`;

const givenKey = newTag();
licenseKeys.push(givenKey);

const takesKey = ({ name }: Form) => /automation (create|retryBulk)$/.test(name);

const withKey = (form: Form): Form => ({
	...form,
	name: `${form.name} with its key`,
	parameters: (turn) => ({ ...form.parameters(turn), agentLicenseKey: joined(givenKey) }),
});

const ERRORS_INSIDE = /errors inside/;

const keep = (service: Service): Service => {
	services.push(service);
	receivers.push(service.receiver);
	return service;
};

const secrets = () => [tag, ...licenseKeys];

const namesOf = (nodes: Failed[]) => nodes.map(({ name }) => name);

/** Nothing would be proved by nodes that did not fail. */
function expectNoSecret(
	{ nodes, executions }: Runs,
	mustFail: (name: string) => boolean = () => true,
): void {
	const passed = nodes.filter(({ name, failed }) => mustFail(name) && !failed);
	expect(passed.map(({ name, said }) => `${name}: ${said}`)).toEqual([]);
	expect(namesOf(nodes.filter(({ said }) => foundIn(said, secrets()).length > 0))).toEqual([]);
	expect(namesOf(nodes.filter(({ said }) => said.includes('EG1-HMAC-SHA256')))).toEqual([]);
	expect(foundIn(JSON.stringify(executions), secrets())).toEqual([]);
}

/** The keys were there to be leaked. */
function expectSent({ receiver, credentials }: Service): void {
	const sent = JSON.stringify(receiver.received.map(({ headers }) => headers));
	expect(sent).toContain(credentials.digiCertApi.apiKey);
	expect(sent).toContain(credentials.akamaiEdgeGridApi.clientToken);
}

describe('A service that repeats what it was sent', () => {
	test('refuses: every operation of every node passes its words on, without secrets', async () => {
		await Promise.all(
			Object.entries(REFUSALS).map(async ([name, answer]) => {
				const service = keep(await serviceThat(tag, answer));
				const stopping = name === '400' ? forms : oneOfEach(forms);
				const runs = await runFailing(rest, `Refused: ${name}`, service, forms, stopping);
				expectNoSecret(runs);
				expectSent(service);
				if (name === '400') {
					expect(namesOf(runs.nodes.filter(({ said }) => !said.includes(ECHO)))).toEqual([]);
				}
			}),
		);
	}, 180_000);

	test('answers something unusable, or not at all', async () => {
		await Promise.all(
			Object.entries(BROKEN).map(async ([name, answer]) => {
				const service = keep(await serviceThat(tag, answer));
				const runs = await runFailing(rest, `Broken: ${name}`, service, oneOfEach(forms));
				// Only the Automation API hides errors inside 200.
				const mustFail = (node: string) => !ERRORS_INSIDE.test(name) || /automation/.test(node);
				expectNoSecret(runs, mustFail);
				expectSent(service);
			}),
		);
	}, 180_000);

	test('fails at a write, with license keys looked up and given', async () => {
		const writes = [...forms.filter(isWrite), ...forms.filter(takesKey).map(withKey)];
		const answers = Object.entries({ ...REFUSALS, ...BROKEN }).filter(([name]) =>
			AT_WRITES.includes(name),
		);
		await Promise.all(
			answers.map(async ([name, answer]) => {
				const fleet = await newFleet();
				const service = await failingAtWrites(tag, fleet, answer);
				receivers.push(service.receiver);
				const runs = await runFailing(rest, `Write fails: ${name}`, service, writes);
				expectNoSecret(runs);
				expectSent(service);
				const bodies = service.receiver.received.map(({ body }) => body.toString('utf8'));
				expect(bodies.join()).toContain(fleet.secrets.agent);
				expect(bodies.join()).toContain(givenKey);
			}),
		);
	}, 180_000);

	test('is nobody at all: the port is closed', async () => {
		const service = await serviceThat(tag, () => undefined);
		await service.receiver.close();
		expectNoSecret(await runFailing(rest, 'Nobody there', service, oneOfEach(forms)));
	}, 180_000);

	test('fails the test of a credential', async () => {
		const answers = await Promise.all(
			services.map(async (service) => await testCredentials(service)),
		);
		expect(answers.flat().filter(({ status }) => status !== 'Error')).toEqual([]);
		expect(foundIn(JSON.stringify(answers), secrets())).toEqual([]);
	}, 180_000);
});

async function testCredentials(service: Service): Promise<IDataObject[]> {
	const saved = await savedCredentials(rest, service);
	return await Promise.all(
		(['digiCertApi', 'akamaiEdgeGridApi'] as const).map(
			async (type) =>
				await rest.post<IDataObject>('/credentials/test', {
					credentials: { ...saved[type], type, data: service.credentials[type] },
				}),
		),
	);
}

describe('The search itself', () => {
	const leak = newTag();

	test('finds a secret in every dress, wherever it stands', () => {
		const secret = tagged(leak);
		const dresses: Array<(text: string) => string> = [
			(text) => text,
			(text) => encodeURIComponent(text),
			(text) => Buffer.from(text).toString('base64'),
			(text) => Buffer.from(text).toString('base64url'),
			(text) => Buffer.from(text).toString('hex'),
		];
		for (const dress of dresses) {
			for (const before of ['', 'x', 'xy', 'xyz: ']) {
				expect(foundIn(`…${dress(`${before}${secret} and more`)}…`, [leak])).toEqual([0]);
			}
		}
		expect(foundIn(dresses.map((dress) => dress('nothing')).join(), [leak])).toEqual([]);
	});

	test('finds what a workflow leaks in the database, and what is logged', async () => {
		const before = filesWith(userFolder, [leak]);
		const leaky = {
			assignments: [
				{
					id: '1',
					name: 'key',
					type: 'string',
					value: joined(leak),
				},
			],
		};
		await runChain(rest, 'A leak', [
			{
				name: 'Set',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				parameters: { assignments: leaky },
			},
		]);
		expect(before).toEqual([]);
		expect(filesWith(userFolder, [leak]).join()).toMatch(/database\.sqlite/);
	}, 60_000);
});

describe('What n8n wrote down meanwhile', () => {
	test('holds the words of the services, and a log at debug level', () => {
		expect(filesWith(userFolder, [`${ECHO} GET`]).join()).toMatch(/database\.sqlite/);
		expect(filesWith(userFolder, ['Workflow execution started']).join()).toMatch(/n8n\.log/);
	});

	test('holds no secret: database, logs, settings', () => {
		expect(filesWith(userFolder, secrets())).toEqual([]);
	});
});
