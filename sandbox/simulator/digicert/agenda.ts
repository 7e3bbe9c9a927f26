interface Entry {
	at: number;
	work: () => void;
}

/** What is due in virtual time; done when somebody looks, in the order of the due times. */
export class Agenda {
	private entries: Entry[] = [];

	add(at: number, work: () => void): void {
		let low = 0;
		let high = this.entries.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.entries[middle]?.at ?? Infinity) <= at) low = middle + 1;
			else high = middle;
		}
		this.entries.splice(low, 0, { at, work });
	}

	/** Work that is added while it runs and is due already runs, too. */
	runUntil(now: number): void {
		let due = this.entries[0];
		while (due && due.at <= now) {
			this.entries.shift();
			due.work();
			due = this.entries[0];
		}
	}
}
