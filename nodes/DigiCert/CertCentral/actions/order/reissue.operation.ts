import type { IExecuteFunctions } from 'n8n-workflow';

import { toAscii } from '../../../../shared/certificate/names';
import { Failure } from '../../../../shared/failure';
import { flag, notice, text } from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import { readCommonName, readNames } from '../../../../shared/reader/names';
import type { Reader } from '../../../../shared/reader/reader';
import { DCV_METHODS } from '../../../api/domains';
import type { OrderCertificate } from '../../../api/orderCertificates';
import { certificatesOf, toldOf } from '../../../api/orderCertificates';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import { servicesOf } from '../../../transport/services';
import { methodFieldFor } from '../../dcv/fields';
import { orderId } from '../../fields';
import { isLonger } from '../../planning/longer';
import { csrField, replacementFields, replacementOptions } from './replace/fields';
import { drops, nameChange } from './replace/names';
import type { Replaceable, ReplaceInput } from './replace/request';
import {
	readReplaceable,
	readReplacement,
	replacedItem,
	replaceOnce,
	standsOf,
	turnOf,
} from './replace/request';

interface Input extends ReplaceInput {
	commonName?: string;
	dnsNames: string[];
	mayRemove: boolean;
	mayAdd: boolean;
	mayEndAsSoon: boolean;
}

interface Thing extends Replaceable {
	/** What DigiCert revokes, since a name goes or the common name is another. */
	hit: OrderCertificate[];
}

const whatItCosts = notice(
	'reissueNotice',
	'A reissue costs nothing as long as no name is added. A name that is left out, or another common name, makes DigiCert revoke every earlier certificate of the order within 72 hours. Both are refused unless the switches below allow them.',
);

const commonName = text('Common Name', 'commonName', 'Left empty, it stays as it is', {
	placeholder: 'e.g. www.example.com',
});

const dnsNames = text(
	'DNS Names',
	'dnsNames',
	'All names that the certificate is to have, separated by commas or lines, or a list by expression. Left empty, they stay as they are.',
	{ typeOptions: { rows: 2 }, placeholder: 'e.g. example.com, www.example.com' },
);

const allowRemoving = flag(
	'Allow Removing Names',
	'allowRemovingNames',
	'Whether names may go, or the common name change: DigiCert revokes the earlier certificates for it, and the item lists them',
);

const allowAdding = flag(
	'Allow Adding Names',
	'allowAddingNames',
	'Whether names may be added, which DigiCert charges for by its product',
);

const allowSameEnd = flag(
	'Allow the Same End',
	'allowSameEnd',
	'Whether to reissue a certificate that would not last longer, for a new key say; else it is refused',
);

/** Reissue certificate: a further certificate of the same order. */
export const reissue = defineWrite<Input, Thing>({
	name: 'Reissue',
	action: 'Reissue order',
	description:
		'Get the next certificate of an order, which costs nothing as long as no name is added',
	namedBy: ['orderId'],
	idFields: ['orderId', 'certificateId'],
	fields: [
		whatItCosts,
		orderId,
		csrField,
		commonName,
		dnsNames,
		allowRemoving,
		allowAdding,
		allowSameEnd,
		replacementFields(methodFieldFor('How control of the domains is proven, for DV products')),
		replacementOptions(),
	],
	read: readInput,
	turn: turnOf,
	thing: readThing,
	stands: (thing, input) => standsOf(thing, input, 'reissue') ?? refusalOf(thing, input) ?? 'open',
	write: async (ctx, input, thing) => await replaceOnce(ctx, input, 'reissue', thing),
	item: (thing, stands, input) => ({
		...replacedItem(thing, stands, input, 'reissue'),
		...(thing.hit.length > 0 ? { revokesWithinHours: 72, revokes: thing.hit.map(toldOf) } : {}),
	}),
	ids: ({ orderId: id }, thing) => ({
		orderId: id,
		...(thing?.made ? { certificateId: thing.made.certificateId } : {}),
	}),
	deed: ({ order }) => `order ${order.id} was reissued`,
	visibleWithin: ({ visibleWithin }) => visibleWithin,
});

function readInput(reader: Reader): Input {
	const replacement = readReplacement(reader);
	const dcvMethod = reader.choice('additionalFields.dcvMethod', DCV_METHODS);
	const isNamed = reader.raw('commonName') !== undefined;
	const name = isNamed ? toAscii(readCommonName(reader, 'commonName')) : undefined;
	return {
		...replacement,
		body: { ...replacement.body, ...(dcvMethod ? { dcv_method: dcvMethod } : {}) },
		commonName: name,
		dnsNames: readNames(reader, 'dnsNames').ascii,
		mayRemove: reader.boolean('allowRemovingNames') ?? false,
		mayAdd: reader.boolean('allowAddingNames') ?? false,
		mayEndAsSoon: reader.boolean('allowSameEnd') ?? false,
	};
}

async function readThing(ctx: IExecuteFunctions, input: Input, before?: Thing): Promise<Thing> {
	const seen = await readReplaceable(
		ctx,
		input,
		'reissue',
		(order) => nameChange(order, input),
		before,
	);
	if (before) return { ...seen, hit: before.hit };
	const isHit = drops(seen.change) && !seen.made;
	const all = isHit ? await certificatesOf(await servicesOf(ctx), seen.order) : [];
	return { ...seen, hit: all.filter(({ status }) => !GONE.includes(status)) };
}

/** Statuses in the lists of an order. */
const GONE = ['revoked', 'rejected', 'canceled', 'expired'];

/** What would cost money or certificates, and nobody has allowed. */
function refusalOf({ order, change, hit }: Thing, input: Input): Failure | undefined {
	const refused = (code: string, message: string, nextStep: string) =>
		new Failure({ class: 'fixRequest', code, message, nextStep, ids: { orderId: order.id } });
	if (drops(change) && !input.mayRemove) {
		const what =
			change.missing.length > 0
				? `would leave out ${change.missing.join(', ')}`
				: `would change the common name from ${order.commonName} to ${change.commonName}`;
		return refused(
			DIGICERT_OWN.namesRemoved.code,
			`Nothing was sent. The reissue of order ${order.id} ${what}, and DigiCert would revoke ${hit.map(({ certificateId, kind }) => `${certificateId} (${kind})`).join(', ')} within 72 hours`,
			"Add what is missing to 'DNS Names', or leave names as they are by leaving both fields empty. If it is meant so, turn on 'Allow Removing Names'.",
		);
	}
	if (change.added.length > 0 && !input.mayAdd) {
		return refused(
			DIGICERT_OWN.namesAdded.code,
			`Nothing was sent. The reissue of order ${order.id} would add ${change.added.join(', ')}, which may cost money`,
			"Take these names out, or turn on 'Allow Adding Names'.",
		);
	}
	if (isLonger(order, input.today) || input.mayEndAsSoon || change.added.length > 0) {
		return undefined;
	}
	return refused(
		DIGICERT_OWN.notLonger.code,
		`Nothing was sent. A reissue of order ${order.id} would end on ${order.validTill}, as its certificate does: the order ends on ${order.orderValidTill}`,
		"Place a new order (Order > Create, with 'Renewal of Order ID'), which costs money. For a new key in the same term, turn on 'Allow the Same End'.",
	);
}
