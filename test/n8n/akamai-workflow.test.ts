import {
	errorOf,
	finishedExecution,
	jsonOf,
	outputOf,
	runFrom,
} from '../../sandbox/launcher/executions';
import { loggedIn } from './support/shared';

const MINUTES = 60_000;

describe('The Akamai starter through a real n8n', () => {
	it(
		'creates an enrollment and ends where CPS waits for the certificate',
		async () => {
			const rest = await loggedIn();
			const id = await runFrom(rest, 'certLifecycleAkamai', 'Run by hand');
			const execution = await finishedExecution(rest, id, { withinMs: 4 * MINUTES });
			expect(errorOf(execution)).toBeUndefined();
			const [created] = jsonOf(outputOf(execution, 'Create enrollment'));
			expect(created).toMatchObject({
				enrollmentId: expect.any(Number),
				changeId: expect.any(Number),
			});
			const [waiting] = jsonOf(outputOf(execution, 'Check status', 2));
			expect(waiting).toMatchObject({ enrollmentId: created?.enrollmentId });
			expect(JSON.stringify(waiting)).toContain('certificate');
		},
		5 * MINUTES,
	);
});
