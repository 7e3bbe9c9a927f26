import { AkamaiEdgeGridApi } from '../../../credentials/AkamaiEdgeGridApi.credentials';
import { DigiCertApi } from '../../../credentials/DigiCertApi.credentials';

describe.each([new DigiCertApi(), new AkamaiEdgeGridApi()])('form of $displayName', (type) => {
	const field = (name: string) => type.properties.find((property) => property.name === name);

	test('hides every secret', () => {
		const secrets = ['apiKey', 'clientToken', 'clientSecret', 'accessToken'];
		const shown = type.properties.filter(({ name }) => secrets.includes(name));
		expect(shown.length).toBeGreaterThan(0);
		for (const { typeOptions } of shown) expect(typeOptions?.password).toBe(true);
	});

	test('paces by the documented limits, which a custom pacing starts from', () => {
		expect(field('pacing')?.default).toBe('documented');
		expect(field('sharePercent')?.default).toBe(100);
		const numbers = ['burstRequests', 'burstSeconds', 'sustainedRequests', 'sustainedSeconds'];
		const isDigiCert = type instanceof DigiCertApi;
		expect(numbers.map((name) => field(name)?.default)).toEqual(
			isDigiCert ? [100, 5, 1000, 180] : [20, 2, 35, 60],
		);
		for (const name of numbers) {
			expect(field(name)?.displayOptions).toEqual({ show: { pacing: ['custom'] } });
		}
	});
});
