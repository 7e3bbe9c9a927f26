import { X509Certificate } from 'node:crypto';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { forEachJob } from '../../../../shared/each';
import { Failure } from '../../../../shared/failure';
import { choices, includeInputFields } from '../../../../shared/fields';
import { defineOperation } from '../../../../shared/operation';
import type { Reader } from '../../../../shared/reader';
import { asObject, asText } from '../../../../shared/values';
import type { Services } from '../../../transport/services';
import { segment, servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';

const PEM = 'application/x-pem-file';

/** Formats of the glossary; text ones go into the item, all of them can become a file. */
const FORMATS = {
	pem_all: { extension: 'pem', mime: PEM, label: 'CERTIFICATE' },
	pem_noroot: { extension: 'pem', mime: PEM, label: 'CERTIFICATE' },
	pem_nointermediate: { extension: 'pem', mime: PEM, label: 'CERTIFICATE' },
	p7b: { extension: 'p7b', mime: 'application/x-pkcs7-certificates', label: 'PKCS7' },
	default_pem: { extension: 'zip', mime: 'application/zip', label: undefined },
	apache: { extension: 'zip', mime: 'application/zip', label: undefined },
} as const;

type Format = keyof typeof FORMATS;

const format: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: choices(
		['apache', 'Apache (ZIP)', 'Certificate and intermediate'],
		['default_pem', 'Separate Files (ZIP)', 'Root, intermediate and certificate'],
		['p7b', 'PKCS#7', 'One P7B file with the chain'],
		['pem_all', 'PEM with Root', 'Certificate, intermediates and root'],
		['pem_nointermediate', 'PEM of the Certificate', 'The certificate alone'],
		['pem_noroot', 'PEM Without Root', 'Certificate and intermediates, what most servers take'],
	),
	default: 'pem_noroot',
	description: 'What to download',
};

const by: INodeProperties = {
	displayName: 'Download By',
	name: 'downloadBy',
	type: 'options',
	options: choices(
		['certificate', 'Certificate ID', 'Any certificate, duplicates and reissues too'],
		['order', 'Order', 'The active certificate of the order'],
	),
	default: 'order',
	description: 'How the certificate is named',
};

const certificateId: INodeProperties = {
	displayName: 'Certificate ID',
	name: 'certificateId',
	type: 'string',
	required: true,
	displayOptions: { show: { downloadBy: ['certificate'] } },
	default: '',
	placeholder: 'e.g. 445566',
	description: 'The certificate ID, which is not the order ID',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		includeInputFields,
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			description:
				'Name of the output field for the file; without it, text formats come as text only',
		},
	],
};

interface Input {
	orderId?: number;
	certificateId?: number;
	format: Format;
	file?: string;
}

export const download = defineOperation<Input>({
	name: 'Download',
	action: 'Download certificate',
	description: 'Download an issued certificate with its chain',
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
	const byCertificate = reader.choice('downloadBy', ['order', 'certificate']) === 'certificate';
	return {
		...(byCertificate
			? { certificateId: reader.requiredId('certificateId') }
			: { orderId: reader.requiredId('orderId') }),
		format: reader.choice('format', names) ?? 'pem_noroot',
		file: reader.text('options.binaryPropertyName'),
	};
}

async function downloadOne(ctx: IExecuteFunctions, services: Services, input: Input) {
	const expected = input.orderId === undefined ? undefined : await issued(services, input.orderId);
	const id = input.certificateId ?? expected?.certificateId ?? 0;
	const { bytes = Buffer.alloc(0) } = await services.raw({
		method: 'GET',
		path: `/certificate/${segment(id)}/download/format/${input.format}`,
		binary: true,
	});
	const { extension, mime, label } = FORMATS[input.format];
	if (!isWhole(bytes, label)) throw broken(id);
	const text = label && bytes.toString('utf8').replace(/\r\n?/g, '\n');
	const shown = text && label === 'CERTIFICATE' ? describe(text) : undefined;
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
async function issued(services: Services, id: number) {
	const order = await services.json({ method: 'GET', path: `/order/certificate/${segment(id)}` });
	const certificate = asObject(order.certificate);
	const certificateId = typeof certificate.id === 'number' ? certificate.id : undefined;
	const serial = asText(certificate.serial_number);
	// A serial number exists once it is issued: during a reissue, or when expired, it stays.
	if (certificateId !== undefined && (order.status === 'issued' || serial)) {
		return { certificateId, serial };
	}
	throw new Failure({
		class: 'settle',
		code: 'not issued',
		message: `Order ${id} is "${asText(order.status) ?? 'unknown'}", so there is no certificate to download yet`,
		ids: { orderId: id },
		nextStep: "Use 'Check Status' until the order leaves by Done, then download.",
	});
}

/** A web page or half a file under status 200 is no certificate. */
function isWhole(bytes: Buffer, label: string | undefined): boolean {
	if (!label) return bytes.subarray(0, 2).toString('latin1') === 'PK';
	const text = bytes.toString('utf8').trim();
	const count = (word: string) => text.split(`-----${word} ${label}-----`).length;
	return text.startsWith('-----BEGIN ') && count('BEGIN') > 1 && count('BEGIN') === count('END');
}

const broken = (id: number): Failure =>
	new Failure({
		class: 'settle',
		code: 'unreadable answer',
		message: `What DigiCert sent for certificate ${id} is not a whole file of this format`,
		ids: { certificateId: id },
		nextStep: 'Download again in a minute.',
	});

const describe = (pem: string) => {
	const certificate = new X509Certificate(pem);
	return {
		serialNumber: certificate.serialNumber,
		subject: certificate.subject,
		validFrom: new Date(certificate.validFrom).toISOString(),
		validTo: new Date(certificate.validTo).toISOString(),
	};
};

/** DigiCert has been seen to send the PEM of another certificate of the same order. */
function sameSerial(expected: string, shown: string, id: number): void {
	const plain = (serial: string) => serial.replace(/^0+|[\s:]/g, '').toUpperCase();
	if (plain(expected) === plain(shown)) return;
	throw new Failure({
		class: 'settle',
		code: 'other certificate',
		message: `DigiCert sent another certificate (serial ${shown}) than the one with ID ${id} (serial ${expected})`,
		ids: { certificateId: id },
		nextStep: 'Download again in a minute; do not install what came.',
	});
}
