import { useEnrollments } from '../enrollments';

const { make, operation } = useEnrollments();

const getChange = operation('change', 'get');

describe('Change > Get', () => {
	it('gives the change in the words of the service, with both ids', async () => {
		const made = await make('raw.example.com');
		const { outputs } = await getChange(made);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			enrollmentId: made.enrollmentId,
			changeId: made.changeId,
			pending: true,
			statusInfo: { state: 'running', error: null },
			allowedInput: [],
		});
	});
});
