import type { IExecuteFunctions } from 'n8n-workflow';

import { Failure } from '../../../../shared/failure';
import { choice, includeInputFields, optionsOf, text } from '../../../../shared/form/fields';
import { forEachJob } from '../../../../shared/operation/each';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Reader } from '../../../../shared/reader/reader';
import { statusOfOrder } from '../../../api/orderStatus';
import { getOrder } from '../../../api/orders';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import type { Services } from '../../../transport/services';
import { pathSegment, servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';
import { brokenFile, certificateFields, type Format, FORMATS, isWhole, sameSerial } from './files';
import type { Id } from '../../../../shared/values';

const format = choice('Format', 'format', 'What to download', {
	default: 'pem_noroot',
	options: [
		['apache', 'Apache (ZIP)', 'Certificate and intermediate'],
		['default_pem', 'Separate Files (ZIP)', 'Root, intermediate and certificate'],
		['p7b', 'PKCS#7', 'One P7B file with the chain'],
		['pem_all', 'PEM with Root', 'Certificate, intermediates and root'],
		['pem_nointermediate', 'PEM of the Certificate', 'The certificate alone'],
		['pem_noroot', 'PEM Without Root', 'Certificate and intermediates, what most servers take'],
	],
});

const by = choice('Download By', 'downloadBy', 'How the certificate is named', {
	default: 'order',
	options: [
		['certificate', 'Certificate ID', 'Any certificate, duplicates and reissues too'],
		['order', 'Order', 'The active certificate of the order'],
	],
});

const certificateId = text(
	'Certificate ID',
	'certificateId',
	'The certificate ID, which is not the order ID',
	{
		required: true,
		displayOptions: { show: { downloadBy: ['certificate'] } },
		placeholder: 'e.g. 445566',
	},
);

const options = optionsOf(
	includeInputFields,
	text(
		'Put Output File in Field',
		'binaryPropertyName',
		'Name of the output field for the file; without it, text formats come as text only',
		{ default: 'data' },
	),
);

interface Input {
	orderId?: Id;
	certificateId?: Id;
	format: Format;
	file?: string;
}

export const download = defineOperation<Input>({
	name: 'Download',
	action: 'Download certificate',
	description: 'Download an issued certificate with its chain',
	namedBy: ['orderId', 'certificateId'],
	fields: [
		by,
		{ ...orderId, displayOptions: { show: { downloadBy: ['order'] } } },
		certificateId,
		format,
		options,
	],
	read: readInput,
	run: async (ctx, jobs) => {
		const services = await servicesOf(ctx);
		return await forEachJob(ctx, jobs, async (input) => [await downloadOne(ctx, services, input)]);
	},
});

function readInput(reader: Reader): Input {
	const names = Object.keys(FORMATS).filter((name): name is Format => name in FORMATS);
	const byCertificate =
		reader.requiredChoice('downloadBy', ['order', 'certificate']) === 'certificate';
	return {
		...(byCertificate
			? { certificateId: reader.requiredId('certificateId') }
			: { orderId: reader.requiredId('orderId') }),
		format: reader.requiredChoice('format', names),
		file: reader.text('options.binaryPropertyName'),
	};
}

async function downloadOne(ctx: IExecuteFunctions, services: Services, input: Input) {
	const expected = input.orderId === undefined ? undefined : await issued(services, input.orderId);
	const id = input.certificateId ?? expected?.certificateId ?? 0;
	const { bytes = Buffer.alloc(0) } = await services.raw({
		method: 'GET',
		path: `/certificate/${pathSegment(id)}/download/format/${input.format}`,
		binary: true,
	});
	const { extension, mime, label } = FORMATS[input.format];
	const text = label && bytes.toString('utf8').replace(/\r\n?/g, '\n');
	const isEcho = text !== undefined && services.client.scrub(text) !== text;
	if (isEcho || !isWhole(bytes, label)) throw brokenFile(id);
	const shown = text && label === 'CERTIFICATE' ? certificateFields(text, id) : undefined;
	if (expected?.serial && shown) sameSerial(expected.serial, shown.serialNumber, id);
	const file = input.file ?? (label ? undefined : 'data');
	return {
		json: {
			...(input.orderId === undefined ? {} : { orderId: input.orderId }),
			certificateId: id,
			format: input.format,
			...(text ? { certificate: text } : {}),
			...shown,
		},
		...(expected?.hint ? { hint: expected.hint } : {}),
		...(file
			? {
					binary: {
						[file]: await ctx.helpers.prepareBinaryData(
							bytes,
							`certificate-${id}.${extension}`,
							mime,
						),
					},
				}
			: {}),
	};
}

/** An order has a certificate ID before it is issued; a download would only say 404. */
async function issued(services: Services, id: Id) {
	const order = await getOrder(services, id);
	const { certificateId, serialNumber: serial } = order;
	const status = statusOfOrder(order, Date.now());
	const isOver = status.state === 'failed';
	// A serial number exists once it is issued: during a reissue, or when expired, it stays.
	if (certificateId !== undefined && (order.status === 'issued' || serial)) {
		const hint = `Order ${id} is "${status.vendorStatus}": do not install its certificate. ${status.nextStep}`;
		return { certificateId, serial, ...(isOver ? { hint } : {}) };
	}
	throw new Failure({
		class: isOver ? 'notEligible' : 'settle',
		code: DIGICERT_OWN.notIssued.code,
		message: `Order ${id} is "${order.status}", so there is no certificate to download${isOver ? '' : ' yet'}`,
		ids: { orderId: id },
		...(isOver ? { whoActs: status.whoActs } : {}),
		nextStep: isOver
			? status.nextStep
			: "Use 'Check Status' until the order leaves by Done, then download.",
	});
}
