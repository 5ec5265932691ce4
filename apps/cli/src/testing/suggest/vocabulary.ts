/**
 * What the things in generated estates are called. Tuning and test draw from different halves, so that no weight can
 * have learnt a name.
 */

export type Half = 'tuning' | 'test';

interface Vocabulary {
  readonly sites: readonly string[];
  readonly domain: string;
  /** Namespaces with the applications that live in them. */
  readonly areas: Readonly<Record<string, readonly string[]>>;
  readonly platform: readonly { readonly app: string; readonly kind: 'monitoring' | 'other' }[];
  readonly externals: readonly string[];
  /** What things used to be called: nobody today. */
  readonly former: readonly string[];
}

export const VOCABULARY: Readonly<Record<Half, Vocabulary>> = {
  tuning: {
    sites: ['ldn', 'fra', 'ber', 'par'],
    domain: 'corp.example',
    areas: {
      shop: ['cart', 'catalog', 'checkout', 'storefront', 'reviews', 'wishlist'],
      billing: ['invoices', 'dunning', 'ledger', 'taxes', 'statements'],
      logistics: ['tracking', 'dispatch', 'warehouse', 'routes', 'returns'],
      identity: ['accounts', 'sessions', 'consent', 'profiles'],
      media: ['transcoder', 'thumbnails', 'uploads', 'player'],
      claims: ['intake', 'assessor', 'documents', 'payouts'],
      support: ['tickets', 'knowledge', 'chat', 'callback'],
    },
    platform: [
      { app: 'prometheus', kind: 'monitoring' },
      { app: 'gitlab', kind: 'other' },
      { app: 'harbor', kind: 'other' },
    ],
    externals: [
      'branches',
      'corp-dns',
      'admins',
      'mail-relay',
      'card-provider',
      'office-users',
      'ntp',
      'partner-acme',
    ],
    former: ['legacy-crm', 'fax', 'intranet-old', 'sap-test'],
  },
  test: {
    sites: ['nyc', 'sjc', 'ams', 'waw'],
    domain: 'internal.example',
    areas: {
      booking: ['availability', 'reservations', 'pricing', 'itinerary', 'vouchers'],
      payments: ['settlement', 'refunds', 'wallet', 'chargebacks'],
      fleet: ['telemetry', 'maintenance', 'geofence', 'drivers'],
      loyalty: ['points', 'rewards', 'tiers', 'campaigns'],
      hr: ['payroll', 'recruiting', 'timesheets', 'absences'],
      research: ['notebooks', 'datasets', 'experiments', 'models'],
      content: ['articles', 'comments', 'newsletter', 'gallery'],
    },
    platform: [
      { app: 'thanos', kind: 'monitoring' },
      { app: 'jenkins', kind: 'other' },
      { app: 'nexus', kind: 'other' },
    ],
    externals: [
      'depots',
      'resolvers',
      'operators',
      'smtp-gateway',
      'bank-gateway',
      'vpn-users',
      'time-sources',
      'supplier-globex',
    ],
    former: ['lotus-notes', 'modem-pool', 'wiki-old', 'erp-pilot'],
  },
};

/** Ways people shorten a word; the trade's own first. */
const SHORT: Readonly<Record<string, string>> = {
  db: 'db',
  database: 'db',
  frontend: 'fe',
  backend: 'be',
  production: 'prd',
  management: 'mgmt',
  monitoring: 'mon',
  payments: 'pay',
};

/** First letter, then consonants: `invoices` gives `inv`, `cart` gives `crt`. */
export function shortened(word: string): string {
  const known = SHORT[word];
  if (known !== undefined) return known;
  if (word.length <= 4) return word.slice(0, 1) + word.slice(1).replace(/[aeiou]/g, '');
  const consonants = word.slice(0, 1) + word.slice(1).replace(/[aeiou]/g, '');
  return consonants.length >= 3 ? consonants.slice(0, 3) : word.slice(0, 3);
}
