import { useEnrollments } from '../enrollments';

const { make, operation } = useEnrollments();

const getEnrollment = operation('enrollment', 'get');

describe('Enrollment > Get and Get Many', () => {
	it('simplifies, or gives everything', async () => {
		const { enrollmentId, changeId } = await make('read.example.com');
		const simple = await getEnrollment({ enrollmentId });
		expect(simple.outputs[0]?.[0]?.json).toMatchObject({
			enrollmentId,
			changeId,
			commonName: 'read.example.com',
			certificateType: 'third-party',
			secureNetwork: 'enhanced-tls',
			pendingChanges: [{ changeId, changeType: 'new-certificate' }],
		});
		const raw = await getEnrollment({ enrollmentId }, { simplify: false });
		expect(raw.outputs[0]?.[0]?.json).toMatchObject({
			enrollmentId,
			csr: { cn: 'read.example.com' },
			networkConfiguration: { geography: 'core' },
		});
		expect(raw.outputs[0]?.[0]?.json.networkConfiguration).not.toHaveProperty('fipsMode');
	});

	it('reads FIPS mode with the newer version', async () => {
		const { enrollmentId } = await make('fips.example.com');
		const options = { includeFipsMode: true };
		const { outputs } = await getEnrollment({ enrollmentId }, { simplify: false, options });
		expect(outputs[0]?.[0]?.json.networkConfiguration).toHaveProperty('fipsMode');
	});
});
