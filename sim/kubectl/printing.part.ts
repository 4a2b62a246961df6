import { fillPart } from '../kernel/index.ts';
import { describe } from './describe/index.ts';
import { PRINTING } from './late-printing.ts';
import { parseYaml } from './manifest/yaml.ts';
import { toYaml } from './output/yaml.ts';

export const loaded = fillPart(PRINTING, { describe, toYaml, parseYaml });
