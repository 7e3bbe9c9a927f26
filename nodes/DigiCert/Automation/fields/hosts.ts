import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure, badInput, type Failure } from '../../../shared/failure';
import type { Job } from '../../../shared/operation/operation';
import { knownIn } from '../../../shared/reader/knownIn';
import { faultIn } from '../../../shared/reader/names';
import type { Reader } from '../../../shared/reader/reader';
import type { PartialScope } from '../../api/account';
import { scopeOf } from '../../api/account';
import { idsOf } from '../../api/automationThing';
import type { Host, Place } from '../../api/hosts';
import {
	canonicalIp,
	HIGHEST_PORT,
	identityOf,
	mayBeSame,
	placeIn,
	socketOf,
} from '../../api/hosts';
import { automationOf } from '../../transport/automation';
import { HOST_NAMES } from './hostFields';

/** One host of one input item, with what its operation wants to do with it. */
export interface HostInput {
	given: PartialScope;
	host: Host;
	/** It adds a name to a socket: the host without a name there is another one. */
	addsName?: boolean;
}

export function readHost(reader: Reader): Host {
	reader.refuseEmpty(['ip', 'port']);
	const ip = readIp(reader, 'ip') ?? reader.refuse('ip', 'is empty');
	const port = reader.integer('port', 1, HIGHEST_PORT) ?? reader.refuse('port', 'is empty');
	return { ip, port, ...optionalPart(reader) };
}

/** The host of an item that may be named by its automation ID instead. */
export function readOptionalHost(reader: Reader): Host | undefined {
	return reader.raw('ip') === undefined && reader.raw('port') === undefined
		? undefined
		: readHost(reader);
}

function optionalPart(reader: Reader): Omit<Host, 'ip' | 'port'> {
	const domainName = reader.text('domainName');
	const fault = domainName && faultIn(reader, 'domainName', domainName, { singleLabel: true });
	if (fault) reader.refuse('domainName', fault);
	const managementIp = readIp(reader, 'managementIp');
	const virtualServerName = reader.exactText('virtualServerName');
	if (virtualServerName && !managementIp) {
		reader.refuse('managementIp', 'is needed where a virtual server is named');
	}
	return {
		...(domainName ? { domainName } : {}),
		...(managementIp ? { managementIp } : {}),
		...(virtualServerName ? { virtualServerName } : {}),
	};
}

function readIp(reader: Reader, name: string): string | undefined {
	const text = reader.exactText(name);
	if (text && !canonicalIp(text)) reader.refuse(name, 'must be an IPv4 or IPv6 address');
	return text;
}

export const HOST_SOURCES = ['inputItems', 'list'] as const;

/** Each host of one input item; a bad one of a list does not take the others with it. */
export function readEachHost<I>(reader: Reader, read: (host: Reader) => I): Array<I | Failure> {
	if (reader.requiredChoice('hostSource', HOST_SOURCES) === 'inputItems') return [read(reader)];
	const entries = reader.entries('hosts.host');
	if (entries.length === 0) reader.refuse('hosts', 'is empty');
	return entries.map((entry) => {
		try {
			return read(entry);
		} catch (error) {
			return asFailure(error).knowing(knownIn(entry, HOST_NAMES));
		}
	});
}

/** Refuses hosts that are already in this run, and hosts of nobody's account. */
export const checkHosts = async <I extends HostInput>(
	jobs: Array<Job<I>>,
	ctx: IExecuteFunctions,
): Promise<Map<Job<I>, Failure>> => await checkEach(jobs, ctx, () => false);

/** Also those that may be in this run already: each would be paid. */
export const checkHostsToBuy = async <I extends HostInput>(
	jobs: Array<Job<I>>,
	ctx: IExecuteFunctions,
): Promise<Map<Job<I>, Failure>> =>
	await checkEach(
		jobs,
		ctx,
		(one, other) =>
			mayBeSame(one, other) &&
			(one.name === other.name || !(one.job.input.addsName || other.job.input.addsName)),
	);

interface Placed<I extends HostInput> extends Place {
	job: Job<I>;
	identity: string;
}

async function checkEach<I extends HostInput>(
	jobs: Array<Job<I>>,
	ctx: IExecuteFunctions,
	mayRepeat: (one: Placed<I>, other: Placed<I>) => boolean,
): Promise<Map<Job<I>, Failure>> {
	const refused = new Map<Job<I>, Failure>();
	const places = new Map<string, Array<Placed<I>>>();
	const client = automationOf(ctx).then((automation) => automation.client);
	for (const job of jobs) {
		const { given, host } = job.input;
		try {
			const identity = identityOf(await scopeOf(ctx, await client, given), host);
			const placed = { ...placeIn(identity, host.virtualServerName), job, identity };
			const others = places.get(placed.place) ?? [];
			const same = others.find((other) => other.identity === identity);
			const earlier = same ?? others.find((other) => mayRepeat(other, placed));
			if (earlier) throw asFailure(repeated(host, earlier, placed));
			others.push(placed);
			places.set(placed.place, others);
		} catch (error) {
			refused.set(job, asFailure(error).knowing(idsOf(given, host)));
		}
	}
	return refused;
}

function repeated<I extends HostInput>(host: Host, earlier: Placed<I>, now: Placed<I>): Failure {
	const name = [socketOf(host), host.domainName, host.virtualServerName].filter(Boolean).join(' ');
	const { item } = earlier.job;
	if (earlier.identity === now.identity) {
		return badInput(
			`'IP Address' and 'Port' name a host that is already in this run: ${name} is the same as in [item ${item}]`,
		);
	}
	const isNamed = earlier.name === now.name;
	const [field, whole] = isNamed
		? ['Virtual Server Name', ', with its partition']
		: ['Domain Name', ''];
	return badInput(
		`'IP Address' and 'Port' name a host that may be in this run already: ${name} may be the same as in [item ${item}], with and without '${field}'. Give both a '${field}'${whole}, or leave one of them out`,
	);
}
