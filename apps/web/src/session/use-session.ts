import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Review, Session, SessionState } from './session.ts';

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session itself, for acting. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('no session above this component');
  return session;
}

/** The session's state, for showing. */
export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.get);
}

/** The finished run. Only screens that need one are shown without it. @throws Error when there is none. */
export function useReview(): Review {
  const { review } = useSessionState();
  if (review === undefined) throw new Error('this screen needs a finished run');
  return review;
}
