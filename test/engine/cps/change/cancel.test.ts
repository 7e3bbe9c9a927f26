import { akamaiCalls, enrollmentsOf } from '../../../support/cps';
import { HOUR, OV, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();

const cancel = operation('change', 'cancel');
const getSchedule = operation('change', 'getDeploymentSchedule');
const setSchedule = operation('change', 'setDeploymentSchedule');

const goOn = { onError: 'continueRegularOutput' };

describe('Change > Cancel', () => {
	it('ends the change, also when its answer is lost and the enrollment is gone with it', async () => {
		const made = await make('gone.example.com');
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'DELETE' } });
		const { outputs } = await cancel(made);
		expect(outputs[0]?.[0]?.json).toMatchObject({ cancelled: true, recovered: true });
		expect(await akamaiCalls(simulator, 'DELETE')).toHaveLength(1);
		expect(await enrollmentsOf(simulator)).toHaveLength(1);
	});

	it('refuses one that is completed, and one that was never there', async () => {
		const made = await make('done.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		const done = await cancel(made, {}, goOn);
		expect(done.outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining('completed'),
		});
		const other = await cancel({ ...made, changeId: 4711 }, {}, goOn);
		expect(other.outputs[0]?.[0]?.json).toHaveProperty('error');
		expect(await akamaiCalls(simulator, 'DELETE')).toHaveLength(0);
	});
});

describe('Change > Set Deployment Schedule', () => {
	const NOT_BEFORE = '2030-03-01T09:00:00Z';

	it('sets what was not set, and leaves alone what is set already', async () => {
		const made = await make('later.example.com');
		const first = await setSchedule(made, { notBefore: NOT_BEFORE });
		expect(first.outputs[0]?.[0]?.json).toMatchObject({
			...{ changeId: made.changeId, notBefore: NOT_BEFORE, notAfter: null, changed: true },
		});
		const second = await setSchedule(made, { notBefore: NOT_BEFORE });
		expect(second.outputs[0]?.[0]?.json).toMatchObject({ changed: false });
		const { outputs } = await getSchedule(made);
		expect(outputs[0]?.[0]?.json).toMatchObject({ notBefore: NOT_BEFORE, notAfter: null });
	});

	it('refuses dates in the wrong order', async () => {
		const made = await make('order.example.com');
		const dates = { notBefore: NOT_BEFORE, notAfter: '2030-02-01T09:00:00Z' };
		const { outputs } = await setSchedule(made, dates, goOn);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining("'Not After' is before 'Not Before'"),
		});
	});
});
