import { MINUTE, useChanges } from './changes';

const { akamai, pass, word, acknowledge, atUpload, deployed } = useChanges();

const remove = async (path: string, entity = 'enrollment-status', query = '') =>
	await akamai.call('DELETE', `${path}${query}`, {
		accept: `application/vnd.akamai.cps.${entity}.v1+json`,
	});

describe('cancelling and removing', () => {
	it('cancels the only change, and with it an enrollment never deployed', async () => {
		const { enrollment, change } = await atUpload();
		expect((await remove(change, 'change-id')).json).toEqual({ change });
		expect((await akamai.get(enrollment, 'enrollment', 11)).status).toBe(404);
	});

	it('removes an enrollment never deployed at once: 200, given leave to cancel', async () => {
		const { enrollment } = await atUpload();
		expect((await remove(enrollment)).status).toBe(409);
		const query = '?allow-cancel-pending-changes=true';
		const answer = await remove(enrollment, 'enrollment-status', query);
		expect(answer.status).toBe(200);
		expect((await akamai.get(enrollment, 'enrollment', 11)).status).toBe(404);
	});

	it('removes a live one by a change: 202, a warning to acknowledge, then 404', async () => {
		const { enrollment } = await deployed();
		const answer = await remove(enrollment);
		expect(answer.status).toBe(202);
		const change = (answer.json.changes as string[])[0] ?? '';
		expect(await word(change)).toBe('wait-review-cert-warning');
		await acknowledge(change, 'post-verification-warnings-ack');
		pass(15 * MINUTE);
		expect((await akamai.get(enrollment, 'enrollment', 11)).status).toBe(404);
	});
});
