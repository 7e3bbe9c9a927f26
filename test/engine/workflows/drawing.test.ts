import { readWorkflows } from '../../../sandbox/launcher/seed';
import { crossings, hidden, overlaps } from './drawing';

/** What a pause in a polling loop cannot do without: In Progress is the second of four outputs. */
const OF_A_LOOP = / > Wait\b/;

describe.each(readWorkflows('workflows'))('$name, as the editor draws it', (workflow) => {
	it('no node, name or note lies on another, and no wire runs over one', () => {
		expect([...overlaps(workflow), ...hidden(workflow)]).toEqual([]);
	});

	it('no wires cross but the one that leads to the pause of a loop', () => {
		expect(crossings(workflow).filter((pair) => !OF_A_LOOP.test(pair))).toEqual([]);
	});
});

it('The main job crosses no wires at all', () => {
	const [main] = readWorkflows('workflows').filter(({ id }) => id === 'certLifecycleMain');
	expect(main && crossings(main)).toEqual([]);
});
