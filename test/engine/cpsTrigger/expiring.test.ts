import { thirdParty } from '../../contract/akamai/client';
import { akamaiCalls, akamaiCredential, seedAkamai } from '../../support/cps';
import { useSimulator } from '../../support/use';
import { cpsTrigger, testEvent } from './trigger';

/** Akamai takes ten of these lists a minute, and so does the node: not more in this file. */

const simulator = useSimulator();

const expiring = (parameters = {}) =>
	cpsTrigger(akamaiCredential(simulator), 'certificateExpiring', parameters);

/** Served certificates of 199 days, by their age. */
const served = async (ages: Record<string, number>) =>
	await seedAkamai(simulator, {
		enrollments: Object.entries(ages).map(([name, ageDays]) => ({
			fields: thirdParty(`${name}.example.com`),
			ageDays,
		})),
	});

const names = (items: object[]) =>
	items.map((json) => ('commonName' in json ? String(json.commonName) : '')).sort();

const level = (percent: number, days: number) => ({ percent, days });
const ALL = { options: { tellWhatIsThere: true } };

describe('Certificate Expiring', () => {
	test('tells what is below a share of its life, with the level', async () => {
		await served({ young: 100, third: 145, quarter: 152, tenth: 182 });
		const n8n = expiring(ALL);
		await n8n.activate();
		const items = n8n.told.map(({ json }) => json);
		expect(names(items)).toEqual(['quarter.example.com', 'tenth.example.com']);
		expect(items.find(({ commonName }) => commonName === 'tenth.example.com')).toMatchObject({
			event: 'certificateExpiring',
			eventId: expect.stringMatching(/^\d+:RSA:\d+:10$/),
			enrollmentId: expect.any(Number),
			keyAlgorithm: 'RSA',
			level: 10,
			daysLeft: 16,
			percentLeft: 8,
			isExpired: false,
			serial: expect.any(String),
			pendingChanges: [],
		});
	});

	test('tells by days where the share would come too late', async () => {
		await served({ short: 180 });
		const n8n = expiring({ ...ALL, levels: { level: [level(1, 20)] } });
		await n8n.activate();
		expect(names(n8n.told.map(({ json }) => json))).toEqual(['short.example.com']);
	});

	test('does not tell at the beginning what is below already', async () => {
		await served({ below: 160 });
		const n8n = expiring();
		await n8n.activate();
		await n8n.poll();
		expect(n8n.told).toEqual([]);
	});

	test('tells once, also after a restart', async () => {
		await served({ once: 190 });
		const n8n = expiring(ALL);
		await n8n.activate();
		await n8n.restart();
		expect(n8n.told).toHaveLength(1);
	});

	test('costs one call: the life of each certificate that may be near is looked up once', async () => {
		await served({ young: 10, near: 150, nearer: 170 });
		const n8n = expiring();
		await n8n.activate();
		const before = (await akamaiCalls(simulator)).length;
		expect(before).toBe(3);
		await n8n.poll();
		expect((await akamaiCalls(simulator)).length - before).toBe(1);
	});

	test('a test in the editor shows the next one to expire, however far that is', async () => {
		await served({ young: 10, younger: 5 });
		const { items, data } = await testEvent(akamaiCredential(simulator), 'certificateExpiring');
		expect(items).toMatchObject([{ commonName: 'young.example.com', daysLeft: 188 }]);
		expect(data).toEqual({});
	});

	test('refuses a form without a level, and a share that is none', async () => {
		await expect(expiring({ levels: {} }).activate()).rejects.toThrow("'Tell When' holds no level");
		const wrong = expiring({ levels: { level: [level(150, 3)] } });
		await expect(wrong.activate()).rejects.toThrow("level 1: 'Life Left (%)' must be between 0");
	});
});
