import { certificatesIn, leafChains } from '../../../../nodes/shared/certificate/bundle';
import { CertificateAuthority } from '../../../../sandbox/simulator/ca';
import { newCsr } from '../../../support/simulator';

const DAY = 86_400_000;
const NOW = Date.now();

let ca: CertificateAuthority;
let other: CertificateAuthority;
let pems: { leaf: string; intermediate: string; root: string };

async function issue(by: CertificateAuthority, commonName: string) {
	const { chain } = await by.issue({
		csr: await newCsr(commonName),
		commonName,
		dnsNames: [],
		notBefore: new Date(NOW - DAY),
		notAfter: new Date(NOW + 90 * DAY),
	});
	const [leaf = '', intermediate = '', root = ''] = chain.map(({ pem }) => pem);
	return { leaf, intermediate, root };
}

beforeAll(async () => {
	[ca, other] = await Promise.all([CertificateAuthority.create(), CertificateAuthority.create()]);
	pems = await issue(ca, 'www.example.com');
});

const found = (...texts: string[]) => certificatesIn(texts);

/** Names along each chain, and whether it ends in a root. */
function chainsIn(...texts: string[]) {
	const links = found(...texts);
	if (!links.ok) return links.reason;
	const chains = leafChains(links.value);
	if (!chains.ok) return chains.reason;
	return chains.value.map(({ leaf, issuers, root }) =>
		[leaf, ...issuers, ...(root ? [root] : [])].map(({ pem }) => pem),
	);
}

const asWritten = (...texts: string[]) => [texts.map((pem) => pem.replace(/\r/g, ''))];

describe('Certificates in what was pasted', () => {
	const AROUND: Array<[string, (pem: string) => string]> = [
		['line ends of Windows', (pem) => pem.replace(/\r?\n/g, '\r\n')],
		['a byte order mark', (pem) => `\uFEFF${pem}`],
		['bag attributes', (pem) => `Bag Attributes\n    friendlyName: www\nsubject=CN=x\n${pem}`],
		['escaped line ends', (pem) => pem.replace(/\r?\n/g, '\\n')],
		[
			'one line for the body',
			(pem) => pem.replace(/([A-Za-z0-9+/=])\r?\n(?=[A-Za-z0-9+/])/g, '$1'),
		],
	];

	it.each(AROUND)('are found despite %s', (_what, around) => {
		const { leaf, intermediate, root } = pems;
		const chains = chainsIn(around(leaf), around(intermediate + root));
		expect(chains).toEqual(asWritten(leaf, intermediate, root));
	});

	it('count once, however often they come', () => {
		const { leaf, intermediate } = pems;
		expect(chainsIn(leaf, intermediate + leaf, intermediate)).toEqual(
			asWritten(leaf, intermediate),
		);
	});

	it.each<[string, () => string, string]>([
		['a private key', () => `${pems.leaf}-----BEGIN PRIVATE KEY-----\nMIIE`, 'private key'],
		['a web page', () => '<!DOCTYPE html><html><body>Sign in</body></html>', 'web page'],
		['DER as text', () => '0\ufffd\u0004\ufffd0\ufffd', 'DER'],
		['base64 without its lines', () => 'MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkq', 'DER'],
		['PKCS#7', () => '-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----', 'PKCS#7'],
		['half a block', () => pems.leaf.slice(0, 300), 'cut off'],
		[
			'half a block behind a whole one',
			() => pems.leaf + pems.intermediate.slice(0, 300),
			'cut off',
		],
		['a damaged one', () => pems.leaf.replace(/[A-Za-z]{8}\r?\n/, 'AAAAAAAA\n'), 'damaged'],
		['words', () => 'pending', 'no certificate in PEM form'],
	])('are refused with the reason where there is %s', (_what, text, reason) => {
		expect(chainsIn(text())).toContain(reason);
	});

	it('a CSR is named as what it is', async () => {
		expect(chainsIn(await newCsr('www.example.com'))).toContain('CSR');
	});
});

describe('A chain', () => {
	it('is sorted by who has signed whom, in whatever order it comes', () => {
		const { leaf, intermediate, root } = pems;
		expect(chainsIn(root, leaf, intermediate)).toEqual(asWritten(leaf, intermediate, root));
	});

	it.each<[string, () => string | Promise<string>, string]>([
		['a gap', () => pems.leaf + pems.root, 'lacks the CA certificate'],
		['nothing but the certificate', () => pems.leaf, 'lacks the CA certificate'],
		['no certificate of a server', () => pems.intermediate + pems.root, 'CA certificates only'],
		[
			'a stranger',
			async () => pems.leaf + pems.intermediate + (await issue(other, 'x.example.com')).root,
			'has a gap',
		],
		[
			'two certificates of one key type',
			async () => pems.leaf + pems.intermediate + (await issue(ca, 'other.example.com')).leaf,
			'two certificates of one key type',
		],
	])('is refused where there is %s', async (_what, text, reason) => {
		expect(chainsIn(await text())).toContain(reason);
	});
});
