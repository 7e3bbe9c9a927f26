import { progressOf } from './automation/life';
import { statusOf as automationStatus } from './automation/details';
import { scriptOf } from './automation/scripts';
import type { DigiCertBooks } from './books';
import type { Automation, Host, Order } from './model';
import { primaryOf } from './orderLife';
import { statusOf } from './orderViews';

/** What was bought, what for, and under which key: for launchers, tests and invariants. */
function orderView(books: DigiCertBooks, order: Order) {
	const { commonName, dnsNames, id, serialNumber } = primaryOf(order);
	return {
		id: order.id,
		status: statusOf(order, books.now),
		outcome: order.outcome,
		source: order.source,
		price: order.price,
		commonName,
		dnsNames,
		productNameId: order.product.nameId,
		organizationId: order.organizationId,
		alternativeOrderId: order.sent.alternative_order_id,
		renewalOfOrderId: order.renewalOfOrderId,
		createdAt: order.createdAt,
		realCreatedAt: order.realCreatedAt,
		certificateId: id,
		serialNumber,
		certificates: order.certificates.map((certificate) => ({
			id: certificate.id,
			kind: certificate.kind,
			status: certificate.status,
			commonName: certificate.commonName,
			dnsNames: certificate.dnsNames,
			serialNumber: certificate.serialNumber,
			spkiSha256: certificate.spkiSha256,
			validTill: certificate.validTill,
			revokeAt: certificate.revokeAt,
			addedNames: certificate.addedNames,
		})),
		requests: order.requests.map((request) => ({
			id: request.id,
			type: request.type,
			status: request.status,
		})),
	};
}

function automationView(books: DigiCertBooks, automation: Automation) {
	const progress = progressOf(books, automation);
	return {
		automationId: automation.automationId,
		actionType: automation.actionType,
		status: automationStatus(automation, progress),
		phase: progress.phase,
		retries: automation.attempt,
		orderId: automation.orderId,
		parentOrderId: automation.parentOrderId,
	};
}

/** Whether this script gets so far that an order is placed. */
const buys = ({ failures, forever, ineligible }: ReturnType<typeof scriptOf>) =>
	!ineligible && !(forever && failures[0]?.phase === 'csr');

/** What the main job must find in the end. */
function expectedOf(host: Host) {
	const script = scriptOf(host.script);
	if (host.lane === 'appliance') {
		return {
			order: 'issued',
			needsApproval: host.needsApproval ?? false,
			automation: host.agentName ? script.expected.state : undefined,
			paidOrders: 1,
		};
	}
	return { ...script.expected, paidOrders: buys(script) ? 1 : 0 };
}

function hostView(books: DigiCertBooks, host: Host) {
	const agent = books.agents.find(({ agentName }) => agentName === host.agentName);
	return {
		lane: host.lane,
		ip: host.ip,
		port: host.port,
		commonName: host.commonName,
		domainName: host.domainName,
		agentName: host.agentName,
		managementIp: agent?.managementIp,
		virtualServerName: host.virtualServerName,
		script: host.script,
		expected: expectedOf(host),
		automations: host.automations.map((automation) => automationView(books, automation)),
	};
}

export function booksView(books: DigiCertBooks) {
	const { account, settings, organizations, containers } = books.data;
	return {
		account,
		settings,
		organizations: organizations.map(({ id, name }) => ({ id, name })),
		containers,
		paidOrders: books.ledger.length,
		spent: books.ledger.reduce((sum, { price }) => sum + price, 0),
		orders: books.ledger.map((order) => orderView(books, order)),
		hosts: books.hosts.map((host) => hostView(books, host)),
	};
}
