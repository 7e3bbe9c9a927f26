import type { IExecuteFunctions } from 'n8n-workflow';

import { choice, includeInputFields, optionsOf, text } from '../../../../shared/form/fields';
import { forEachJob } from '../../../../shared/operation/each';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Reader } from '../../../../shared/reader/reader';
import type { Services } from '../../../transport/services';
import { pathSegment, servicesOf } from '../../../transport/services';
import { brokenFile, certificateFields, type Format, FORMATS, isWhole, sameSerial } from './files';
import { serialsIn } from './serials';
import type { Which } from './which';
import { issuedOf, readWhich, whichFields } from './which';

const format = choice('Format', 'format', 'What to download', {
	default: 'pem_noroot',
	options: [
		['apache', 'Apache (ZIP)', 'Certificate and intermediate'],
		['cer', 'PKCS#7 (CER)', 'The P7B file by another name'],
		['default', 'As CertCentral Offers It (ZIP)', 'Root, intermediate and certificate, as .crt'],
		['default_cer', 'Separate CER Files (ZIP)', 'Root, intermediate and certificate, as .cer'],
		['default_pem', 'Separate Files (ZIP)', 'Root, intermediate and certificate'],
		['p7b', 'PKCS#7', 'One P7B file with the chain'],
		['pem_all', 'PEM with Root', 'Certificate, intermediates and root'],
		['pem_nointermediate', 'PEM of the Certificate', 'The certificate alone'],
		['pem_noroot', 'PEM Without Root', 'Certificate and intermediates, what most servers take'],
	],
});

const options = optionsOf(
	includeInputFields,
	text(
		'Put Output File in Field',
		'binaryPropertyName',
		'Name of the output field for the file; without it, text formats come as text only',
		{ default: 'data' },
	),
);

interface Input extends Which {
	format: Format;
	file?: string;
}

export const download = defineOperation<Input>({
	name: 'Download',
	action: 'Download certificate',
	description: 'Download an issued certificate with its chain',
	namedBy: ['orderId', 'certificateId'],
	fields: [...whichFields('Download By'), format, options],
	read: readInput,
	run: async (ctx, jobs) => {
		const services = await servicesOf(ctx);
		return await forEachJob(ctx, jobs, async (input) => [await downloadOne(ctx, services, input)]);
	},
});

function readInput(reader: Reader): Input {
	const names = Object.keys(FORMATS).filter((name): name is Format => name in FORMATS);
	return {
		...readWhich(reader),
		format: reader.requiredChoice('format', names),
		file: reader.text('options.binaryPropertyName'),
	};
}

async function downloadOne(ctx: IExecuteFunctions, services: Services, input: Input) {
	const { certificateId: id, serial, hint } = await issuedOf(services, input);
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
	const serials = shown ? [shown.serialNumber] : await serialsIn(bytes);
	if (serial) sameSerial(serial, serials, id);
	const file = input.file ?? (label ? undefined : 'data');
	return {
		json: {
			...(input.orderId === undefined ? {} : { orderId: input.orderId }),
			certificateId: id,
			format: input.format,
			...(text ? { certificate: text } : {}),
			...shown,
		},
		...(hint ? { hint } : {}),
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
