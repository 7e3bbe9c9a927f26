import type { Chain } from '../../shared/certificate/chain';
import { chainOf } from '../../shared/certificate/chain';
import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asObject, asText } from '../../shared/values';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import { speaksOfError } from './toldAbout';

/** Certificate chain: despite its name, `intermediates` holds the certificate itself and the root. */
export async function getChain(services: Services, certificateId: Id): Promise<Chain> {
	const answer = await services.json({
		method: 'GET',
		path: `/certificate/${pathSegment(certificateId)}/chain`,
	});
	const rows: unknown[] = Array.isArray(answer.intermediates) ? answer.intermediates : [];
	const chain = chainOf(rows.map((row) => asText(asObject(row).pem) ?? ''));
	if (!chain || speaksOfError(answer)) throw unreadable('DigiCert', 200, 'read');
	return chain;
}
