import { asFailure, Failure } from '../../shared/failure';
import type { Caller } from '../../shared/http/exchange';
import { isStop, signalOf } from '../../shared/time/stop';
import { asNumber, asObject } from '../../shared/values';
import type { Client } from '../transport/client';
import { servicesOf } from '../transport/services';

/** Whose automations a call is about. */
export interface Scope {
	accountId: number;
	divisionId: number;
}

export type PartialScope = Partial<Scope>;

/** What `GET /user/me` says of an API key, asked once per key and process. */
const owners = new Map<string, Promise<PartialScope>>();

/** Account and division: from the parameter, else the credential, else the user of the key. */
export async function scopeOf(caller: Caller, client: Client, given: PartialScope): Promise<Scope> {
	const accountId = given.accountId ?? ofCredential(client.accountId, 'Account ID');
	const divisionId = given.divisionId ?? ofCredential(client.divisionId, 'Division ID');
	if (accountId && divisionId) return { accountId, divisionId };
	const owner = await ownerOf(caller, client);
	return {
		accountId: accountId ?? owner.accountId ?? missing('Account ID'),
		divisionId: divisionId ?? owner.divisionId ?? missing('Division ID'),
	};
}

export function ofCredential(value: string | undefined, label: string): number | undefined {
	if (value === undefined || /^\d{1,15}$/.test(value.trim())) return asNumber(value);
	throw new Failure({
		class: 'fixRights',
		message: `'${label}' of the credential must be a whole number`,
	});
}

async function ownerOf(caller: Caller, client: Client): Promise<PartialScope> {
	const known = owners.get(client.identity);
	if (known) {
		try {
			return await known;
		} catch (error) {
			const failure = asFailure(error);
			// Stopped was the execution that asked, which says nothing about this one.
			if (!isStop(failure) || signalOf(caller)?.aborted) throw failure;
			return await ownerOf(caller, client);
		}
	}
	const asked = askOwner(caller);
	owners.set(client.identity, asked);
	try {
		return await asked;
	} catch (error) {
		if (owners.get(client.identity) === asked) owners.delete(client.identity);
		throw asFailure(error);
	}
}

async function askOwner(caller: Caller): Promise<PartialScope> {
	const services = await servicesOf(caller);
	const user = await services.json({ method: 'GET', path: '/user/me' });
	return {
		accountId: asNumber(user.account_id),
		divisionId: asNumber(asObject(user.container).id),
	};
}

function missing(label: string): never {
	throw new Failure({
		class: 'fixRequest',
		message: `'${label}' is empty, in the credential too, and the user of the API key has none`,
		nextStep: `Fill '${label}' here or in the credential.`,
	});
}
