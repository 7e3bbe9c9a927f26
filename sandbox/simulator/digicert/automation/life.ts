import type { DigiCertBooks } from '../books';
import { addYears, endOfDay } from '../dates';
import type { Automation, Certificate, Order, OrderBody } from '../model';
import {
	addCertificate,
	addRequest,
	currentOf,
	issueNow,
	placeOrder,
	primaryOf,
} from '../orderLife';
import { issue } from '../certificates';
import type { Failure, PhaseName } from './scripts';
import { PHASES, scriptOf } from './scripts';

export interface Phase {
	name: PhaseName;
	from: number;
	to: number;
}

export type Progress =
	| { phase: PhaseName; failure?: Failure; at: number }
	| { phase: 'done'; failure?: undefined; at: number };

/** How the current run ends, if not well. */
export function failureOf({ host, attempt }: Automation): Failure | undefined {
	const { failures, forever } = scriptOf(host.script);
	return failures[attempt] ?? (forever ? failures[failures.length - 1] : undefined);
}

/** A retry begins again where the last run broke. */
function firstPhase(automation: Automation): PhaseName {
	if (automation.attempt === 0) return 'csr';
	return failureOf({ ...automation, attempt: automation.attempt - 1 })?.phase ?? 'csr';
}

export function automationPhases(automation: Automation, factor = 1): Phase[] {
	const { attempt, attemptStartedAt, installSettings } = automation;
	const first = PHASES.findIndex(({ name }) => name === firstPhase(automation));
	let from = attemptStartedAt;
	return PHASES.filter((phase, at) => phase.name === 'scheduled' || at >= first).map(
		({ name, seconds }) => {
			let to = from + seconds * 1000 * factor;
			const { scheduleTime } = installSettings;
			if (name === 'scheduled' && attempt === 0 && scheduleTime) to = Math.max(to, scheduleTime);
			const phase = { name, from, to };
			from = to;
			return phase;
		},
	);
}

/** Where the current run stands. */
export function progressOf(books: DigiCertBooks, automation: Automation): Progress {
	const failure = failureOf(automation);
	let end = automation.attemptStartedAt;
	for (const { name, to } of automationPhases(automation, books.settings.phaseFactor)) {
		if (books.now < to) return { phase: name, at: books.now };
		if (failure?.phase === name) return { phase: name, failure, at: to };
		end = to;
	}
	return { phase: 'done', at: end };
}

/** ENROLL, RENEW and TRANSFER buy; DUPLICATE takes its certificate from the order it names. */
function buy(books: DigiCertBooks, automation: Automation, at: number): Order {
	const { host, profile, actionType } = automation;
	const { account, products } = books.data;
	const nameId = profile?.productType.toLowerCase();
	const product = products.find((candidate) => candidate.nameId === nameId) ?? products[0];
	if (!product) throw new Error('The books have no product');
	const sent: OrderBody = {
		certificate: { common_name: host.commonName, csr: '', signature_hash: 'sha256' },
		order_validity: { years: 1 },
	};
	const validTill = endOfDay(addYears(at, 1));
	const renewed = books.ledger
		.filter((order) => primaryOf(order).commonName === host.commonName)
		.pop();
	const order = placeOrder(
		books,
		{
			outcome: 'automation',
			product,
			validTill,
			validity: { years: 1 },
			organizationId: profile?.organizationId,
			containerId: account.divisionId,
			price: product.price,
			source: 'automation',
			renewalOfOrderId: actionType === 'RENEW' ? renewed?.id : undefined,
			sent,
			domains: [],
			certificate: newCertificate(host.commonName, validTill),
		},
		at,
	);
	addRequest(books, order, { type: 'new_request', status: 'approved' }, at);
	return order;
}

const newCertificate = (commonName: string, till: number) => ({
	commonName,
	dnsNames: [],
	signatureHash: 'sha256',
	serverPlatformId: -1,
	lifetime: { till },
	clientAuth: false,
});

function duplicate(books: DigiCertBooks, parent: Order, at: number): void {
	const { commonName, dnsNames, lifetime, signatureHash } = currentOf(parent);
	const fresh = {
		...newCertificate(commonName, parent.validTill),
		dnsNames,
		lifetime,
		signatureHash,
	};
	const certificate = addCertificate(books, parent, 'duplicate', fresh, at);
	addRequest(
		books,
		parent,
		{ type: 'duplicate', status: 'approved', certificateId: certificate.id },
		at,
	);
	issue(parent, certificate, at);
}

/** The newest certificate that this automation has got. */
export function certificateOf(
	books: DigiCertBooks,
	automation: Automation,
): Certificate | undefined {
	const order = books.orders.get(automation.orderId ?? automation.parentOrderId ?? 0);
	const issued = order?.certificates.filter(({ status }) => status === 'issued');
	return issued?.pop();
}

/** Puts the effects of one run on the agenda: the order, its certificate, the installed host. */
export function startAttempt(books: DigiCertBooks, automation: Automation, phases: Phase[]): void {
	const failure = failureOf(automation);
	const run = automation.attempt;
	const reached = phases.findIndex(({ name }) => name === failure?.phase);
	const walked = reached < 0 ? phases : phases.slice(0, reached + 1);
	const schedule = (at: number, work: () => void) =>
		books.agenda.add(at, () => {
			if (automation.attempt === run) work();
		});

	const order = walked.find(({ name }) => name === 'order');
	const parent = books.orders.get(automation.parentOrderId ?? 0);
	if (order && parent) schedule(order.to, () => duplicate(books, parent, order.to));
	else if (order) {
		schedule(order.from, () => (automation.orderId = buy(books, automation, order.from).id));
		schedule(order.to, () => {
			const bought = books.orders.get(automation.orderId ?? 0);
			if (bought) issueNow(bought, primaryOf(bought), order.to);
		});
	}
	const last = phases[phases.length - 1];
	if (failure || !last) return;
	schedule(last.to, () => {
		const installed = certificateOf(books, automation);
		automation.host.certificateTill = installed?.validTill ?? automation.host.certificateTill;
	});
}
