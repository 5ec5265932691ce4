/** What an ICMP message is about: the type tells it better than any recorder. */
import type { Family } from '@aclift/ir';
import { answeredIcmpType, isIcmpError, LINK_ICMPV6 } from '@aclift/verify';

/**
 * `opens`: a flow of its own. `answers`: a reply to the other end's request. `error`: about another flow, with which policies let it
 * pass. `link`: between neighbours, where no router and no policy sees it.
 */
export type IcmpMeaning = 'opens' | 'answers' | 'error' | 'link';

export function icmpMeaning(family: Family, type: number): IcmpMeaning {
  if (isIcmpError(family, type)) return 'error';
  if (answeredIcmpType(family, type) !== undefined) return 'answers';
  return family === 'ipv6' && LINK_ICMPV6.includes(type) ? 'link' : 'opens';
}
