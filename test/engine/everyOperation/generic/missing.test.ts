import { lookAtEach, OPERATIONS } from './each';
import { missingFaults } from './missing';

/** Whoever fills in a form is told once what is missing, not field by field. */

const lookAt = lookAtEach(missingFaults);
const counts: Record<string, number> = {};

describe.each(OPERATIONS)('$name', (operation) => {
	test('tells all that is missing in one error, and sends nothing', async () => {
		const { labels, faults } = await lookAt(operation);
		counts[operation.name] = labels.length;
		expect(faults).toEqual([]);
	});
});

test('several fields are wanted by the forms in which most must be filled', () => {
	expect(counts).toMatchObject({
		'digiCertCertCentral order create': 4,
		'digiCertAutomation automation createBulk': 2,
		'akamaiCps enrollment create': 21,
	});
});
