import { randomUUID } from 'node:crypto';

import { jsonOf } from '../../support/automation';
import { BULK, CREATE, DETAILS, initiated, LIST, listed, rows, useDesk } from '../../support/desk';

/** A host belongs to its account and division: the keys of an account share what is known of it. */

const desk = useDesk();

const OPERATIONS = [
	['createBulk', BULK],
	['create', CREATE],
] as const;

const byAnotherKey = () => ({ credentials: desk.credentialsWith(randomUUID()) });

describe.each(OPERATIONS)('%s by two API keys of one account', (operation, path) => {
	const send = async (options = {}) => {
		const { outputs } = await desk.run(operation, undefined, { agentLicenseKey: 'K-1' }, options);
		return jsonOf(outputs.flat())[0];
	};

	test('at the same moment: the host is sent once', async () => {
		desk.answers({ [LIST]: rows(), [path]: initiated(1) });
		const items = await Promise.all([send(), send(byAnotherKey())]);
		expect(desk.sends(path)).toBe(1);
		expect(items.filter((item) => item?.reused === true)).toHaveLength(1);
	});

	test('one after the other: the host is not sent again, whether a list shows it or not', async () => {
		desk.answers({ [LIST]: rows(), [path]: initiated(1) });
		await send();
		expect(await send(byAnotherKey())).toMatchObject({ reused: true });
		expect(desk.sends(path)).toBe(1);
	});
});

test('The automation that one key saw is known to the other when it has left the list', async () => {
	let list = rows(listed());
	const details = { autoStatusResponse: { automationStatus: 'INSTALL_VALIDATED' } };
	desk.answers({ [LIST]: () => list, [DETAILS]: { error: null, data: details } });
	await desk.run('checkStatus');
	list = rows();
	const asked = desk.sends(DETAILS);
	const { outputs } = await desk.run('checkStatus', undefined, {}, byAnotherKey());
	expect(desk.bodiesOf(DETAILS).slice(asked)[0]).toMatchObject({ automationId: 77 });
	expect(jsonOf(outputs.flat())[0]).toMatchObject({ automationId: 77, state: 'done' });
});

test('The same address in another account is another host', async () => {
	desk.answers({ [LIST]: rows(), [BULK]: initiated(1) });
	const item = { ip: '192.0.2.1', port: 443, divisionId: 2 };
	await desk.run('createBulk', [{ ...item, accountId: 1 }]);
	await desk.run('createBulk', [{ ...item, accountId: 9 }], {}, byAnotherKey());
	expect(desk.sends(BULK)).toBe(2);
});
