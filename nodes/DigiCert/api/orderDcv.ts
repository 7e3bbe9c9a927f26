import { toAscii } from '../../shared/certificate/names';
import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asObject, asObjects, asText, parseJson } from '../../shared/values';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import type { Proof } from './domains';
import { certificateIn, listReplacements } from './orderCertificates';
import type { OrderInfo } from './orderInfo';
import { ORDERS } from './orders';

const pathOf = (id: Id): string => `${ORDERS.path}/${pathSegment(id)}`;

/** Names of the reissue that is pending, else of the order; each once, a wildcard by its base. */
export async function namesToProve(services: Services, order: OrderInfo): Promise<string[]> {
	const rows =
		order.status === 'reissue_pending' ? await listReplacements(services, order.id, 'reissue') : [];
	const pending = rows
		.map((row) => certificateIn(row, 'reissue'))
		.filter(({ status }) => !['approved', 'issued', 'rejected', 'revoked'].includes(status))
		.at(-1);
	const names = pending?.names ?? order.names;
	return [...new Set(names.map((name) => toAscii(name).replace(/^\*\./, '')))];
}

/** Change DCV method: 204 where mails go out, else the random value for all names. */
export async function putOrderMethod(services: Services, id: Id, method: string): Promise<Proof> {
	const body = { dcv_method: method };
	const answer = await services.raw({ method: 'PUT', path: `${pathOf(id)}/dcv-method`, body });
	if (answer.status === 204 && method === 'email') return { method, emails: [] };
	const told = asObject(parseJson(answer.text));
	const token = asText(told.dcv_random_value);
	const at = Date.parse(asText(told.expiration_date) ?? '');
	if (token === undefined) throw unreadable('DigiCert', answer.status, 'write');
	return {
		method,
		token,
		emails: [],
		expires: Number.isNaN(at) ? undefined : new Date(at).toISOString(),
	};
}

/** Check DCV: each name for itself. */
export async function checkOrderDcv(
	services: Services,
	id: Id,
): Promise<Array<{ name: string; validated: boolean }>> {
	const answer = await services.json({ method: 'PUT', path: `${pathOf(id)}/check-dcv` });
	// The page spells it in both ways.
	const rows = asObjects(answer.dns_name_validations ?? answer.dns_names_validations);
	const names = rows.flatMap(({ dns_name: name, status }) => {
		const shown = asText(name);
		return shown ? [{ name: shown, validated: VALIDATED.includes(asText(status) ?? '') }] : [];
	});
	if (names.length === 0) throw unreadable('DigiCert', 200, 'write');
	return names;
}

const VALIDATED = ['validated', 'valid', 'active', 'approved'];
