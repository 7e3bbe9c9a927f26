import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Csr } from '../../../../../shared/certificate/csr';
import { Failure } from '../../../../../shared/failure';
import { unreadable } from '../../../../../shared/http/unreadable';
import type { Stands } from '../../../../../shared/operation/write';
import type { Reader } from '../../../../../shared/reader/reader';
import type { Id } from '../../../../../shared/values';
import {
	asId,
	asObject,
	asObjects,
	asText,
	isEmpty,
	withoutEmpty,
} from '../../../../../shared/values';
import type { OrderCertificate, Replacement } from '../../../../api/orderCertificates';
import { certificateIn, listReplacements } from '../../../../api/orderCertificates';
import type { OrderInfo } from '../../../../api/orderInfo';
import { isExpired, isReplaceable } from '../../../../api/orderStatus';
import { getOrder } from '../../../../api/orders';
import { isDv } from '../../../../api/products';
import { postReplacement } from '../../../../api/replacements';
import { reissuePending } from '../../../../api/revocations';
import { servicesOf } from '../../../../transport/services';
import { fitOf, forOthers, readAnyCsr } from '../create/csrNames';
import { sendClaimed } from './claim';
import { madeOf } from './made';
import type { NameChange } from './names';
import { namesIn } from './names';
import { expired, namesNotShown, notIssued } from './refusals';

const HASHES = ['sha256', 'sha384', 'sha512'] as const;

/** What Reissue and Duplicate have in common. */
export interface ReplaceInput {
	orderId: Id;
	csr: Csr;
	/** What the certificate is to have beside names and CSR; the rest stays as it is. */
	certificate: IDataObject;
	body: IDataObject;
	mayDiffer: boolean;
	csrOption: string;
	visibleWithin: number;
	today: string;
}

export function readReplacement(reader: Reader): ReplaceInput {
	const platform = reader.integer('additionalFields.serverPlatformId', -1, 100_000);
	return {
		orderId: reader.requiredId('orderId'),
		csr: readAnyCsr(reader),
		certificate: withoutEmpty({
			signature_hash: reader.choice('additionalFields.signatureHash', HASHES),
			server_platform: platform === undefined ? undefined : { id: platform },
		}),
		body: withoutEmpty({
			skip_approval: reader.boolean('additionalFields.skipApproval'),
			comments: reader.text('additionalFields.comments'),
		}),
		mayDiffer: reader.boolean('options.csrNamesMayDiffer') ?? false,
		csrOption: reader.label('options.csrNamesMayDiffer'),
		visibleWithin: reader.integer('options.visibleWithin', 1, 3600) ?? 120,
		today: reader.today(),
	};
}

/** An order with what of it was made already for this key and these names. */
export interface Replaceable {
	order: OrderInfo;
	change: NameChange;
	/** Those that were on the list before the call was made. */
	known: Id[];
	made?: OrderCertificate;
	/** The answer to the call. */
	answer?: IDataObject;
}

export async function readReplaceable(
	ctx: IExecuteFunctions,
	{ orderId, csr }: ReplaceInput,
	kind: Replacement,
	changeOf: (order: OrderInfo) => NameChange,
	before?: Replaceable,
): Promise<Replaceable> {
	const services = await servicesOf(ctx);
	const [order, rows] = await Promise.all([
		getOrder(services, orderId),
		listReplacements(services, orderId, kind),
	]);
	const listed = rows.map((row) => certificateIn(row, kind));
	// Its names are what a reissue keeps: without them nothing may be sent.
	if (order.commonName === '') throw unreadable('DigiCert', 200, 'read');
	const { dns_names: others } = asObject(order.raw.certificate);
	if (isEmpty(others)) throw namesNotShown(order);
	if (!order.showsNames) throw unreadable('DigiCert', 200, 'read');
	// Once it is issued, the names of the order are those of the new certificate.
	const change = before?.change ?? changeOf(order);
	const sought = { spki: csr.spkiSha256, names: namesIn(change) };
	return {
		order,
		change,
		known: before?.known ?? listed.map(({ certificateId }) => certificateId),
		made: madeOf(order, listed, sought, before?.known),
	};
}

/** Sent once; its certificate ID is told by the list, where the answer does not. */
export async function replaceOnce<T extends Replaceable>(
	ctx: IExecuteFunctions,
	input: ReplaceInput,
	kind: Replacement,
	thing: T,
): Promise<T> {
	const { order, change, known } = thing;
	const services = await servicesOf(ctx);
	const marks = [kind, await turnOf(ctx, input), input.csr.spkiSha256, namesIn(change), known];
	const body = {
		certificate: {
			...requiredOf(order),
			...input.certificate,
			common_name: change.commonName,
			dns_names: change.dnsNames,
			csr: input.csr.pem,
		},
		...input.body,
	};
	const send = async () => await postReplacement(services, order.id, kind, body);
	const answer = await sendClaimed(ctx, input, marks, send);
	const seen = await readReplaceable(ctx, input, kind, () => change, thing).catch(() => undefined);
	return { ...thing, answer, made: seen?.made };
}

/** A hash must be given; that of the certificate is left as it is. */
const requiredOf = ({ raw }: OrderInfo): IDataObject =>
	withoutEmpty({
		signature_hash: asText(asObject(raw.certificate).signature_hash)?.toLowerCase() ?? 'sha256',
	});

/** Made already, asked for, or why the order does not take it; undefined where it does. */
export function standsOf(
	{ order, change, made, answer }: Replaceable,
	{ csr, mayDiffer, csrOption }: ReplaceInput,
	kind: Replacement,
): Stands | Failure | undefined {
	if (answer || made) return isRequested(order, kind, made, answer) ? 'requested' : 'done';
	if (order.status === 'reissue_pending') return reissuePending(order);
	if (!isReplaceable(order, Date.now())) return notIssued(order);
	if (kind === 'duplicate' && isExpired(order, Date.now())) return expired(order);
	const { isForOthers, more } = fitOf(csr, namesIn(change));
	return isForOthers && !mayDiffer
		? new Failure({ class: 'fixRequest', message: `'CSR' ${forOthers(more, csrOption)}` })
		: undefined;
}

/** Somebody has to approve it. */
function isRequested(
	{ requests }: OrderInfo,
	kind: Replacement,
	made?: OrderCertificate,
	answer?: IDataObject,
): boolean {
	if (answer) return asObjects(answer.requests).some(({ status }) => status === 'pending');
	const isOpen = made?.serialNumber === undefined;
	return isOpen && requests.some(({ type, status }) => type === kind && status === 'pending');
}

export function replacedItem(
	{ order, change, made, answer = {} }: Replaceable,
	stands: Stands,
	{ csr }: ReplaceInput,
	kind: Replacement,
): IDataObject {
	const requests = asObjects(answer.requests).length > 0 ? answer.requests : undefined;
	const certificateId = made?.certificateId ?? asId(answer.certificate_id);
	const isIssued = made?.serialNumber !== undefined || answer.certificate_chain !== undefined;
	return withoutEmpty({
		orderId: order.id,
		certificateId,
		commonName: change.commonName,
		dnsNames: change.dnsNames,
		serialNumber: made?.serialNumber,
		requests,
		requestId: stands === 'requested' ? requestIn(order, kind, answer) : undefined,
		dcv_random_value: answer.dcv_random_value,
		status: stands === 'requested' ? 'needs_approval' : isIssued ? 'issued' : 'pending',
		...nextOf(order, stands, isIssued),
		hint: fitOf(csr, namesIn(change)).hint,
	});
}

/** The one to approve; none where more than one could be meant. */
function requestIn(order: OrderInfo, kind: Replacement, answer: IDataObject): Id | undefined {
	const own = asObjects(answer.requests);
	const rows = own.length > 0 ? own : order.requests.filter(({ type }) => type === kind);
	const pending = rows.filter(({ status }) => status === 'pending');
	return pending.length === 1 ? asId(pending[0]?.id) : undefined;
}

function nextOf({ id, product }: OrderInfo, stands: Stands, isIssued: boolean): IDataObject {
	if (stands === 'requested') {
		return {
			whoActs: 'approver in CertCentral',
			nextStep: `Approve the request of order ${id} (Request > Approve).`,
		};
	}
	if (isIssued) {
		return { whoActs: 'nobody', nextStep: 'Download the certificate (Certificate > Download).' };
	}
	return isDv(product)
		? {
				whoActs: 'DNS administrator',
				nextStep:
					'Prove control of the domains anew: Order > Change DCV Method gives the records, then Order > Check DCV.',
			}
		: { whoActs: 'nobody', nextStep: 'Check again later (Order > Check Status).' };
}

/** One order takes one reissue or duplicate at a time. */
export const turnOf = async (ctx: IExecuteFunctions, { orderId }: ReplaceInput): Promise<string> =>
	`${(await servicesOf(ctx)).client.servicesUrl} order ${orderId}`;
