import { stormSuite } from './suite';

stormSuite('first');
