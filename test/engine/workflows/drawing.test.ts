import type { WorkflowFile } from '../../../sandbox/launcher/seed';
import { readWorkflows } from '../../../sandbox/launcher/seed';
import type { Drawn } from './drawing';
import { crossings, hidden, overlaps } from './drawing';

/** In Progress and Failed are outputs between others, so that a loop cannot do without. */
const INTO_A_LOOP = / > (Wait|Retry in bulk)\b/;

type Workflow = WorkflowFile & Drawn;

const all = readWorkflows('workflows') as Workflow[];

describe.each(all)('$name, as the editor draws it', (workflow) => {
	it('no node, name or note lies on another, and no wire runs over one', () => {
		expect([...overlaps(workflow), ...hidden(workflow)]).toEqual([]);
	});

	it('no wires cross but those that lead into a loop', () => {
		expect(crossings(workflow).filter((pair) => !INTO_A_LOOP.test(pair))).toEqual([]);
	});
});

it('The main job crosses no wires at all', () => {
	const [main] = all.filter(({ id }) => id === 'certLifecycleMain');
	expect(main && crossings(main)).toEqual([]);
});
