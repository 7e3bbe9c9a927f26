import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../../shared/failure';
import type { Id } from '../../../shared/values';
import { asId, asObjects } from '../../../shared/values';
import type { OrderInfo } from '../../api/orderInfo';
import { orderIdIn } from '../../api/orderInfo';
import type { Lifetime } from '../../api/orderStatus';
import type { Content } from './content';
import { contentOf } from './content';
import type { Identity } from './fingerprint';

/** What a process knows of an order: the newest that list, Order info or the purchase told. */
export interface KnownOrder extends Lifetime {
	id: Id;
	commonName: string;
	names: string[];
	/** Whether these are all of its names. */
	showsNames: boolean;
	product?: string;
	organization?: Id;
	certificateId?: Id;
	/** The `alternative_order_id`, which most lists do not show; null: it has none. */
	key?: string | null;
	/** What Order info told of an order without a key: by this it is known again. */
	content?: Content;
	requests?: IDataObject[];
	/** Whether the list has shown it. */
	listed: boolean;
	/** Moment, on the clock of the process, for which status and dates hold. */
	toldAt: number;
	/** The same of its last Order info. */
	readAt: number;
	/** Why Order info did not tell more when it was asked last. */
	unread?: Failure;
}

const NEVER = -Infinity;

/** The longest `visibleWithin`: by then whatever exists can be read. */
export const YOUNG_MS = 3_600_000;

/** As List orders shows it. What is known of the key stays where the list does not show it. */
export const asListed = (
	row: OrderInfo,
	known: KnownOrder | undefined,
	at: number,
): KnownOrder => ({
	...factsOf(row, known),
	key: row.alternativeOrderId ?? known?.key,
	content: known?.content,
	// Those of another status may have been decided since.
	requests: row.status === known?.status ? known.requests : undefined,
	listed: true,
	// Without these a row does not tell whether the order still serves.
	toldAt: row.status === '' || (row.status === 'issued' && !row.orderValidTill) ? NEVER : at,
	readAt: known?.readAt ?? NEVER,
});

/** As Order info shows it; a key that purchase or list told stays where it shows none. */
export const asRead = (info: OrderInfo, known: KnownOrder | undefined, at: number): KnownOrder => ({
	...factsOf(info, known),
	...keyOrContent(info, info.alternativeOrderId ?? known?.key, known?.content),
	requests: info.requests,
	listed: known?.listed ?? false,
	toldAt: at,
	readAt: at,
});

function keyOrContent(info: OrderInfo, key: string | null | undefined, known: Content = {}) {
	if (typeof key === 'string') return { key };
	const { spki = known.spki, kind = known.kind } = contentOf(info);
	// With another key there has been one more reissue.
	const earlier = spki === known.spki ? known.earlier : undefined;
	return { key: null, content: { spki, kind, earlier } };
}

/** As the answer to its purchase shows it, which tells no status. */
export const asPlaced = (answer: IDataObject, identity: Identity, key: string): KnownOrder => ({
	id: orderIdIn(answer) ?? 0,
	status: '',
	created: Date.now(),
	commonName: identity.commonName,
	names: identity.names,
	showsNames: true,
	product: isHint(identity.product) ? undefined : identity.product,
	organization: asId(identity.organization),
	certificateId: asId(answer.certificate_id),
	key,
	requests: asObjects(answer.requests),
	listed: false,
	toldAt: performance.now(),
	readAt: NEVER,
});

/** What an answer does not tell stays as it was told before: its silence proves nothing. */
function factsOf(order: OrderInfo, known?: KnownOrder) {
	return {
		id: order.id,
		status: order.status,
		created: order.created ?? known?.created,
		validFrom: order.validFrom ?? known?.validFrom,
		validTill: order.validTill ?? known?.validTill,
		orderValidTill: order.orderValidTill ?? known?.orderValidTill,
		...namesOf(order, known),
		product: order.product ?? known?.product,
		organization: order.organization ?? known?.organization,
		certificateId: order.certificateId ?? known?.certificateId,
	};
}

type Names = Pick<KnownOrder, 'commonName' | 'names' | 'showsNames'>;

function namesOf({ commonName, names, showsNames }: Names, known?: Names): Names {
	const told = { commonName: commonName || (known?.commonName ?? ''), names, showsNames };
	// Beside another common name than before the other names may be others, too.
	const isKept = !showsNames && known && names.every((name) => known.names.includes(name));
	return isKept ? { ...told, names: known.names, showsNames: known.showsNames } : told;
}

/** `ssl ov`: which product DigiCert picks for a hint is not known. */
const isHint = (product: string): boolean => product.startsWith('ssl ');

/** By what is shown: its names among theirs, product and organization. What is not shown may be the same. */
export const couldBe = (order: KnownOrder, { names, product, organization }: Identity): boolean =>
	mayBeFor(order, names) &&
	(isHint(product) || !order.product || order.product === product) &&
	(order.organization === undefined ||
		order.organization === (asId(organization) ?? order.organization));

const mayBeFor = ({ names, showsNames }: KnownOrder, wanted: string[]): boolean =>
	showsNames
		? wanted.every((name) => names.includes(name))
		: names.every((name) => wanted.includes(name));

/** Young orders may be shown by one part of the service before another knows them. */
export const isYoung = ({ created }: KnownOrder): boolean =>
	created === undefined || Date.now() - created < YOUNG_MS;
