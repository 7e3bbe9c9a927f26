import { media, thirdParty } from './client';
import { useEnrollments } from './enrollment/created';

const { simulator, akamai, newName } = useEnrollments();

describe('media types', () => {
	const path = () => `/cps/v2/enrollments?contractId=${simulator.keys.contractId}`;

	it.each([
		'application/json',
		'*/*',
		'application/vnd.akamai.cps.enrollments.v99+json',
		'application/vnd.akamai.cps.enrollment.v11+json',
		undefined,
	])('refuses Accept %s with 406', async (accept) => {
		const answer = await akamai.call('GET', path(), { accept });
		expect(answer.status).toBe(406);
		expect(answer.json.type).toMatch(/\/cps\/v2\/error-types\/not-acceptable$/);
		expect(answer.json).not.toHaveProperty('status');
	});

	it.each([
		'application/json',
		'application/vnd.akamai.cps.enrollment.v10+json;q=x, application/json',
		'application/vnd.akamai.cps.enrollments.v11+json',
		undefined,
	])('refuses Content-Type %s with 415', async (contentType) => {
		const accept = media('enrollment-status', 1);
		const body = thirdParty(newName());
		const answer = await akamai.call('POST', path(), { body, contentType, accept });
		expect(answer.status).toBe(415);
	});

	it('takes a charset in Content-Type', async () => {
		const answer = await akamai.call('POST', path(), {
			body: thirdParty(newName()),
			contentType: `${media('enrollment', 11)}; charset=utf-8`,
			accept: media('enrollment-status', 1),
		});
		expect(answer.status).toBe(202);
		expect(answer.headers['content-type']).toContain(media('enrollment-status', 1));
	});

	it('answers an unknown path of the API with its own 404', async () => {
		const answer = await akamai.get('/cps/v2/nothing', 'enrollment', 11);
		expect(answer.status).toBe(404);
		expect(answer.json.title).toBe('Not Found');
	});
});
