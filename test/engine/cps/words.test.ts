import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';

describe('The words of the form', () => {
	const form = JSON.stringify(new AkamaiCps().description.properties);

	it('takes its examples from domains for documentation', () => {
		const addresses = form.match(/[\w.]+@[\w.]+/g) ?? [];
		expect(addresses.length).toBeGreaterThan(0);
		expect(addresses.filter((address) => !address.endsWith('@example.com'))).toEqual([]);
	});

	it.each(['Registration authority (RA)', 'server name (SNI)'])('spells out %s', (words) => {
		expect(form).toContain(words);
	});
});
