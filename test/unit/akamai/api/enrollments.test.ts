import { enrollmentIdOf, idsOf, newestPending } from '../../../../nodes/Akamai/api/enrollments';

describe('Ids of Akamai', () => {
	it.each([
		['/cps/v2/enrollments/10001/changes/10002', { enrollmentId: 10001, changeId: 10002 }],
		['/cps-api/enrollments/10001/changes/10002', { enrollmentId: 10001, changeId: 10002 }],
		['/cps-api/enrollments/10001', { enrollmentId: 10001, changeId: undefined }],
		['/elsewhere/1', { enrollmentId: undefined, changeId: undefined }],
		[null, { enrollmentId: undefined, changeId: undefined }],
	])('of the location %s', (location, ids) => {
		expect(idsOf(location)).toEqual(ids);
	});

	it('of an enrollment, as number, as text, or from its location', () => {
		expect(enrollmentIdOf({ id: 7 })).toBe(7);
		expect(enrollmentIdOf({ id: '7' })).toBe(7);
		expect(enrollmentIdOf({ location: '/cps-api/enrollments/7' })).toBe(7);
	});

	it('of the newest pending change, which is the last one', () => {
		const at = (id: number) => ({ location: `/cps/v2/enrollments/1/changes/${id}` });
		expect(newestPending({ pendingChanges: [at(3), at(5)] })).toBe(5);
		expect(newestPending({ pendingChanges: null })).toBeUndefined();
	});
});
