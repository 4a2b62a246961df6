import { APPLY_SETS } from './apply-sets.ts';
import { APPLYING } from './applying.ts';
import { CHOSEN_FROM_FILES } from './chosen-from-files.ts';
import { CONFIG } from './config.ts';
import { CONTAINERS } from './containers.ts';
import { COPYING } from './copying.ts';
import { CORNERS } from './corners.ts';
import { CREATING } from './creating.ts';
import { DEBUGGING } from './debugging.ts';
import { DELETING } from './deleting.ts';
import { DESCRIBED_KINDS } from './described-kinds.ts';
import { DESCRIBING } from './describing.ts';
import { EDITING } from './editing.ts';
import { EMPTYING } from './emptying.ts';
import { EXECUTING } from './executing.ts';
import { EXPLAINING } from './explaining.ts';
import { EXPOSING } from './exposing.ts';
import { FILES_AND_NAMES } from './files-and-names.ts';
import { FORCED } from './forced.ts';
import { FORMATS } from './formats.ts';
import { GENERATING } from './generating.ts';
import { GENERATORS } from './generators.ts';
import { GETTING } from './getting.ts';
import { HUNTED } from './hunted.ts';
import { HUNTED_AGAIN } from './hunted-again.ts';
import { ITSELF } from './itself.ts';
import { KINDS } from './kinds.ts';
import { LABELLING } from './labelling.ts';
import { LABELS_AND_PORTS } from './labels-and-ports.ts';
import { LAUNCHING } from './launching.ts';
import { LOGGING } from './logging.ts';
import { LOOKING_IN } from './looking-in.ts';
import { MANY_OBJECTS } from './many-objects.ts';
import { MISSHAPEN } from './misshapen.ts';
import { OFFLINE } from './offline.ts';
import { ORDERS } from './orders.ts';
import { POD_STATES } from './pod-states.ts';
import { PREFERENCES } from './preferences.ts';
import { RARE } from './rare.ts';
import { READING } from './reading.ts';
import { READING_FILES } from './reading-files.ts';
import { REFUSALS } from './refusals.ts';
import { REPLACING } from './replacing.ts';
import { ROLLING_OUT } from './rolling-out.ts';
import { RUNNING } from './running.ts';
import { SCALING } from './scaling.ts';
import type { Scenario } from './scenario.ts';
import { SECOND_LOOK } from './second-look.ts';
import { SELDOM_SEEN } from './seldom-seen.ts';
import { SERVER_SIDE_APPLY } from './server-side-apply.ts';
import { SETTING } from './setting.ts';
import { SLIPS } from './slips.ts';
import { STATEFUL_SET } from './stateful-set.ts';
import { TEMPLATES } from './templates.ts';
import { TYPED_OUTPUT } from './typed-output.ts';
import { UNANSWERED } from './unanswered.ts';
import { UNLISTED } from './unlisted.ts';
import { VARIATIONS } from './variations.ts';
import { WAITING } from './waiting.ts';
import { WRITING } from './writing.ts';

export const SCENARIOS: readonly Scenario[] = [
  ...STATEFUL_SET,
  ...SECOND_LOOK,
  ...SELDOM_SEEN,
  ...SERVER_SIDE_APPLY,
  ...GENERATORS,
  ...READING,
  ...WRITING,
  ...KINDS,
  ...ITSELF,
  ...FORCED,
  ...FORMATS,
  ...UNANSWERED,
  ...VARIATIONS,
  ...RARE,
  ...REFUSALS,
  ...GENERATING,
  ...DESCRIBING,
  ...CONTAINERS,
  ...CONFIG,
  ...APPLYING,
  ...DELETING,
  ...REPLACING,
  ...SETTING,
  ...SCALING,
  ...LABELLING,
  ...EXPOSING,
  ...RUNNING,
  ...SLIPS,
  ...GETTING,
  ...OFFLINE,
  ...EDITING,
  ...EXPLAINING,
  ...WAITING,
  ...TYPED_OUTPUT,
  ...ROLLING_OUT,
  ...POD_STATES,
  ...LOGGING,
  ...LOOKING_IN,
  ...LAUNCHING,
  ...LABELS_AND_PORTS,
  ...EXECUTING,
  ...EMPTYING,
  ...DESCRIBED_KINDS,
  ...DEBUGGING,
  ...CREATING,
  ...COPYING,
  ...TEMPLATES,
  ...PREFERENCES,
  ...FILES_AND_NAMES,
  ...CHOSEN_FROM_FILES,
  ...HUNTED,
  ...HUNTED_AGAIN,
  ...CORNERS,
  ...MANY_OBJECTS,
  ...MISSHAPEN,
  ...UNLISTED,
  ...ORDERS,
  ...READING_FILES,
  ...APPLY_SETS,
];
