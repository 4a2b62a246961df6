import type { Prng, SetName, Words, World } from '../../../../sim/lesson/index.ts';

/** Each learner meets other names, other ordinals and other faults. */
export function drawWords(prng: Prng): Words {
  const draw = (name: string, choices: readonly string[]): string => {
    const at = prng.split(name).below(choices.length);
    return choices[at] ?? '';
  };
  const cart = draw('cart', ['cart', 'basket', 'checkout', 'wishlist']);
  const namesFault = draw('names-fault', ['other-name', 'cluster-ip', 'selector']);
  const ledgerPods = Number(draw('ledger-pods', ['3', '4', '5']));
  const archiveFault = draw('archive-fault', ['policy', 'deleted-claim']);
  const archivePods = Number(draw('archive-pods', ['2', '3']));
  return {
    shop: draw('shop', ['shop', 'store', 'market', 'mall']),
    cart,
    'cart-service': namesFault === 'other-name' ? `${cart}-headless` : cart,
    'cart-address': namesFault === 'cluster-ip' ? 'type: ClusterIP' : 'clusterIP: None',
    'cart-label': namesFault === 'selector' ? `${cart}-v2` : cart,
    bank: draw('bank', ['bank', 'pay', 'billing', 'funds']),
    ledger: draw('ledger', ['ledger', 'accounts', 'journal', 'balance']),
    'ledger-pods': String(ledgerPods),
    canary: String(ledgerPods - 1),
    'canary-fault': draw('canary-fault', ['image', 'crash', 'probe']),
    jobs: draw('jobs', ['jobs', 'work', 'batch', 'tasks']),
    queue: draw('queue', ['queue', 'broker', 'spool', 'inbox']),
    node: draw('node', ['node-2', 'node-3', 'node-4']),
    'node-fault': draw('node-fault', ['off', 'evicted']),
    logs: draw('logs', ['logs', 'history', 'audits', 'records']),
    archive: draw('archive', ['archive', 'vault', 'shelf', 'books']),
    'archive-fault': archiveFault,
    'when-scaled': archiveFault === 'policy' ? 'Delete' : 'Retain',
    'archive-pods': String(archivePods),
    last: String(archivePods - 1),
  };
}

/** The set of an incident: its namespace and its name are words. */
export const setOf =
  (namespace: string, set: string) =>
  ({ words }: World): SetName => ({ namespace: words[namespace] ?? '', set: words[set] ?? '' });
