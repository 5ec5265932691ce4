/** Colours for IOS text. For the eye only: what a line means is the reader's affair, not this one's. */
import { StreamLanguage, type StringStream } from '@codemirror/language';

const GOOD = /^permit\b/;
const BAD = /^(?:deny|no)\b/;
const KEYWORD =
  /^(?:interface|ip|ipv6|access-list|access-group|access-class|standard|extended|object-group|group-object|network|service|route|hostname|description|remark|line|time-range|in|out|end)\b/;
const WORD =
  /^(?:tcp|udp|icmp|sctp|gre|esp|ahp|ospf|eigrp|igmp|any|host|eq|neq|gt|lt|range|established|log|log-input|echo|echo-reply|unreachable|time-exceeded|periodic|absolute)\b/;
const NUMBER = /^(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?|[0-9a-f]*:[0-9a-f:]+(?:\/\d+)?|\d+)\b/i;

interface LineState {
  /** The rest of the line is prose. */
  prose: boolean;
}

export const iosLanguage: StreamLanguage<LineState> = StreamLanguage.define<LineState>({
  name: 'ios',
  startState: () => ({ prose: false }),
  token(stream: StringStream, state: LineState): string | null {
    if (stream.sol()) state.prose = false;
    if (state.prose) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^!.*/)) return 'comment';
    if (stream.match(/^(?:remark|description)\b/)) {
      state.prose = true;
      return 'keyword';
    }
    if (stream.match(GOOD)) return 'inserted';
    if (stream.match(BAD)) return 'deleted';
    if (stream.match(KEYWORD)) return 'keyword';
    if (stream.match(WORD)) return 'typeName';
    if (stream.match(NUMBER)) return 'number';
    stream.match(/^\S+/);
    return 'variableName';
  },
});
