import { stormSuite } from './suite';

stormSuite('second');
