import { CHANGE_PENDING, MINUTE, useChanges } from './changes';
import { thirdParty } from './client';

const { akamai, pass, status, word, info, acknowledge, atUpload } = useChanges();

describe('pre-verification warnings', () => {
	it('stop a name on both kinds of network until they are acknowledged', async () => {
		const { cn } = await atUpload();
		const standard = { ...thirdParty(cn).networkConfiguration, secureNetwork: 'standard-tls' };
		const { json } = await akamai.create(
			thirdParty(cn, { networkConfiguration: standard }),
			'&allow-duplicate-cn=true',
		);
		const change = (json.changes as string[])[0] ?? '';
		pass(2 * MINUTE);
		expect(await status(change)).toMatchObject({
			statusInfo: { status: 'wait-review-pre-verification-safety-checks' },
			allowedInput: [{ type: 'pre-verification-warnings-acknowledgement' }],
		});
		const warnings = await info(change, 'pre-verification-warnings', 'warnings', 1);
		expect(warnings.json.warnings).toContain(cn);
		await acknowledge(change, 'pre-verification-warnings-ack');
		pass(3000);
		expect(await word(change)).toBe('generate-csr');
		pass(MINUTE);
		expect(await word(change)).toBe(CHANGE_PENDING);
	});
});
