import { acknowledgeWarnings } from './acknowledgeWarnings.operation';
import { approveDeployment } from './approveDeployment.operation';
import { cancel } from './cancel.operation';
import { checkStatus } from './checkStatus.operation';
import { get } from './get.operation';
import { getChangeManagement } from './getChangeManagement.operation';
import { getCsr } from './getCsr.operation';
import { getDeploymentSchedule } from './getDeploymentSchedule.operation';
import { getWarnings } from './getWarnings.operation';
import { setDeploymentSchedule } from './setDeploymentSchedule.operation';
import { uploadCertificate } from './uploadCertificate.operation';

export const change = {
	name: 'Change',
	operations: {
		checkStatus,
		get,
		getCsr,
		getWarnings,
		acknowledgeWarnings,
		getChangeManagement,
		approveDeployment,
		cancel,
		getDeploymentSchedule,
		setDeploymentSchedule,
		uploadCertificate,
	},
};
