import type { IDataObject } from 'n8n-workflow';

import { publicCap } from '../../../../../shared/certificate/life';
import type { NameRules } from '../../../../../shared/certificate/names';
import {
	addressHint,
	convertedNames,
	nameSet,
	toAscii,
} from '../../../../../shared/certificate/names';
import { readEmails } from '../../../../../shared/reader/emails';
import { readCommonName, readNames } from '../../../../../shared/reader/names';
import type { Reader } from '../../../../../shared/reader/reader';
import { withoutEmpty } from '../../../../../shared/values';
import { DCV_METHODS } from '../../../../api/domains';
import { plainKey } from '../../../../api/orderInfo';
import { isDv } from '../../../../api/products';
import { fingerprintOf, type Identity } from '../../../ordering/fingerprint';
import type { OrderRequest } from '../../../ordering/orderRequest';
import { readCsrFor } from './csrNames';
import { ORGANIZATION_DETAILS, readOrganization, readPerson } from './people';
import type { Validity } from './validity';
import { readCertValidity, readOrderValidity } from './validity';

export const TYPE_HINTS = ['ov', 'ev', 'grid', 'private'] as const;
export const HASHES = ['sha256', 'sha384', 'sha512'] as const;
const PAYMENTS = ['balance', 'profile', 'wire_transfer'] as const;

/** Names beside the common name that DigiCert takes on one certificate. */
const MOST_NAMES = 249;

/** What an order needs beside what the form marks, by its product and validity. */
export const orderNeeds = (reader: Reader): string[] => [
	...(isDv(String(reader.value('product') ?? '')) || reader.value(ORGANIZATION_DETAILS)
		? []
		: ['organization']),
	...(reader.value('orderValidityType') === 'customExpirationDate' ? ['orderValidityDate'] : []),
	...(reader.value('typeHint') === 'private' ? ['additionalFields.caCertId'] : []),
];

/** Reads one item's order and checks all that can be checked before money is spent. */
export function readOrder(reader: Reader): OrderRequest {
	const today = reader.today();
	const product = reader.nameId('product') ?? reader.refuseAsEmpty('product');
	const typeHint = product === 'ssl' ? reader.requiredChoice('typeHint', TYPE_HINTS) : undefined;
	const isPrivate = typeHint === 'private' || product.startsWith('private_');
	const isEv = /(^|_)ev(_|$)/.test(typeHint ?? product);
	const { commonName, dnsNames, written } = readOrderNames(reader, { isPrivate, isEv });
	const names = nameSet(commonName, dnsNames);
	const { csr, hint: csrHint } = readCsrFor(names, reader);
	const order = readOrderValidity(reader, today);
	const certificate = readCertValidity(reader, order, today);
	const organization = readOrganization(reader, !isDv(product));
	const caCertId = reader.text('additionalFields.caCertId');
	if (typeHint === 'private' && !caCertId) {
		return reader.refuse('additionalFields.caCertId', "is required for the type hint 'Private'");
	}
	const renewal = readRenewal(reader);
	const identity: Identity = {
		commonName,
		names,
		product: typeHint ? `ssl ${typeHint}` : product,
		spki: csr.spkiSha256,
		organization: sameOrganization(organization),
		validity: order.sameAs,
		renewedOrder: String(renewal.renewal_of_order_id ?? renewal.renewed_thumbprint ?? ''),
	};
	return {
		product,
		body: withoutEmpty({
			certificate: withoutEmpty({
				common_name: commonName,
				dns_names: dnsNames.length > 0 ? dnsNames : undefined,
				csr: csr.pem,
				signature_hash: reader.requiredChoice('signatureHash', HASHES),
				profile_option: reader.text('additionalFields.profileOption'),
				ca_cert_id: caCertId,
				organization_units: orUndefined(reader.list('additionalFields.organizationUnits')),
				server_platform: platform(reader),
				cert_validity: certificate?.wire,
			}),
			order_validity: order.wire,
			...(typeHint ? { product: { type_hint: typeHint } } : {}),
			organization,
			...renewal,
			...readSettings(reader),
		}),
		identity,
		fingerprint: fingerprintOf(identity),
		ownId: readOwnId(reader),
		protect: reader.boolean('duplicateProtection') ?? true,
		lookBackDays: reader.integer('options.lookBackDays', 1, 1200) ?? 30,
		visibleWithin: reader.integer('options.visibleWithin', 1, 3600) ?? 120,
		buyAgainWithin: reader.integer('options.buyAgainWithin', 0, 1095) ?? 30,
		reuseYoungerThan: reader.number('options.reuseYoungerThan', 0, 1),
		repeatUnclear: reader.boolean('options.repeatUnclear') ?? true,
		hint: isPrivate || NOT_TLS.test(product) ? '' : capHint(order, certificate, today),
		convertedNames: convertedNames(written),
		banner: [csrHint, isPrivate ? undefined : addressHint(names)].filter(Boolean).join(' '),
	};
}

/** What the caps of public TLS certificates do not concern: client, code signing, e-mail. */
const NOT_TLS = /^(client_|code_signing|secure_email)/;

const sameOrganization = (organization: IDataObject | undefined): string =>
	organization ? String(organization.id ?? JSON.stringify(organization)) : '';

export function readOrderNames(reader: Reader, rules: NameRules) {
	const written = readCommonName(reader, 'commonName', rules);
	const commonName = toAscii(written);
	const further = readNames(reader, 'dnsNames', commonName, rules);
	const others = further.ascii.filter((name) => name !== commonName);
	if (others.length > MOST_NAMES) {
		return reader.refuse('dnsNames', `holds ${others.length} names; ${MOST_NAMES} is the most`);
	}
	return { commonName, dnsNames: further.ascii, written: [written, ...further.written] };
}

function readOwnId(reader: Reader): string | undefined {
	const id = reader.exactText('additionalFields.alternativeOrderId');
	if (id !== undefined && !/^[A-Za-z0-9]{1,64}$/.test(id)) {
		return reader.refuse(
			'additionalFields.alternativeOrderId',
			'must be 1 to 64 letters and digits',
		);
	}
	return id === undefined ? undefined : plainKey(id);
}

/** A renewal names the order or the thumbprint that it replaces, from the same account. */
function readRenewal(reader: Reader): IDataObject {
	const given = reader.text('additionalFields.renewedThumbprint');
	// One spelling, since the thumbprint is part of what makes the same order.
	const thumbprint = given?.replace(/[\s:]/g, '').toUpperCase();
	if (thumbprint !== undefined && !/^[0-9A-F]{40}$/.test(thumbprint)) {
		return reader.refuse(
			'additionalFields.renewedThumbprint',
			'must be a SHA-1 thumbprint, 40 hex digits',
		);
	}
	return withoutEmpty({
		renewal_of_order_id: reader.id('additionalFields.renewalOfOrderId'),
		renewed_thumbprint: thumbprint,
	});
}

const orUndefined = (list: string[]): string[] | undefined => (list.length > 0 ? list : undefined);

/** DigiCert types some switches as 0 and 1, others as booleans (Order SSL). */
const bit = (value: boolean | undefined): number | undefined =>
	value === undefined ? undefined : Number(value);

function platform(reader: Reader): IDataObject | undefined {
	const id = reader.integer('additionalFields.serverPlatformId', -1, 100_000);
	return id === undefined ? undefined : { id };
}

function readSettings(reader: Reader): IDataObject {
	const at = (name: string) => `additionalFields.${name}`;
	const container = reader.id(at('containerId'));
	return {
		container: container === undefined ? undefined : { id: container },
		auto_renew: bit(reader.boolean(at('autoRenew'))),
		auto_reissue: bit(reader.boolean(at('autoReissue'))),
		enable_guest_access: bit(reader.boolean(at('enableGuestAccess'))),
		skip_approval: reader.boolean(at('skipApproval')),
		disable_ct: reader.boolean(at('disableCt')),
		disable_renewal_notifications: reader.boolean(at('disableRenewalNotifications')),
		apply_cr_discount: reader.boolean(at('applyCrDiscount')),
		dcv_method: reader.choice(at('dcvMethod'), DCV_METHODS),
		certificate_dcv_scope: reader.choice(at('certificateDcvScope'), ['base_domain', 'fqdn']),
		additional_emails: readEmails(reader, at('additionalEmails')),
		comments: reader.text(at('comments')),
		serial_number: reader.text(at('serialNumber')),
		payment_method: reader.choice(at('paymentMethod'), PAYMENTS),
		organization_contact: readPerson(reader.part(at('organizationContact.values'))),
		technical_contact: readPerson(reader.part(at('technicalContact.values'))),
		custom_fields: readCustomFields(reader, at('customFields.field')),
	};
}

function readCustomFields(reader: Reader, path: string): IDataObject[] | undefined {
	const fields = reader.entries(path).map((field) => ({
		metadata_id:
			field.integer('metadataId', 1, Number.MAX_SAFE_INTEGER) ??
			field.refuse('metadataId', 'is empty'),
		value: field.requiredText('value'),
	}));
	return fields.length > 0 ? fields : undefined;
}

function capHint(order: Validity, certificate: Validity | undefined, today: string): string {
	const cap = publicCap(today);
	if ((certificate ?? order).days <= cap) return '';
	const hint = `Public certificates live at most ${cap} days now; read the issued dates from the order.`;
	return certificate
		? hint
		: `${hint} The order runs longer: reissue its certificate before that ends.`;
}
