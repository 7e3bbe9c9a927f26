import type { IExecuteFunctions } from 'n8n-workflow';

import { choice, includeInputFields, optionsOf, text } from '../../../../shared/form/fields';
import { locator } from '../../../../shared/form/locator';
import { forEachJob } from '../../../../shared/operation/each';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Reader } from '../../../../shared/reader/reader';
import type { Id } from '../../../../shared/values';
import type { Services } from '../../../transport/services';
import { pathSegment, servicesOf } from '../../../transport/services';
import { brokenFile, certificateFields, type Format, FORMATS, kindOf, sameSerial } from './files';
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
		['platform', 'For a Server Platform', 'What DigiCert packs for this web server software'],
	],
});

const serverPlatform = locator({
	displayName: 'Server Platform',
	name: 'serverPlatformId',
	description:
		'Web server software, as the product of the order offers it; empty means that of the order',
	searchListMethod: 'searchServerPlatforms',
	placeholder: 'e.g. 45',
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
	platform?: Id;
	file?: string;
}

export const download = defineOperation<Input>({
	name: 'Download',
	action: 'Download certificate',
	description: 'Download an issued certificate with its chain',
	namedBy: ['orderId', 'certificateId'],
	fields: [
		...whichFields('Download By'),
		format,
		{ ...serverPlatform, displayOptions: { show: { format: ['platform'] } } },
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
	const wanted = reader.requiredChoice('format', names);
	return {
		...readWhich(reader),
		format: wanted,
		platform: wanted === 'platform' ? reader.id('serverPlatformId') : undefined,
		file: reader.text('options.binaryPropertyName'),
	};
}

async function downloadOne(ctx: IExecuteFunctions, services: Services, input: Input) {
	const { certificateId: id, serial, hint } = await issuedOf(services, input);
	const { bytes = Buffer.alloc(0) } = await services.raw({
		method: 'GET',
		path: `/certificate/${pathSegment(id)}/download/${formatOf(input)}`,
		binary: true,
	});
	const kind = kindOf(bytes, input.format);
	const text = kind?.label && bytes.toString('utf8').replace(/\r\n?/g, '\n');
	const isEcho = text !== undefined && services.client.scrub(text) !== text;
	if (isEcho || !kind) throw brokenFile(id);
	const { extension, mime, label } = kind;
	const shown = text && label === 'CERTIFICATE' ? certificateFields(text, id) : undefined;
	const serials = shown ? [shown.serialNumber] : await serialsIn(bytes);
	if (serial) sameSerial(serial, serials, id);
	const file = input.file ?? (label ? undefined : 'data');
	return {
		json: {
			...(input.orderId === undefined ? {} : { orderId: input.orderId }),
			certificateId: id,
			format: input.format,
			...(input.platform === undefined ? {} : { serverPlatformId: input.platform }),
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

const formatOf = ({ format: wanted, platform }: Input): string => {
	if (wanted !== 'platform') return `format/${wanted}`;
	return platform === undefined ? wanted : `${wanted}/${pathSegment(platform)}`;
};
