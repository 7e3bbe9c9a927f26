import type { Account } from '../account';
import { openAccount } from '../account';
import type { Arm } from '../arms';
import { bareLoop, CONTINUE, httpRequest, orderCreate, RETRY } from '../arms';
import type { Bench, Sample } from '../measure';
import { sampleOf } from '../measure';
import { purchases } from '../orders';

/** What one run left in the books and on its items. */
export interface Bought {
	sample: Sample;
	bought: number;
	/** Paid orders whose id is on an item */
	ids: number;
}

export interface LossSample {
	node: string;
	ours: boolean;
	/** Share of answers to the paid call that are lost after the order was accepted */
	rate: number;
	items: number;
	first: Bought;
	/** The same items by a new process, all answers arriving */
	again: Bought;
}

export interface Losses {
	orders: number;
	rate: number;
	seed: number;
}

/** The paid call, Order SSL. */
const PAID_CALL = { method: 'POST', path: '/order/certificate/ssl$' };

async function paidOrders({ sandbox }: Account): Promise<Set<number>> {
	const { data } = await sandbox.get<{ digicert: { orders: Array<{ id: number }> } }>('/books');
	return new Set(data.digicert.orders.map(({ id }) => id));
}

/** The same orders with the same answers lost; beyond `rate`, our node alone. */
export async function measureLosses(bench: Bench, job: Losses): Promise<LossSample[]> {
	const { prepare } = await purchases(job.orders);
	const buy = async (account: Account, arm: Arm, label: string): Promise<Bought> => {
		const before = await paidOrders(account);
		const sample = await sampleOf(bench, account, { label, arm, prepare });
		const paid = await paidOrders(account);
		const ids = new Set(sample.measured.ids.filter((id) => paid.has(id)));
		return { sample, bought: paid.size - before.size, ids: ids.size };
	};
	const measure = async (arm: Arm, rate: number): Promise<LossSample> => {
		const account = await openAccount();
		try {
			await account.fault('connectionCut', { rate, seed: job.seed, match: PAID_CALL });
			const first = await buy(account, arm, `${rate * 100} % of the answers lost`);
			await account.sandbox.delete('/faults');
			const again = await buy(account, arm, 'the same again, nothing lost');
			return { node: arm.name, ours: arm.ours ?? false, rate, items: job.orders, first, again };
		} finally {
			await account.stop();
		}
	};
	return [
		await measure(orderCreate, job.rate),
		await measure(httpRequest('createOrder'), job.rate),
		await measure(httpRequest('createOrder', RETRY), job.rate),
		await measure(httpRequest('createOrder', { ...RETRY, ...CONTINUE }), job.rate),
		await measure(bareLoop('createOrder'), job.rate),
		await measure(orderCreate, 0.3),
		await measure(orderCreate, 1),
	];
}
