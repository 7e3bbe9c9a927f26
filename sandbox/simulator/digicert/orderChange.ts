import type { DigiCertBooks } from './books';
import type { Order } from './model';
import { currentOf } from './orderLife';

/** A reissue has added a name. */
function changeNames(_books: DigiCertBooks, order: Order): void {
	const primary = currentOf(order);
	const added = `added.${primary.commonName.replace(/^\*\./, '')}`;
	primary.dnsNames = [...primary.dnsNames, added];
}

function changeProduct({ data }: DigiCertBooks, order: Order): void {
	const { nameId, validationType } = order.product;
	order.product =
		data.products.find((one) => one.validationType === validationType && one.nameId !== nameId) ??
		order.product;
}

function changeOrganization({ data }: DigiCertBooks, order: Order): void {
	const other = data.organizations.find(({ id }) => id !== order.organizationId);
	order.organizationId = other?.id ?? order.organizationId;
}

/** What somebody else, or DigiCert itself, does to an order once it is placed. */
export const CHANGES = [changeNames, changeProduct, changeOrganization] as const;
