import {
	asEnrollment,
	asEnrollmentStatus,
	newestPending,
} from '../../../../nodes/Akamai/api/enrollments';
import { idsOf } from '../../../../nodes/Akamai/api/narrow';

describe('Ids of Akamai', () => {
	it.each([
		['/cps/v2/enrollments/10001/changes/10002', { enrollmentId: 10001, changeId: 10002 }],
		['/cps-api/enrollments/10001/changes/10002', { enrollmentId: 10001, changeId: 10002 }],
		['/cps-api/enrollments/10001', { enrollmentId: 10001, changeId: undefined }],
		['/cps/v2/enrollments/0', { enrollmentId: undefined, changeId: undefined }],
		['/elsewhere/1', { enrollmentId: undefined, changeId: undefined }],
		[null, { enrollmentId: undefined, changeId: undefined }],
	])('of the location %s', (location, ids) => {
		expect(idsOf(location)).toEqual(ids);
	});
});

const at = (id: number, enrollment = 7) => ({
	location: `/cps-api/enrollments/${enrollment}/changes/${id}`,
	changeType: 'renewal',
});

const csr = { cn: 'www.example.com' };

describe('What is an enrollment', () => {
	it.each([
		['a number', { id: 7 }],
		['text', { id: '7' }],
		['a part of its location', { location: '/cps-api/enrollments/7' }],
		['null beside its location', { id: null, location: '/cps/v2/enrollments/7' }],
	])('has an ID, which is %s', (_name, ids) => {
		const enrollment = asEnrollment({ ...ids, csr, extra: true });
		expect(enrollment).toMatchObject({ id: 7, commonName: 'www.example.com', pendingChanges: [] });
	});

	it.each([
		['an empty object', {}],
		['null', null],
		['text', 'maintenance'],
		['a list', []],
		['a problem under status 200', { title: 'Odd', detail: 'No.' }],
		['without an ID', { csr }],
		['of ID 0', { id: 0, csr }],
		['of an ID below zero', { id: -1, csr }],
		['of an ID that is no whole number', { id: 7.5, csr }],
		['of one ID and the location of another', { id: 7, location: '/cps-api/enrollments/8', csr }],
		['without a common name', { id: 7, csr: {} }],
		['with changes that are no list', { id: 7, csr, pendingChanges: {} }],
		['with a change that has no location', { id: 7, csr, pendingChanges: [{}] }],
		['with a change of another one', { id: 7, csr, pendingChanges: [at(3, 8)] }],
	])('is not one %s', (_name, raw) => {
		expect(asEnrollment(raw)).toBeUndefined();
	});

	it('has its newest change last', () => {
		const enrollment = asEnrollment({ id: 7, csr, pendingChanges: [at(3), at(5)] });
		expect(enrollment && newestPending(enrollment)).toBe(5);
		const none = asEnrollment({ id: 7, csr, pendingChanges: null });
		expect(none && newestPending(none)).toBeUndefined();
	});
});

describe('What a creation answers', () => {
	const enrollment = '/cps/v2/enrollments/7';

	it('names the enrollment and its change, if there is one', () => {
		const changes = [`${enrollment}/changes/8`];
		expect(asEnrollmentStatus({ enrollment, changes })).toMatchObject({
			enrollmentId: 7,
			changeId: 8,
		});
		expect(asEnrollmentStatus({ enrollment, changes: [] })).toMatchObject({ enrollmentId: 7 });
	});

	it.each([
		['an empty object', {}],
		['text', 'accepted'],
		['null', null],
		['ID 0', { enrollment: '/cps/v2/enrollments/0', changes: [] }],
		['no list of changes', { enrollment }],
		[
			'a change of another enrollment',
			{ enrollment, changes: ['/cps/v2/enrollments/9/changes/8'] },
		],
		['a change without an ID', { enrollment, changes: [enrollment] }],
	])('is not %s', (_name, body) => {
		expect(asEnrollmentStatus(body)).toBeUndefined();
	});
});
