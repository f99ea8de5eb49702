import { RuleList } from './RuleList';
import { RulePage } from './RulePage';
import '../../style/administration.css';

/** 自动规则: the list, or one rule behind its id. */
export default function Rules({ id }: { id?: string }) {
  return id === undefined ? <RuleList /> : <RulePage key={id} id={id === 'new' ? undefined : id} />;
}
