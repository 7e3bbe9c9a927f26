import { balanced, host, jsonOf } from '../../support/automation';
import { certCentral, orderParameters } from '../../support/certCentral';
import { useFleet } from '../../support/openFleet';
import { newCsr } from '../../support/simulator';

const FLEET = [host(1), host(2), balanced(3)];

/** The hosts of the tests of single automations. */
export function useHosts() {
	const fleet = useFleet(FLEET);

	async function issuedOrder(): Promise<number> {
		const commonName = 'instant.example.com';
		const item = { commonName, csr: await newCsr(commonName) };
		const { outputs } = await certCentral(fleet, orderParameters(), [item]);
		return Number(jsonOf(outputs[0])[0]?.orderId ?? jsonOf(outputs[0])[0]?.id);
	}

	return { fleet, issuedOrder };
}
