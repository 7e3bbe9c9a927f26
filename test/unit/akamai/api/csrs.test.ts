import { asChangeCsr } from '../../../../nodes/Akamai/api/csrs';
import { newCsr } from '../../../support/simulator';

const CN = 'www.example.com';

describe('The CSR of a change', () => {
	it.each([CN, 'WWW.Example.com', 'www.example.com.'])('of %s', async (name) => {
		const entry = { csr: await newCsr(CN), keyAlgorithm: 'ECDSA' };
		expect(asChangeCsr(entry, name)).toMatchObject({ keyAlgorithm: 'ECDSA' });
	});

	it('for another name is unreadable', async () => {
		const entry = { csr: await newCsr('other.example.org'), keyAlgorithm: 'ECDSA' };
		expect(asChangeCsr(entry, CN)).toBeUndefined();
	});

	it('of another kind than it is said to be is unreadable', async () => {
		expect(asChangeCsr({ csr: await newCsr(CN), keyAlgorithm: 'RSA' }, CN)).toBeUndefined();
		const rsa = await newCsr(CN, [], 'RSA-2048');
		expect(asChangeCsr({ csr: rsa, keyAlgorithm: 'ECDSA' }, CN)).toBeUndefined();
		expect(asChangeCsr({ csr: rsa, keyAlgorithm: 'RSA' }, CN)).toBeDefined();
	});
});
