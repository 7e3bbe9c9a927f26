/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-imports */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { Answer } from '../../contract/akamai/client';
import { AkamaiClient } from '../../contract/akamai/client';
import type { TestSimulator } from '../../support/simulator';
import type { Booked } from './books';

interface Stacked {
	keyAlgorithm: string;
	certificate: string;
	trustChain: string;
}

interface WithCsr extends Stacked {
	csr: string;
}

interface AllStacked<T> {
	primaryCertificate: T;
	multiStackedCertificates: T[];
}

const allOf = <T>({ primaryCertificate, multiStackedCertificates }: AllStacked<T>): T[] => [
	primaryCertificate,
	...multiStackedCertificates,
];

const TOO_MANY = 429;

async function patiently(ask: () => Promise<Answer>): Promise<Answer['json']> {
	for (;;) {
		const { status, json } = await ask();
		if (status !== TOO_MANY) return json;
		await pause(300);
	}
}

/** What production serves of an enrollment, beside the CSR that CPS made for it. */
async function servedBy(akamai: AkamaiClient, { id }: Booked): Promise<WithCsr[]> {
	const at = `/cps/v2/enrollments/${id}`;
	const production = await patiently(
		async () => await akamai.get(`${at}/deployments/production`, 'deployment', 8),
	);
	const { changes } = await patiently(
		async () => await akamai.get(`${at}/history/changes`, 'change-history', 5),
	);
	const [newest] = changes as Array<AllStacked<WithCsr>>;
	const csrs = newest ? allOf(newest) : [];
	return allOf(production as object as AllStacked<Stacked>).map((served) => {
		const made = csrs.find(({ keyAlgorithm }) => keyAlgorithm === served.keyAlgorithm);
		return { ...served, csr: made?.csr ?? '' };
	});
}

/** Judged by the openssl command alone, at this virtual time. */
export function verdictOf(
	{ certificate, trustChain, csr }: WithCsr,
	root: string,
	now: number,
): string {
	const folder = mkdtempSync(join(tmpdir(), 'chain-'));
	try {
		const file = (name: string, text: string) => {
			const path = join(folder, name);
			writeFileSync(path, text);
			return path;
		};
		const openssl = (...args: string[]) =>
			execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
		const leaf = file('leaf.pem', certificate);
		const chain = file('chain.pem', trustChain);
		const at = String(Math.floor(now / 1000));
		const trust = ['-CAfile', file('root.pem', root), '-untrusted', chain];
		const verified = openssl('verify', '-attime', at, ...trust, leaf).trim();
		const key = openssl('x509', '-in', leaf, '-noout', '-pubkey');
		const wanted = openssl('req', '-in', file('csr.pem', csr), '-noout', '-pubkey');
		if (!verified.endsWith(': OK')) return verified;
		return key === wanted ? 'OK' : 'another key than that of the CSR';
	} catch (error) {
		return String(error instanceof Error && 'stderr' in error ? error.stderr : error);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** One verdict for each certificate that production serves of these. */
export async function verdicts(simulator: TestSimulator, enrollments: Booked[]): Promise<string[]> {
	const akamai = new AkamaiClient(simulator);
	const { ca, clock } = simulator.world;
	const all: string[] = [];
	for (const enrollment of enrollments) {
		for (const served of await servedBy(akamai, enrollment)) {
			all.push(verdictOf(served, ca.rootPem, clock.now()));
		}
	}
	return all;
}
