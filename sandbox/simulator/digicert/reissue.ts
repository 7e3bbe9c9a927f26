import { checkCsr } from '../csr';
import type { DigiCertBooks } from './books';
import { issue } from './certificates';
import { startOrderDcv } from './dcv';
import { invalidValue, ServicesError } from './errors';
import type { Certificate, Order, OrderRequest, Validity } from './model';
import { domainsOf } from './orderCreate';
import {
	addCertificate,
	addRequest,
	currentOf,
	fulfilReissue,
	isUnvalidated,
	needsApproval,
	setStatus,
} from './orderLife';
import { statusOf } from './orderViews';
import { certificateLifetime } from './validity';

/** The body of Reissue and of Duplicate, after the schema has accepted it. */
export interface ReissueBody {
	certificate: {
		common_name?: string;
		dns_names?: string[];
		csr: string;
		signature_hash?: string;
		server_platform?: { id: number };
		ca_cert_id?: string;
		cert_validity?: Validity;
	};
	skip_approval?: boolean;
	comments?: string;
	dcv_method?: string;
}

type Draft = Parameters<typeof addCertificate>[3];

export interface Reissued {
	certificate: Certificate;
	request: OrderRequest;
}

const refused = (code: string, message: string) => new ServicesError(400, code, message);

/** Names in lower case, the common name first. */
export const namesOf = ({ commonName, dnsNames }: Pick<Draft, 'commonName' | 'dnsNames'>) => [
	...new Set([commonName, ...dnsNames].map((name) => name.toLowerCase())),
];

/** An issued order whose term has not ended; its certificate may have expired. */
function refuseUnlessIssued(books: DigiCertBooks, order: Order): void {
	const isOver = order.validTill < books.now;
	if (order.status === 'issued' && !isOver) return;
	throw refused(
		'invalid_order_status',
		`An order in status ${statusOf(order, books.now)} has no certificate that can be replaced.`,
	);
}

/** As asked; names that are left out are gone. */
async function draftOf(
	books: DigiCertBooks,
	order: Order,
	{ certificate: asked }: ReissueBody,
): Promise<Draft> {
	const csr = await checkCsr(asked.csr);
	if (!csr.ok) throw invalidValue('certificate.csr', csr.reason);
	const current = currentOf(order);
	return {
		commonName: asked.common_name ?? current.commonName,
		dnsNames: asked.dns_names ?? [],
		csr: asked.csr,
		spkiSha256: csr.spkiSha256,
		signatureHash: asked.signature_hash ?? current.signatureHash,
		serverPlatformId: asked.server_platform?.id ?? current.serverPlatformId,
		lifetime: certificateLifetime({ certificate: asked }, { till: order.validTill }, books.now),
		clientAuth: current.clientAuth,
	};
}

const waitsForApproval = (
	books: DigiCertBooks,
	order: Order,
	{ skip_approval: skips }: ReissueBody,
) => (books.settings.approvalStep && !skips) || needsApproval(order);

export async function reissue(
	books: DigiCertBooks,
	order: Order,
	body: ReissueBody,
): Promise<Reissued> {
	refuseUnlessIssued(books, order);
	const draft = await draftOf(books, order, body);
	// Two requests whose CSRs were looked at together.
	refuseUnlessIssued(books, order);
	const { now } = books;
	const [before, after] = [namesOf(currentOf(order)), namesOf(draft)];
	const drops = before[0] !== after[0] || before.some((name) => !after.includes(name));
	const certificate = addCertificate(
		books,
		order,
		'reissue',
		{
			...draft,
			addedNames: after.filter((name) => !before.includes(name)),
			...(drops ? { drops } : {}),
		},
		now,
	);
	order.domains = domainsOf(books, after, order.outcome);
	startOrderDcv(order, body.dcv_method ?? order.sent.dcv_method, now);
	const status = waitsForApproval(books, order, body) ? 'pending' : 'approved';
	const request = addRequest(
		books,
		order,
		{ type: 'reissue', status, comments: body.comments, certificateId: certificate.id },
		now,
	);
	setStatus(order, 'reissue_pending', now);
	fulfilReissue(books, order, now);
	return { certificate, request };
}

/** All but key, platform, hash and validity stay; some products may leave names out. */
function refuseOtherNames(order: Order, draft: Draft): void {
	const current = namesOf(currentOf(order));
	const other = namesOf(draft).find((name) => !current.includes(name));
	if (other === undefined) return;
	throw invalidValue('certificate.dns_names', `"${other}" is not on the certificate.`);
}

export async function duplicate(
	books: DigiCertBooks,
	order: Order,
	body: ReissueBody,
): Promise<Reissued> {
	refuseUnlessIssued(books, order);
	if (isUnvalidated(order, books.now)) {
		throw refused(
			'domain_not_validated',
			'The domain control validation of this order is not current.',
		);
	}
	const draft = await draftOf(books, order, body);
	refuseOtherNames(order, draft);
	const { now } = books;
	const lifetime = { till: Math.min(currentOf(order).validTill ?? now, order.validTill) };
	const certificate = addCertificate(books, order, 'duplicate', { ...draft, lifetime }, now);
	const waits = waitsForApproval(books, order, body);
	const request = addRequest(
		books,
		order,
		{
			type: 'duplicate',
			status: waits ? 'pending' : 'approved',
			comments: body.comments,
			certificateId: certificate.id,
		},
		now,
	);
	if (!waits) issue(order, certificate, now);
	return { certificate, request };
}
