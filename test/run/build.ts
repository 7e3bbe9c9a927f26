import { build } from '../../sandbox/launcher/tarball';

void build();
