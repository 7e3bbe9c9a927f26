/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { fitOf } from '../../../../../nodes/DigiCert/CertCentral/actions/order/create/csrNames';
import type { Csr } from '../../../../../nodes/shared/certificate/csr';

/** A name that cannot be converted is tried by a parser of addresses, which takes its time. */
test('The names of a CSR are each converted once, and not for each name of the order', () => {
	const dnsNames = Array.from({ length: 4000 }, (_, at) => `xn--é${at}`);
	const own = Array.from({ length: 250 }, (_, at) => `host-${at}.example.com`);
	const parser = jest.spyOn(globalThis, 'URL');
	const fit = fitOf({ commonNames: [], dnsNames, otherNames: [] } as unknown as Csr, own);
	expect(fit.isForOthers).toBe(true);
	expect(parser.mock.calls.length).toBeGreaterThan(0);
	expect(parser.mock.calls.length).toBeLessThanOrEqual(2 * dnsNames.length);
	parser.mockRestore();
});
