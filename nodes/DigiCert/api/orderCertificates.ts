import type { IDataObject } from 'n8n-workflow';

import { spkiShown } from '../../shared/certificate/csr';
import { nameSet, toAscii } from '../../shared/certificate/names';
import { plainSerial } from '../../shared/certificate/serial';
import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asId, asList, asObject, asText, withoutEmpty } from '../../shared/values';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import { listWhole } from './lists';
import { dayIn, instantIn, type OrderInfo } from './orderInfo';
import { ORDERS } from './orders';

export type Replacement = 'reissue' | 'duplicate';

/** A certificate of an order: the one that Order info shows, a reissue or a duplicate. */
export interface OrderCertificate {
	certificateId: Id;
	kind: 'current' | Replacement;
	/** Lower case; empty where it is not shown. */
	status: string;
	serialNumber?: string;
	commonName: string;
	/** With the common name, sorted, each once. */
	names: string[];
	csr?: string;
	/** Epoch milliseconds. */
	created?: number;
	validTill?: string;
}

/** List reissues and List duplicates: as a whole, without pages. */
export const listReplacements = async (
	services: Services,
	orderId: Id,
	kind: Replacement,
	withArchived = true,
): Promise<IDataObject[]> =>
	onePerCertificate(
		await listWhole(services, {
			path: `${ORDERS.path}/${pathSegment(orderId)}/${kind}`,
			key: 'certificates',
			query: withArchived ? { show_archived: true } : {},
		}),
	);

/** The lists have been seen to hold the certificate of the order itself, and copies. */
function onePerCertificate(rows: IDataObject[]): IDataObject[] {
	const seen = new Set<string>();
	return rows.filter(({ id, serial_number: serial }) => {
		const marks = [`id ${asText(id)}`, ...(serial ? [`serial ${plainSerial(serial)}`] : [])];
		const isKnown = marks.some((mark) => seen.has(mark));
		for (const mark of marks) seen.add(mark);
		return !isKnown;
	});
}

/** All certificates of an order that it tells of, each once. */
export async function certificatesOf(
	services: Services,
	order: OrderInfo,
): Promise<OrderCertificate[]> {
	const kinds = ['reissue', 'duplicate'] as const;
	const lists = await Promise.all(
		kinds.map(async (kind) => {
			const rows = await listReplacements(services, order.id, kind);
			return rows.map((row) => certificateIn(row, kind));
		}),
	);
	const listed = lists.flat();
	const current = listed.find(({ certificateId }) => certificateId === order.certificateId);
	const others = listed.filter((one) => one !== current);
	const own = currentOf(order);
	return [...(own ? [withoutEmptyOf(own, current)] : []), ...others];
}

/** What the list knows of the certificate that Order info shows stands beside it. */
const withoutEmptyOf = (
	own: OrderCertificate,
	listed: OrderCertificate | undefined,
): OrderCertificate => ({ ...own, status: listed?.status ?? own.status });

const currentOf = ({
	certificateId,
	serialNumber,
	commonName,
	names,
	validTill,
	raw,
}: OrderInfo): OrderCertificate | undefined =>
	certificateId === undefined
		? undefined
		: {
				certificateId,
				kind: 'current',
				status: '',
				commonName,
				names,
				...withoutEmpty({ serialNumber, validTill, csr: asText(asObject(raw.certificate).csr) }),
			};

/** SHA-256 over the public key of the CSR that is shown of it, if one is. */
export function spkiOf({ csr }: OrderCertificate): string | undefined {
	return csr === undefined ? undefined : spkiShown(csr);
}

/** These came to nothing, or serve no longer: the same may be made again. */
const OVER = ['rejected', 'denied', 'canceled', 'cancelled', 'revoked', 'expired'];

export const isOver = ({ status }: OrderCertificate): boolean => OVER.includes(status);

export function certificateIn(row: IDataObject, kind: Replacement): OrderCertificate {
	const commonName = toAscii(asText(row.common_name) ?? '');
	const shown = asList(row.dns_names);
	const others = shown.flatMap((name) => asText(name) ?? []);
	// Whether it is the one that is wanted, nobody could tell.
	if (others.length < shown.length) throw unreadable('DigiCert', 200, 'read');
	return {
		certificateId: asId(row.id) ?? 0,
		kind,
		status: (asText(row.status) ?? '').toLowerCase(),
		serialNumber: asText(row.serial_number),
		commonName,
		names: nameSet(commonName, others).filter((name) => name !== ''),
		csr: asText(row.csr),
		created: instantIn(row.date_created),
		validTill: dayIn(row.valid_till),
	};
}

/** What an item tells of one of several certificates. */
export const toldOf = ({
	certificateId,
	kind,
	serialNumber,
	validTill,
}: OrderCertificate): IDataObject => withoutEmpty({ certificateId, kind, serialNumber, validTill });
